"""The old text beside the new: what two versions say of the same things."""

import re

from assistant.context import Context
from assistant.draft import Block, Draft, Paragraph, Piece, Source, Table, source_of
from assistant.retrieval.search import Hit
from assistant.skills.changed import Changed
from assistant.skills.telling_changes import piece_of
from assistant.understanding.intent import fitting_heading
from ingest.tokens import tokens
from kb.changes import diff_versions
from kb.figures import figures
from kb.messages import say
from kb.model import ABOUT_ANCHOR, INTRODUCTION_ANCHOR, Section, SectionAddress, Version
from kb.statements import Statement, statements

_ROWS = 4
_LOOKED_AT = 4
_LINE = re.compile(r"^\s*\|(.+)\|\s*$", re.M)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)|\*\*")


def compare_versions(context: Context) -> Draft | None:
    """Return the last two versions of the text that fits best, side by side; None where there are no two."""
    found = context.found.hits if context.found else ()
    if not found:
        return None
    day, lang = context.understood.day, context.understood.lang
    document = _document(context, found)
    history = [v for v in context.index.library.history(document, lang) if v.day <= day]
    if len(history) < 2:
        return None
    older, newer = history[-2:]
    scores = {hit.address: hit.score for hit in (*found, *(context.found.rejected if context.found else ()))}
    told = _told_by_a_section(newer) or _side_by_side(older, newer, scores)
    return Draft("changes", told, dated=False, tells_changes=True) if told else None


def _document(context: Context, hits: tuple[Hit, ...]) -> str:
    """Return the document whose title and section speak most of the terms that the question uses; else the first."""
    lang = context.understood.lang
    wanted = {
        word for said in context.understood.terms for word in tokens(f"{said.phrase} {said.term.term.get(lang, '')}")
    }

    def spoken(hit: Hit) -> int:
        return len(wanted & set(tokens(f"{hit.version.title} {hit.section.heading}")))

    return max(hits[:_LOOKED_AT], key=spoken).version.document


def _told_by_a_section(version: Version) -> tuple[Block, ...]:
    """Return the section in which the new text itself sets the two beside each other, if it has one with a table."""
    asks = fitting_heading("changes")
    for section in version.sections:
        chinese = asks and version.lang == "zh" and asks.search(section.heading)
        if not (chinese or section.anchor == "what-changed"):
            continue
        every = statements(section.body)
        rows = [s for s in every if s.form == "row"]
        if rows and every[0].form == "sentence":
            first = Piece(every[0].text, (source_of(version, section, every[0]),))
            return Paragraph((first,)), _table(version, section, rows)
    return ()


def _table(version: Version, section: Section, rows: list[Statement]) -> Table:
    lines = [[_LINK.sub(r"\1", cell).strip() for cell in match[1].split("|")] for match in _LINE.finditer(section.body)]
    head, *others = (line for line in lines if not all(re.fullmatch(r":?-+:?", cell) for cell in line))
    pieces = [
        tuple(Piece(cell, (source_of(version, section, row),) if place else ()) for place, cell in enumerate(line))
        for line, row in zip(others, rows, strict=False)
    ]
    return Table(tuple(head), tuple(pieces))


def _side_by_side(older: Version, newer: Version, scores: dict[SectionAddress, float]) -> tuple[Block, ...]:
    """Return the sections that say something else now, those that fit the question best."""
    lang, detail = newer.lang, diff_versions(older, newer)
    changed = [
        (change.older, change.newer)
        for change in detail.changed
        if change.older and change.newer and change.anchor not in {ABOUT_ANCHOR, INTRODUCTION_ANCHOR}
    ]
    best = sorted(changed, key=lambda pair: -scores.get(newer.address(pair[1].anchor), 0.0))[:_ROWS]
    if not best:
        return ()
    head = (
        say("changes.point", lang),
        say("changes.old", lang, days=older.in_force.say(lang)),
        say("changes.new", lang, days=newer.in_force.say(lang)),
    )
    rows = tuple(
        (Piece(new.heading, own=figures(new.heading)), _opening(older, old), _opening(newer, new)) for old, new in best
    )
    note = piece_of(Changed(newer.day, False, newer, detail=detail), scores) if newer.change_note else None
    return (*((Paragraph((note,)),) if note else ()), Table(head, rows))


def _opening(version: Version, section: Section) -> Piece:
    """Return what a section says first; a bare yes or no with the sentence behind it."""
    every = statements(section.body)
    bare = every[0].form == "sentence" and len(every[0].text) <= (10 if version.lang == "zh" else 28)
    chosen = every[:2] if bare else every[:1]
    text = ("" if version.lang == "zh" else " ").join(s.text for s in chosen)
    return Piece(text, (Source(version, section, tuple(s.quote for s in chosen)),))
