"""Kinds of thing a question asks for, such as a rate or an address, and whether a text tells a thing of that kind."""

import re
from functools import cache
from pathlib import Path

from ingest.tokens import normalise
from kb.data_files import read_data

_FILE = Path(__file__).with_name("kinds.yaml")


@cache
def _kinds() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    loaded: dict[str, dict[str, list[str]]] = read_data(_FILE)
    return {
        kind: (re.compile("|".join(words["asked"]), re.ASCII), re.compile("|".join(words["told"]), re.ASCII))
        for kind, words in loaded.items()
    }


def asked_in(question: str) -> frozenset[str]:
    """Return the kinds of thing a question asks for."""
    text = normalise(question)
    return frozenset(kind for kind, (asked, _) in _kinds().items() if asked.search(text))


def untold(kinds: frozenset[str], text: str) -> float:
    """Return the share, 0 to 1, of the kinds asked for of which a text tells nothing; 0 where none is asked."""
    plain = normalise(text)
    return sum(not _kinds()[kind][1].search(plain) for kind in kinds) / len(kinds) if kinds else 0.0
