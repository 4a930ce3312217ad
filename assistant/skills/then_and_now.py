"""Tell what a rule says now beside what it said before: both are asked for in one question."""

import re

from assistant.context import Context
from assistant.draft import Draft, Items, Paragraph, Piece, source_of
from assistant.retrieval.search import Hit
from assistant.skills.before import Before, before_rule, likeness, older_texts, words_of
from assistant.skills.changed import Changed
from assistant.skills.telling_changes import piece_of
from assistant.skills.topic import words
from assistant.understanding.intent import fitting_heading
from assistant.understanding.two_times import sets_two_times
from ingest.tokens import normalise, tokens
from kb.model import ABOUT_ANCHOR, INTRODUCTION_ANCHOR
from kb.statements import statements

_NEAR = 0.85
"""Share of the best score from which a section may be the one asked for."""

_LOOKED_AT = 4

_WIDE, _ROWS = 0.5, 3
"""Share of the best score from which a section may be made for two times; rows of it that are told."""

_MOST = 0.6
"""Share of the words of a term from which a text speaks of it."""

_ALIKE = 3.0
"""What likeness to the old rule counts beside the score."""


def tell_then_and_now(context: Context) -> Draft | None:
    """Return what holds today and what held before it; None when not both are asked for, or no text holds both."""
    understood = context.understood
    if not re.search(words().then_and_now, normalise(understood.question)) or not understood.in_field:
        return None
    hits = context.found.hits[:_LOOKED_AT] if context.found else ()
    if not hits or tells_of_a_change(context, hits[0]):
        return None
    found = now_and_before(context, hits)
    return Draft("changes", found, dated=False, tells_changes=True) if found else None


def tell_two_times(context: Context) -> Draft | None:
    """Return what a section tells that is made to set two times beside each other; None where none is asked or found.

    Of its table those rows are told that speak of what is asked; all of them where none does.
    """
    understood, found = context.understood, context.found
    if found is None or not (found.hits and understood.in_field and sets_two_times(understood.question)):
        return None
    first = found.hits[0]
    near = (hit for hit in (*found.hits, *found.rejected) if hit.score >= _WIDE * first.score)
    for hit in (hit for hit in near if hit.version.document == first.version.document):
        if not (tells_of_a_change(context, hit) and _speaks_of_all(context, hit)):
            continue
        opening, *others = statements(hit.section.body)
        rows = [statement for statement in others if statement.form == "row"]
        if rows:
            asked = set(tokens(understood.question)) - set(tokens(hit.section.heading))
            held = {row: len(asked & set(tokens(row.text))) for row in rows}
            on_it = [row for row in rows if held[row] and held[row] == max(held.values())] or rows
            pieces = [Piece(told.text, (source_of(hit.version, hit.section, told),)) for told in (opening, *on_it)]
            blocks = (Paragraph((pieces[0],)), Items(tuple(pieces[1 : _ROWS + 1])))
            return Draft("changes", blocks, dated=False, tells_changes=True)
    return None


def _speaks_of_all(context: Context, hit: Hit) -> bool:
    """Tell whether a section speaks of every term of the question, in most words of what that is called.

    It tells all that changed at one time: of something that did not change then it says nothing.
    """
    told = set(tokens(_plain(f"{hit.version.title} {hit.section.heading} {hit.section.body}")))
    named = ([said.phrase, *said.term.phrases()] for said in context.understood.terms)
    spoken = ([set(tokens(_plain(phrase))) for phrase in phrases] for phrases in named)
    return all(any(own and len(own & told) >= _MOST * len(own) for own in every) for every in spoken)


def _plain(text: str) -> str:
    """Return a text as questions write it: 退（免）税 is 退税."""
    return re.sub(r"[(（]免[)）]", "", normalise(text))


def now_and_before(context: Context, hits: tuple[Hit, ...]) -> tuple[Paragraph, ...]:
    """Return what a section says and what held before it, of those whose rule and the one before fit the question best.

    Returns:
        Nothing where no section has a rule before it.
    """
    pages = {INTRODUCTION_ANCHOR, ABOUT_ANCHOR}
    rules = [hit for hit in hits if hit.score >= _NEAR * hits[0].score and hit.section.anchor not in pages]
    pairs = [(hit, old) for hit in rules if (old := before_rule(context, hit.version, hit.section, hit.score))]
    best = max(pairs, key=lambda pair: pair[0].score + pair[1].score, default=None)
    return _both(context, *best) if best else ()


def tells_of_a_change(context: Context, hit: Hit) -> bool:
    """Tell whether a section is made to set the two beside each other; its Chinese heading says so."""
    version = context.index.library.version(hit.version.document, hit.version.day, "zh")
    chinese = version.by_anchor.get(hit.section.anchor) if version else None
    asks = fitting_heading("changes")
    return bool(asks and chinese and asks.search(chinese.heading))


def _both(context: Context, hit: Hit, old: Before) -> tuple[Paragraph, ...]:
    """Return what a section says today and what held before; nothing where one is missing."""
    best = _like_the_old(context, hit, old)
    first, was = best.section.in_force.start, old.said(context.understood.lang)
    now = piece_of(Changed(first, ends=False, version=best.version, section=best.section), {}) if first else None
    return (Paragraph((now,)), Paragraph((was,))) if now and was else ()


def _like_the_old(context: Context, hit: Hit, old: Before) -> Hit:
    """Return, of the sections that began on one day with the one found, that which tells most nearly what the old did.

    An old rule in one section may be followed by a new one in several.
    """
    if old.section.anchor == hit.section.anchor or context.found is None:
        return hit
    asked = {word for said in context.understood.terms for word in tokens(said.phrase)}
    same = [
        other
        for other in (*context.found.hits, *context.found.rejected)
        if other.version.document == hit.version.document
        and other.section.in_force.start == hit.section.in_force.start
        and asked & words_of(hit.section) <= words_of(other.section)
        and next(older_texts(context, other.version, other.section), None) is None
    ]
    return max((hit, *same), key=lambda other: other.score / hit.score + _ALIKE * likeness(other.section, old.section))
