"""Sections in force today that expressly tell of the day asked about: 2025年12月31日以前出口的, before 2026."""

from dataclasses import replace

from assistant.context import Context
from assistant.retrieval.search import Found, Hit, Query, search
from assistant.understanding.days import SaidDay
from assistant.understanding.told_periods import periods_told
from kb.dates import DateRange
from kb.model import INTRODUCTION_ANCHOR, Section


def with_what_tells_of_it(context: Context, query: Query, found: Found) -> Found:
    """Return what was found for a past day, with the sections of today's texts that tell of that day.

    What held for an export of 2025 may stand in a text of 2026, which says so. Where the same section has its own text
    on the day asked about, that one answers.

    Args:
        context: The question.
        query: What was searched for.
        found: What was found among the texts in force on the day.
    """
    said = context.understood.said
    if said is None or said.day >= context.today:
        return found
    places = {_place(hit) for hit in (*found.hits, *found.rejected)}
    today = search(context.index, replace(query, day=context.today), context.weights, context.understood.lang)
    telling = [
        hit for hit in (*today.hits, *today.rejected) if _place(hit) not in places and tells_of(context, hit, said)
    ]
    return Found(hits=(*found.hits, *telling), rejected=found.rejected) if telling else found


def tells_of(context: Context, hit: Hit, said: SaidDay) -> bool:
    """Tell whether a section not in force on a day says of itself that it tells of it."""
    served = hit.section.served
    if served is None or served.contains(said.day) or hit.section.anchor == INTRODUCTION_ANCHOR:
        return False
    version = context.index.library.version(hit.version.document, hit.version.day, "zh")
    chinese = version.by_anchor.get(hit.section.anchor) if version else None
    return chinese is not None and any(_covers(period, said) for period in _periods(chinese, said))


def _periods(section: Section, said: SaidDay) -> tuple[DateRange, ...]:
    by_year = said.precision == "year" and not said.of_trade
    return (*periods_told(section.heading, plain=True), *periods_told(section.body, plain=by_year))


def _covers(period: DateRange, said: SaidDay) -> bool:
    return period.contains(said.day) or (said.precision == "year" and period.intersect(said.period) is not None)


def _place(hit: Hit) -> tuple[str, str]:
    """Return where a section stands, whatever the version."""
    return hit.version.document, hit.section.anchor
