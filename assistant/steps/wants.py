"""What a question wants of its answer: a yes or no, a figure, a list, or that what it takes for granted is so."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

from ingest.tokens import normalise
from kb.data_files import read_data

Want = Literal["yes_no", "figure", "list", "confirm"]

_FILE = Path(__file__).with_name("wants.yaml")


@cache
def _patterns() -> dict[Want, re.Pattern[str]]:
    loaded = read_data(_FILE)
    return {want: re.compile("|".join(words)) for want, words in loaded.items()}


def wants_of(question: str) -> frozenset[Want]:
    """Return everything a question wants, by its words."""
    text = normalise(question).strip()
    return frozenset(want for want, pattern in _patterns().items() if pattern.search(text))


def agreement(wants: frozenset[Want], heading: str) -> float:
    """Return how far a heading wants of its answer what a question does, 0 to 1."""
    others = wants_of(heading)
    return len(wants & others) / len(wants | others) if wants | others else 0.0
