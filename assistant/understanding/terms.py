"""Find in a question what people say, and give the official terms they mean."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from assistant.understanding.homophones import HomophoneMender
from assistant.understanding.mixed import MixedReader
from assistant.understanding.pinyin import SYLLABLES, PinyinReader
from ingest.tokens import normalise
from kb.glossary import Glossary, Term

_LATIN = re.compile(r"^[\x00-\x7f]+$")
_LATIN_WORD = re.compile(r"[a-z][a-z-]{4,}")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_PINYIN = re.compile(SYLLABLES, re.I)
_TYPO_SCORE = 86.0
"""Likeness, 0 to 100, from which a Latin word is taken for a misspelt term; below it unrelated words begin to match."""


@dataclass(frozen=True)
class Said:
    """A phrase of the question and the term it stands for."""

    phrase: str
    term: Term
    start: int


class TermFinder:
    """Finds the terms of a glossary in questions.

    Args:
        glossary: The terms.
        asked: Chinese questions, from which romanised ones are read.
        english: English questions; their words are no pinyin.
    """

    def __init__(self, glossary: Glossary, asked: Sequence[str] = (), english: Sequence[str] = ()) -> None:
        self.pinyin = PinyinReader(glossary, asked)
        self.homophones = HomophoneMender(self.pinyin.terms)
        said = [(phrase, term) for term in glossary.root for phrase in term.phrases()]
        # All at once: thousands of calls into the converter were a tenth of a cold start.
        written = normalise("\n".join(" ".join(phrase.split()) for phrase, _ in said)).split("\n") if said else []
        phrases: dict[str, Term] = {}
        for phrase, (_, term) in zip(written, said, strict=True):
            phrases.setdefault(phrase, term)
        self._starting: dict[str, list[str]] = defaultdict(list)
        for phrase in phrases:
            self._starting[phrase[:2]].append(phrase)
        self._phrases = phrases
        self._order = {phrase: place for place, phrase in enumerate(phrases)}
        self._romanised = _romanised(glossary)
        self.mixed = MixedReader(self.pinyin, english)
        self._words = {p: t for p, t in phrases.items() if _LATIN.match(p) and " " not in p and len(p) > 4}
        self._once = lru_cache(maxsize=256)(self._found_in)  # every step asks of the same question

    def find(self, question: str) -> tuple[Said, ...]:
        """Return what the question says, in its order; no two of them overlap."""
        return self._once(question)

    def _found_in(self, question: str) -> tuple[Said, ...]:
        text = normalise(question)
        found: list[Said] = []
        # Longest first, so that 出口海外仓 is not taken for 海外仓.
        for phrase in sorted(self._held(text), key=len, reverse=True):
            for start in _places(text, phrase):
                if not any(start < s.start + len(s.phrase) and s.start < start + len(phrase) for s in found):
                    found.append(Said(phrase=phrase, term=self._phrases[phrase], start=start))
        found += self._misspelt(text, found)
        return tuple(sorted(found, key=lambda said: said.start))

    def in_english(self, question: str) -> str:
        """Return an English question with its romanised Chinese terms (tuishui, beian danzheng) in English."""
        text = self.mixed.read(question, "en")
        asked = normalise(question) if text != question else ""
        for said in reversed(self.find(text)):
            end = said.start + len(said.phrase)
            spelt = said.phrase in self._romanised or (asked and said.phrase not in asked)
            known = spelt and "en" in said.term.term and len(text) == len(normalise(text))
            if known and normalise(text)[said.start : end] == said.phrase:
                text = f"{text[: said.start]}{_BRACKETS.sub('', said.term.term['en'])}{text[end:]}"
        return text

    def _held(self, text: str) -> Iterator[str]:
        """Yield the phrases that the text holds, in the order of the glossary among those of one length."""
        beginnings = {text[i : i + length] for i in range(len(text)) for length in (1, 2)}
        held = {phrase for start in beginnings for phrase in self._starting.get(start, ()) if phrase in text}
        yield from sorted(held, key=self._order.__getitem__)

    def _misspelt(self, text: str, found: list[Said]) -> Iterator[Said]:
        for match in _LATIN_WORD.finditer(text):
            if any(s.start <= match.start() < s.start + len(s.phrase) for s in found) or match[0] in self._words:
                continue
            best = process.extractOne(match[0], self._words.keys(), scorer=fuzz.ratio, score_cutoff=_TYPO_SCORE)
            if best:
                yield Said(phrase=match[0], term=self._words[best[0]], start=match.start())


def _places(text: str, phrase: str) -> Iterator[int]:
    """Yield where the phrase stands; a Latin phrase only as whole words: `aeo` is not found in `archaeology`."""
    if _LATIN.match(phrase):
        pattern = rf"(?<![a-z0-9]){re.escape(phrase)}(?:s|es)?(?![a-z0-9])"
        yield from (match.start() for match in re.finditer(pattern, text))
        return
    start = text.find(phrase)
    while start >= 0:
        yield start
        start = text.find(phrase, start + len(phrase))


def _romanised(glossary: Glossary) -> frozenset[str]:
    """Return the Chinese phrases written in Latin letters, as questions say them."""
    latin = (phrase.lower() for term in glossary.root for phrase in term.says.get("zh", ()) if _LATIN.match(phrase))
    return frozenset(" ".join(phrase.split()) for phrase in latin if all(_PINYIN.fullmatch(w) for w in phrase.split()))
