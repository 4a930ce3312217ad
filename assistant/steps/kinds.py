"""Kinds of thing a question asks for, such as a rate or an address, and whether a text tells a thing of that kind."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from ingest.tokens import normalise
from kb.data_files import read_data
from kb.model import Frozen

_FILE = Path(__file__).with_name("kinds.yaml")

_DAY = re.compile(
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日"
    r"|(?:\d{1,2} )?\b(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{4}"
)
"""A calendar day: since 1 November 2017 tells no length of time."""


class Kind(Frozen):
    """A kind of thing that is asked for.

    Attributes:
        asked: Words by which a question asks for it.
        told: Words by which a text tells it.
        sure: Whether a text that tells nothing of it answers no such question.
        dated: Whether a calendar day tells it.
    """

    asked: tuple[str, ...]
    told: tuple[str, ...]
    sure: bool = False
    dated: bool = False


@cache
def load_kinds() -> dict[str, Kind]:
    """Return the kinds that ship with the project, by name."""
    return {name: Kind.model_validate(kind) for name, kind in read_data(_FILE).items()}


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    return {
        name: (re.compile("|".join(kind.asked), re.ASCII), re.compile("|".join(kind.told), re.ASCII))
        for name, kind in load_kinds().items()
    }


@lru_cache(maxsize=256)
def asked_in(question: str) -> frozenset[str]:
    """Return the kinds of thing a question asks for."""
    text = normalise(question)
    return frozenset(kind for kind, (asked, _) in _patterns().items() if asked.search(text))


def untold(kinds: frozenset[str], text: str) -> float:
    """Return the share, 0 to 1, of the kinds asked for of which a text tells nothing; 0 where none is asked."""
    return len(_silent(kinds, text)) / len(kinds) if kinds else 0.0


def surely_untold(kinds: frozenset[str], texts: Iterable[str]) -> frozenset[str]:
    """Return the kinds asked for so plainly that texts cannot answer which are all silent on one of them."""
    silent = frozenset(kind for kind in kinds if load_kinds()[kind].sure)
    for text in texts if silent else ():
        silent = _silent(silent, text)
    return silent


def _silent(kinds: frozenset[str], text: str) -> frozenset[str]:
    plain = normalise(text)
    dateless = _DAY.sub(" ", plain)
    return frozenset(
        kind for kind in kinds if not _patterns()[kind][1].search(plain if load_kinds()[kind].dated else dateless)
    )
