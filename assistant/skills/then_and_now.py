"""Tell what a rule says now beside what it said before: both are asked for in one question."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.context import Context
from assistant.draft import Draft, Paragraph, Piece
from assistant.retrieval.search import Hit
from assistant.skills.changed import Changed
from assistant.skills.telling_changes import piece_of
from assistant.skills.topic import words
from assistant.understanding.intent import fitting_heading
from ingest.tokens import normalise
from kb.figures import figures
from kb.messages import Lang, say
from kb.model import INTRODUCTION_ANCHOR, Section, Version

_LOOKED_AT = 4
_NEAR = 0.7
"""Share of the best score from which a section may be the one asked for."""


def tell_then_and_now(context: Context) -> Draft | None:
    """Return what holds today and what held before it; None when not both are asked for, or no text holds both."""
    understood = context.understood
    if not re.search(words().then_and_now, normalise(understood.question)) or not understood.in_field:
        return None
    hits = context.found.hits[:_LOOKED_AT] if context.found else ()
    if not hits or _tells_of_a_change(context, hits[0]):
        return None
    rules = [hit for hit in hits if hit.score >= _NEAR * hits[0].score and hit.section.anchor != INTRODUCTION_ANCHOR]
    found = next(filter(None, (_both(context, hit) for hit in rules)), ())
    return Draft("changes", found, dated=False, tells_changes=True) if found else None


def _tells_of_a_change(context: Context, hit: Hit) -> bool:
    """Tell whether a section is made to set the two beside each other; its Chinese heading says so."""
    version = context.index.library.version(hit.version.document, hit.version.day, "zh")
    chinese = version.by_anchor.get(hit.section.anchor) if version else None
    asks = fitting_heading("changes")
    return bool(asks and chinese and asks.search(chinese.heading))


def _both(context: Context, hit: Hit) -> tuple[Paragraph, ...]:
    """Return what the text says today and said before of what a section is about; nothing where one is missing."""
    lang = context.understood.lang
    texts = list(_texts(context, hit))
    now = next((item for item in texts if item[1].served and item[1].served.contains(context.today)), None)
    first = now[1].in_force.start if now else None
    if now is None or first is None:
        return ()
    said = piece_of(Changed(first, ends=False, version=now[0], section=now[1]), {})
    old = before(texts, first, lang)
    return (Paragraph((said,)), Paragraph((old,))) if said and old else ()


def _texts(context: Context, hit: Hit) -> Iterator[tuple[Version, Section]]:
    history = context.index.library.history(hit.version.document, context.understood.lang)
    for version in reversed(history):
        section = version.by_anchor.get(hit.section.anchor)
        if section and section.served:
            yield version, section


def before(texts: list[tuple[Version, Section]], day: date, lang: Lang) -> Piece | None:
    """Return what the last of the texts said that ended before a day; None where none did.

    Args:
        texts: The versions of one section, newest first.
        day: The first day of the rule that came after.
        lang: Language of the answer.
    """
    for version, section in texts:
        if section.served and section.served.end and section.served.end < day:
            told = piece_of(Changed(section.served.end, ends=True, version=version, section=section), {})
            if told:
                days = section.served.say(lang)
                named = days in told.text
                text = say("changes.before-that" if named else "changes.before", lang, days=days, told=told.text)
                return Piece(text, told.sources, figures(days))
    return None
