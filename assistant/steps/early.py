"""A question for a day before the rule that it asks for: the first day is told, and no other text is answered from."""

from dataclasses import replace
from datetime import date

from assistant.context import Context
from assistant.retrieval.search import Found, Hit, search
from assistant.steps.covering import Coverage
from assistant.steps.evidence import Evidence
from assistant.steps.measures import measure
from kb.dates import day_number

_MOSTLY = 0.9
"""Share of the index that has begun, from which a day is not early: what begins later is then the exception."""

_FAR = 0.85
"""Share of the best score under which what was in force is about something else."""


def later_text(context: Context, evidence: Evidence) -> Hit | None:
    """Return the section that would answer, when its whole document begins only after the day asked for.

    The search without a day tells what the question is about; only where nothing in force comes near it is the day to
    blame.
    """
    understood, query = context.understood, context.query
    if query is None or context.index.lexical["text"].begun(day_number(understood.day)) >= _MOSTLY:
        return None
    found = Coverage(context).ranked(search(context.index, replace(query, day=None), context.weights, understood.lang))
    if not found.hits or first_day(context, found.hits[0]) <= understood.day:
        return None
    best = found.hits[0]
    if context.found and any(hit.address == best.address for hit in context.found.hits):
        return None  # it tells of the day itself
    near = max((hit.score for hit in _every(found) if in_force_on(hit, understood.day)), default=0.0)
    if near > _FAR * best.score:
        return None
    measures = measure(replace(context, found=found), evidence)
    return best if context.calibration.probability(measures) >= context.calibration.threshold else None


def first_day(context: Context, hit: Hit) -> date:
    """Return the day on which the oldest text of a hit's document begins."""
    return min(version.day for version in context.index.library.history(hit.version.document, hit.version.lang))


def in_force_on(hit: Hit, day: date) -> bool:
    """Tell whether the text of a hit answers for a day."""
    return hit.section.served is not None and hit.section.served.contains(day)


def _every(found: Found) -> tuple[Hit, ...]:
    return (*found.hits, *found.rejected)
