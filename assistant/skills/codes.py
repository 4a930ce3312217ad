"""What a supervision mode code stands for: from the catalog, else from the manual of codes."""

import re
from datetime import date

from assistant.context import Context
from assistant.draft import Draft, Items, Paragraph, Piece, source_of
from assistant.skills.formats import entries, served, trade_format, trade_formats
from kb.figures import figures
from kb.messages import say
from kb.model import ABOUT_ANCHOR, Section, Version
from kb.statements import Statement, statements

_MANUAL = "supervision-mode-codes"
_OVERVIEW = "overview"
_MORE = 3


def about_code(context: Context, code: str, *, said: bool) -> Draft | None:
    """Return what a code is on the day.

    Args:
        context: The question.
        code: Four digits.
        said: Whether the question calls it a code: four digits that no text knows may be anything else.
    """
    return _from_catalog(context, code) or _from_manual(context, code) or (_unknown(context, code) if said else None)


def _from_catalog(context: Context, code: str) -> Draft | None:
    day, lang = context.understood.day, context.understood.lang
    for version in entries(context.index.library, day, lang).values():
        known = version.code == code and any(item.document == version.document for item in trade_formats())
        section = served(version, trade_format(version.document).what, day) if known else None
        if section:
            pieces = _naming(version, section, code, day)
            shown = {source.section.anchor for piece in pieces for source in piece.sources}
            return _draft(pieces, _next(version, shown, day))
    return None


def _naming(version: Version, section: Section, code: str, day: date) -> tuple[Piece, ...]:
    """Return what a format is; where that sentence leaves out the code, after the one that says what the code is."""
    first = statements(section.body)[0]
    what = Piece(first.text, (source_of(version, section, first),))
    if code in first.text:
        return (what,)
    for field in version.fields.values():
        other = served(version, field.anchor, day)
        held = [s for s in statements(other.body) if code in s.text] if other else []
        if other and held:
            return Piece(held[0].text, (source_of(version, other, held[0]),)), what
    return (what,)


def _from_manual(context: Context, code: str) -> Draft | None:
    day, lang = context.understood.day, context.understood.lang
    manual = next((v for v in context.index.library.in_force(day, lang) if v.document == _MANUAL), None)
    if manual is None:
        return None
    own = next((s for s in manual.sections if code in s.anchor.split("-")), None)
    section = own or manual.by_anchor.get(_OVERVIEW)
    every = statements(section.body) if section else ()
    held = [s for s in every if re.search(rf"(?<!\d){code}(?!\d)", s.text)]
    if section is None or not held:
        return None
    chosen = held[:1] if own is None else _of_code(every, held, code)
    pieces = tuple(Piece(s.text, (source_of(manual, section, s),)) for s in chosen)
    return _draft(pieces, _elsewhere(context, manual, section, code))


def _of_code(every: tuple[Statement, ...], held: list[Statement], code: str) -> list[Statement]:
    """Return the item about the code alone where the section is about several, else the first sentence."""
    items = [s for s in held if s.form == "item" and s.text.startswith(code)]
    return items[:1] or list(every[:1])


def _draft(pieces: tuple[Piece, ...], suggestions: tuple[str, ...]) -> Draft:
    block = Paragraph(pieces) if len(pieces) == 1 else Items(pieces)
    return Draft("lookup", (block,), suggestions=suggestions)


def _next(version: Version, shown: set[str], day: date) -> tuple[str, ...]:
    """Return what the entry answers next: the sections behind its fields, in its order."""
    anchors = [field.anchor for field in version.fields.values()]
    found = (served(version, anchor, day) for anchor in anchors)
    headings = [other.heading for other in found if other and other.anchor not in shown]
    return tuple(dict.fromkeys(headings))[:_MORE]


def _elsewhere(context: Context, manual: Version, section: Section, code: str) -> tuple[str, ...]:
    """Return headings of other texts that name the code, then those next to it in the manual."""
    day = context.understood.day
    naming = [
        other.heading
        for version in context.index.library.in_force(day, manual.lang)
        for other in version.sections
        if code in other.heading and other.served and other.served.contains(day) and other.anchor != section.anchor
    ]
    place = [s.anchor for s in manual.sections].index(section.anchor)
    beside = [s.heading for s in manual.sections[place + 1 :] if s.anchor != ABOUT_ANCHOR]
    return tuple(dict.fromkeys((*naming, *beside)))[:_MORE]


def _unknown(context: Context, code: str) -> Draft | None:
    day, lang = context.understood.day, context.understood.lang
    for version in context.index.library.in_force(day, lang):
        section = version.by_anchor.get(_OVERVIEW) if version.document == _MANUAL else None
        if section and section.served and section.served.contains(day):
            piece = Piece(say("lookup.unknown-code", lang, number=code), own=figures(code))
            more = (section.heading,)
            return Draft(
                "lookup", (Paragraph((piece,)),), status="refused", suggestions=more, dated=False, retells=True
            )
    return None
