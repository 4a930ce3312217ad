"""The words that decide what is due, and whether a sentence affirms, denies, demands or allows what its quotes do."""

import re
from functools import cache
from pathlib import Path

from ingest.tokens import tokens
from kb.data_files import read_data
from kb.messages import Lang
from kb.model import Frozen

_FILE = Path(__file__).with_name("weighty.yaml")
_NEAR = 0.6
"""Share of a clause's words from which another speaks of the same."""

_BARE = 6
"""Characters up to which an opening clause is a bare yes or no."""

_CLAUSE = re.compile(r"[，。；：,;:!?！？\n]|\.(?!\d)")
_FINER = re.compile(r"[，。；：、,;:!?！？\n]|\.(?!\d)")
_BRACKETED = re.compile(r"[（(]([^（）()]*)[）)]")


class Weighty(Frozen):
    """The words of a language.

    Attributes:
        words: What is due, one expression a matter.
        denies: What denies a clause.
        must: What makes it a duty.
        may: What makes it a choice.
        neutral: What only looks like one of these.
    """

    words: tuple[str, ...]
    denies: str
    must: str
    may: str
    neutral: str


Stance = tuple[bool, bool, bool]
"""Whether a clause denies, demands, and allows."""


@cache
def _weighty() -> dict[Lang, Weighty]:
    loaded = read_data(_FILE)
    return {lang: Weighty.model_validate(value) for lang, value in loaded.items()}


def weight(text: str, lang: Lang) -> frozenset[tuple[int, bool]]:
    """Return the words of weight in a text: which of the list, and whether their clause denies anything."""
    return frozenset(found for clause in _clauses(text, lang, _CLAUSE) for found in _weight_of(clause, lang))


def stance_stands(text: str, quotes: str, lang: Lang) -> bool:
    """Tell whether each clause that a quote says in like words is affirmed, denied, demanded or allowed as there."""
    theirs = [(set(tokens(clause)), clause) for clause in _clauses(quotes, lang, _FINER)]
    for mine in _clauses(text, lang, _FINER):
        words = set(tokens(mine))
        near = [clause for held, clause in theirs if words and len(words & held) >= _NEAR * len(words)]
        if near and not any(_same(mine, clause, lang) for clause in near):
            return False
    return _opening_stands(text, quotes, lang)


def _opening_stands(text: str, quotes: str, lang: Lang) -> bool:
    """Tell whether a bare yes or no at the beginning is not the opposite of the one with which a quote begins."""
    known = _weighty()[lang]
    mine, *openings = [_CLAUSE.split(line.strip().lower())[0] for line in (text, *quotes.splitlines())]
    bare = [bool(re.search(known.denies, opening)) for opening in openings if 0 < len(opening) <= _BARE]
    return len(mine) > _BARE or not bare or bool(re.search(known.denies, mine)) in bare


def _same(mine: str, theirs: str, lang: Lang) -> bool:
    (denied, must, may), (denies, demands, allows) = _stance(mine, lang), _stance(theirs, lang)
    softened, hardened = may and not must and demands and not allows, must and not may and allows and not demands
    return denied == denies and not softened and not hardened and _weight_of(mine, lang) <= _weight_of(theirs, lang)


def _stance(clause: str, lang: Lang) -> Stance:
    known = _weighty()[lang]
    denied, must, may = (bool(re.search(pattern, clause)) for pattern in (known.denies, known.must, known.may))
    return denied, must, may


def _weight_of(clause: str, lang: Lang) -> set[tuple[int, bool]]:
    known = _weighty()[lang]
    rest = [(number, re.sub(word, " ", clause)) for number, word in enumerate(known.words)]
    return {(number, bool(re.search(known.denies, left))) for number, left in rest if left != clause}


def _clauses(text: str, lang: Lang, ends: re.Pattern[str]) -> list[str]:
    """Return the clauses of a text; what stands in brackets is a clause of its own in the middle of another."""
    neutral = re.sub(_weighty()[lang].neutral, " ", text.lower())
    return [clause for clause in (*ends.split(_BRACKETED.sub("", neutral)), *_BRACKETED.findall(neutral)) if clause]
