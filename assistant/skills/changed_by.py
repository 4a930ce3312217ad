"""What one document changed: asked by its number, with or without the year."""

import re
from collections.abc import Iterable
from datetime import timedelta

from assistant.context import Context
from assistant.skills.changed import Changed
from assistant.skills.instruments import Known, known_instruments, meant
from assistant.skills.picking_changes import about
from assistant.skills.topic import Topic, words
from ingest.document_numbers import DocumentNumber, document_numbers
from ingest.tokens import normalise, tokens
from kb.model import SectionAddress

_ITS_OWN = timedelta(days=400)
"""Days from the issue of a document within which its own changes begin; what begins later rests on it beside others."""

_FITS = 0.7
"""Share of what the best change tells of what else is asked from which another is about it too."""

_WIDE = 0.4
"""The same where none is that near, of a question that names a known term."""


def changed_by(context: Context, every: list[Changed], topic: Topic) -> list[Changed]:
    """Return the changes of the one document that a question names, those that speak of what else it asks.

    Returns:
        Nothing where it names no document or several, or where all that the document brought has ended.
    """
    text = normalise(context.understood.question)
    numbers = document_numbers(text)
    if len({(number.year, number.number) for number in numbers}) != 1:
        return []
    known = meant(numbers[0], text, known_instruments(context.index, context.understood.lang))
    if len(known) != 1:
        return []
    rests = _rests_on(known[0])
    own = [c for c in every if not c.ends and _is_of(c, known[0]) and any(a in rests for a in c.addresses)]
    if not any(c.section is None or (c.section.served and c.section.served.contains(context.today)) for c in own):
        return []
    if topic.terms and topic.scores:
        return about(own, every, topic, _FITS) or about(own, every, topic, _WIDE) or own
    asked = _left(text, numbers)
    told = [_share(context, asked, changed) for changed in own]
    return [changed for changed, share in zip(own, told, strict=True) if share >= _FITS * max(told)]


def _left(text: str, numbers: Iterable[DocumentNumber]) -> frozenset[str]:
    """Return the words of a question without the document and the words by which one asks what changed."""
    for number in sorted(numbers, key=lambda number: -number.start):
        text = f"{text[: number.start]} {text[number.end :]}"
    return frozenset(tokens(re.sub(words().fillers, " ", re.sub(words().asks, " ", text))))


def _share(context: Context, asked: frozenset[str], changed: Changed) -> float:
    """Return how much of what is asked a change speaks of, each word weighed by how rare it is."""
    section, version = changed.section, changed.version
    said = f"{section.heading} {section.body}" if section else version.change_note or ""
    lexical = context.index.lexical["text"]
    return sum(lexical.idf(word) for word in asked & set(tokens(f"{version.title} {said}")))


def _rests_on(known: Known) -> frozenset[SectionAddress]:
    return frozenset(version.address(section.anchor) for version, section in known.uses)


def _is_of(changed: Changed, known: Known) -> bool:
    """Tell whether a change began when the document did."""
    issued = known.source.issued
    return issued is None or -_ITS_OWN < changed.day - issued < _ITS_OWN
