"""How much of a question a section speaks of, each word weighed by how rare it is in the index."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.days import SaidDay
from assistant.understanding.terms import Said
from ingest.index import Index
from ingest.tokens import normalise, tokens
from kb.model import SectionAddress

_FUNCTION = re.compile(
    r"请问一下|请问|麻烦|帮我|帮忙|告诉我|想知道|想问一?下?|咨询一?下?|你好|您好|谢谢|一下|到底|究竟|现在|目前|如今|今天|"
    r"怎么样|怎么|怎样|如何|为什么|为啥|什么时候|什么|多少钱|多少|多久|多长时间|几个|几天|几年|几种|几次|哪些|哪个|哪里|哪儿|哪天|哪年|是否|"
    r"能不能|能否|可不可以|可以|可否|需不需要|要不要|是不是|有没有|会不会|用不用|行不行|应该|需要|必须|还要|还能|还有|"
    r"(?:上|去|到|在)?哪(?:里|儿)?(?:可以|能)?(?:查|看|找)|怎么查|那种|这样|那样|老板|师傅|妹儿|一哈|反正|其实|好像|这边|那边|别人说|人家说|"
    r"的话|如果|要是|那么|这个|那个|这种|我们|我司|我|你们|你|它|听说|据说|有人说|真的|对吗|吗|呢|啊|吧|呀|嘛|了|的|是|在|和|与|及|或|要|能|会|就|都|也|被|把|给|让|去|来|做|办|搞|弄|有|没有|没|不|这|那|哦|哈|噻|搞|嘞|滴|"
    r"\b(?:s|re|ve|ll|they|them|their|these|those|there|then|so|just|also|still|really|actually|mean|things?|stuff|hi|"
    r"hello|thanks?|say|says|said|different|difference|exactly|anyway|ok|okay)\b"
)
_RUN = re.compile(r"\d+(?:\.\d+)+|[a-z]+(?:-[a-z]+)*\d*|\d+(?:\.\d+)?%?|[\u4e00-\u9fff]+")
_TERM_SHARE = 0.6
"""Share of an official term's words that a section must hold to speak of it."""


@dataclass(frozen=True)
class Unit:
    """A Chinese character with the pairs it belongs to, or a Latin word or number.

    Attributes:
        start: Place in the normalised question.
        end: Place behind it; a space may follow.
        words: Index words that would account for it.
    """

    start: int
    end: int
    words: tuple[str, ...]


def units(question: str) -> tuple[Unit, ...]:
    """Return the units of a question that carry meaning: function words are left out."""
    text = normalise(question)
    bare = _FUNCTION.sub(lambda match: "\0" * len(match[0]), text)
    found: list[Unit] = []
    for run in _RUN.finditer(bare):
        if not "\u4e00" <= run[0][0] <= "\u9fff":
            words = tuple(tokens(run[0]))
            after = run.end() + text.startswith(" ", run.end())
            found += [Unit(run.start(), after, words)] if words else []
            continue
        for place in range(run.start(), run.end()):
            # Pairs are taken from the whole question, since a function word may be part of a word (有效, 要求).
            pairs = (text[max(0, place - 1) : place + 1], text[place : place + 2])
            found.append(Unit(place, place + 1, tuple(p for p in pairs if len(p) == 2)))
    return tuple(found)


def without_day(question: str, said: SaidDay | None) -> str:
    """Return the normalised question with the words of a day blanked: they chose the rules and prove nothing."""
    text = normalise(question)
    return text.replace(said.words, "\0" * len(said.words)) if said else text


