"""What our texts say about a document being replaced or repealed, or replacing another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.skills.instruments import Known, words
from ingest.document_numbers import document_numbers
from ingest.index import Index
from ingest.tokens import normalise
from kb.messages import Lang
from kb.model import ABOUT_ANCHOR, INTRODUCTION_ANCHOR, Section, Version
from kb.statements import Statement, statements


@dataclass(frozen=True)
class Fate:
    """What a text says of a document's end.

    Attributes:
        is_over: Whether it says that the document no longer holds; it may also say that this is not certain.
    """

    version: Version
    section: Section
    statement: Statement
    is_over: bool


@lru_cache(maxsize=4)
def _fates(index: Index, lang: Lang) -> tuple[tuple[Version, Section, Statement, str], ...]:
    """Return the statements that say what replaced what, each with its text made ready to be searched."""
    verbs = re.compile(words().either, re.I)
    return tuple(
        (version, section, statement, normalise(statement.text))
        for version, section in index.library.sections(lang)
        if section.anchor not in {ABOUT_ANCHOR, INTRODUCTION_ANCHOR} and verbs.search(section.body)
        for statement in statements(section.body)
        if verbs.search(statement.text)
    )


def fate(index: Index, known: Known, day: date, lang: Lang) -> Fate | None:
    """Return what our texts of a day say about a document being replaced or repealed, or replacing another."""
    found = [
        (order, Fate(version, section, statement, order < 2 and not re.search(words().unsure, text)))
        for version, section, statement, text in _fates(index, lang)
        if section.served and section.served.contains(day) and statement.form != "row"
        for order in _about(known, text)
    ]
    return min(found, key=lambda item: item[0])[1] if found else None


def _about(known: Known, text: str) -> Iterator[int]:
    """Yield 0 where a text says that the document ended, 1 where another takes its place, 2 where it takes one's."""
    for number in document_numbers(text):
        if number.token != known.number.token:
            continue
        after, before = re.split("[。；;]", text[number.end :])[0], re.split("[。；;]", text[: number.start])[-1]
        if re.match(words().ended, after):
            yield 0
        elif re.search(rf"(?:{words().ends}|废止)[^，,]{{0,40}}$", before):
            yield 1
        elif re.match(rf"(?:[^，,]{{0,12}}|, which )(?:{words().ends})", after):
            yield 2
