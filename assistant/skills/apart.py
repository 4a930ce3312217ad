"""The section that is made to tell trade formats apart: its heading names each of them by its code."""

import re
from collections.abc import Callable, Sequence

from assistant.context import Context
from assistant.understanding.intent import fitting_heading
from kb.model import Section, Version

_CODE = re.compile(r"(?<!\d)\d{4}(?![\d年])")


def section_apart(
    context: Context, chosen: Sequence[Version], is_on_it: Callable[[str], bool]
) -> tuple[Version, Section] | None:
    """Return the section whose heading sets formats against each other, of several that with the fewest others.

    Args:
        context: The question, with what was found for it: what fits better goes first.
        chosen: The formats' entries.
        is_on_it: Whether a heading is on what is asked.
    """
    codes = {version.code for version in chosen}
    if None in codes or len(codes) < len(chosen):
        return None
    understood, found = context.understood, context.found
    scores = {hit.address: hit.score for hit in (*found.hits, *found.rejected)} if found else {}
    made = [
        (version, section)
        for version in context.index.library.in_force(understood.day, understood.lang)
        for section in version.sections
        if codes <= _codes(section) and _is_made_for_it(context, version, section) and is_on_it(section.heading)
    ]

    def order(one: tuple[Version, Section]) -> tuple[int, float]:
        version, section = one
        return len(_codes(section) - codes), -scores.get(version.address(section.anchor), 0.0)

    return min(made, key=order, default=None)


def is_told_first(context: Context, chosen: Sequence[Version]) -> bool:
    """Tell whether the section found first tells one format from what the question describes by the name of a place.

    Goods that are stocked in a bonded zone are traded under a format; the zone is none.
    """
    hit = context.found.hits[0] if context.found and context.found.hits else None
    codes = {version.code for version in chosen}
    told = hit is not None and bool(_codes(hit.section) & codes) and _is_made_for_it(context, hit.version, hit.section)
    return None in codes and told


def _codes(section: Section) -> set[str | None]:
    return set(_CODE.findall(section.heading))


def _is_made_for_it(context: Context, version: Version, section: Section) -> bool:
    """Tell whether a section answers on the day, and its Chinese heading says that it tells things apart."""
    day, asks = context.understood.day, fitting_heading("comparison")
    known = context.index.library.version(version.document, version.day, "zh")
    chinese = known.by_anchor.get(section.anchor) if known else None
    served = section.served is not None and section.served.contains(day)
    return served and bool(asks and chinese and asks.search(chinese.heading))