class Evidence:
    """Weighs what a section holds of one question.

    Args:
        index: The index; its lexical part already counts words.
        question: The question, completed.
        terms: What it says in the glossary's phrases.
    """

    def __init__(self, index: Index, question: str, terms: Sequence[Said]) -> None:
        self._text, self._question = index.lexical["text"], index.lexical["question"]
        self._number = index.places.number
        self._terms = [(range(s.start, s.start + len(s.phrase)), _official(s)) for s in terms]
        self._asked = question

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units of the question that carry meaning."""
        return units(self._asked)

    @cached_property
    def _words(self) -> tuple[str, ...]:
        own = {word for unit in self.units for word in unit.words}
        return tuple(own.union(*(words for _, official in self._terms for words in official)))

    @cached_property
    def _holds(self) -> NDArray[np.bool_]:
        """Which sections hold which words: shape (words, sections)."""
        return self._text.holds(self._words) | self._question.holds(self._words)

    @cached_property
    def _weights(self) -> list[float]:
        return [self._weight(unit) for unit in self.units]

    def idf(self, word: str) -> float:
        """Return the weight of a word."""
        return self._text.idf(word)

    def _weight(self, unit: Unit) -> float:
        known = [self.idf(word) for word in unit.words if self._text.knows(word)]
        return max(known) if known else self.idf("\0")

    def coverage(self, held: frozenset[str]) -> float:
        """Return the share, 0 to 1, of the question's weight that the held words account for."""
        weighed = zip(self.units, self._weights, strict=True)
        return self._share([weight for unit, weight in weighed if self._is_met(unit, held)])

    def _share(self, weights: Sequence[float]) -> float:
        total = sum(self._weights)
        return sum(weights) / total if total else 0.0

    @cached_property
    def coverages(self) -> list[float]:
        """The coverage of every section by what it holds, by number: a search asks for dozens."""
        place = {word: i for i, word in enumerate(self._words)}
        spoken = [
            (
                terms,
                [self._holds[[place[w] for w in words]].sum(axis=0) >= _TERM_SHARE * len(words) for words in official],
            )
            for terms, official in self._terms
        ]
        met = np.zeros((len(self.units), self._holds.shape[1]))
        for row, unit, weight in zip(met, self.units, self._weights, strict=True):
            held = [*self._holds[[place[word] for word in unit.words]]]
            held += [one for terms, every in spoken if unit.start in terms for one in every]
            row[np.any(held, axis=0)] = weight
        total = sum(self._weights)
        shares: list[float] = (met.sum(axis=0) / total).tolist() if total else [0.0] * met.shape[1]
        return shares

    def coverage_of(self, address: SectionAddress) -> float:
        """Return the coverage of the question by what a section holds."""
        return self.coverages[self._number[address]]

    def unaccounted(self, held: frozenset[str]) -> float:
        """Return the share, 0 to 1, of the question's weight in its heaviest stretch that the held words leave out.

        A stretch is a run of characters or Latin words that follow each other without a function word between.
        """
        return self.heaviest_left(held) / self.weight if self.weight else 0.0

    @cached_property
    def weight(self) -> float:
        """What the units of the question weigh together."""
        return sum(self._weights)

    def heaviest_left(self, held: frozenset[str]) -> float:
        """Return what the heaviest stretch weighs that the held words leave out."""
        heaviest = stretch = 0.0
        end = -1
        for unit, weight in zip(self.units, self._weights, strict=True):
            if self._is_met(unit, held):
                continue
            stretch = weight + (stretch if unit.start == end else 0.0)
            end = unit.end
            heaviest = max(heaviest, stretch)
        return heaviest

    def missing(self, held: frozenset[str]) -> frozenset[int]:
        """Return the places of units that the held words do not account for."""
        return frozenset(unit.start for unit in self.units if not self._is_met(unit, held))

    def share(self, places: frozenset[int]) -> float:
        """Return the share, 0 to 1, of the question's weight at the places."""
        weighed = zip(self.units, self._weights, strict=True)
        return self._share([weight for unit, weight in weighed if unit.start in places])

    def held_by(self, address: SectionAddress) -> frozenset[str]:
        """Return which of the question's words a section holds: in its text or its phrasings, in either language."""
        places = np.flatnonzero(self._holds[:, self._number[address]])
        return frozenset(self._words[place] for place in places.tolist())

    @property
    def unknown(self) -> float:
        """The share of the question's weight in words that neither index nor glossary has ever used."""
        strange = frozenset(
            unit.start
            for unit in self.units
            if not any(self._text.knows(w) or self._question.knows(w) for w in unit.words)
            and not any(unit.start in place for place, _ in self._terms)
        )
        return self.share(strange) if self.units else 1.0

    def _is_met(self, unit: Unit, held: frozenset[str]) -> bool:
        return not held.isdisjoint(unit.words) or any(
            unit.start in place and any(len(words & held) >= _TERM_SHARE * len(words) for words in official)
            for place, official in self._terms
        )


def _official(said: Said) -> list[frozenset[str]]:
    return [words for name in said.term.term.values() if (words := frozenset(tokens(name)))]
