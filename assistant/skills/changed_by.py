"""What one document changed: asked by its number, with or without the year."""

from datetime import timedelta

from assistant.context import Context
from assistant.skills.changed import Changed
from assistant.skills.instruments import Known, known_instruments, meant
from assistant.skills.topic import Topic
from ingest.document_numbers import document_numbers
from ingest.tokens import normalise
from kb.model import SectionAddress

_ITS_OWN = timedelta(days=400)
"""Days from the issue of a document within which its own changes begin; what begins later rests on it beside others."""

_FITS = 0.4
"""Share of the best score from which a change of a document is about what else is asked."""


def changed_by(context: Context, every: list[Changed], topic: Topic | None) -> list[Changed]:
    """Return the changes of the one document that a question names; nothing where it names none or several.

    Args:
        context: The question.
        every: The changes that are known.
        topic: What else it is about; None for nothing.
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
    if topic is None or not topic.scores:
        return own
    return [c for c in own if topic.score(c) >= _FITS * topic.best] or own


def _rests_on(known: Known) -> frozenset[SectionAddress]:
    return frozenset(version.address(section.anchor) for version, section in known.uses)


def _is_of(changed: Changed, known: Known) -> bool:
    """Tell whether a change began when the document did."""
    issued = known.source.issued
    return issued is None or -_ITS_OWN < changed.day - issued < _ITS_OWN
