"""Subjects that a question names beside those of our texts, and whether a section speaks of them."""

import re
from functools import cache
from pathlib import Path

from ingest.tokens import normalise
from kb.data_files import read_data

_FILE = Path(__file__).with_name("subjects.yaml")


@cache
def _subjects() -> tuple[re.Pattern[str], ...]:
    loaded: dict[str, list[str]] = read_data(_FILE)
    return tuple(re.compile(words, re.ASCII) for group in loaded.values() for words in group)


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join(subject.pattern for subject in _subjects()), re.ASCII)


def subjects_in(question: str) -> tuple[re.Pattern[str], ...]:
    """Return the subjects a question names, each as the words by which a text speaks of it."""
    text = normalise(question)
    return tuple(s for s in _subjects() if s.search(text)) if _any().search(text) else ()


def unspoken(subjects: tuple[re.Pattern[str], ...], text: str) -> float:
    """Return the share, 0 to 1, of the subjects of which a text never speaks; 0 where none is named."""
    plain = normalise(text)
    return sum(not subject.search(plain) for subject in subjects) / len(subjects) if subjects else 0.0
