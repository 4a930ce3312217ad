"""Compare trade formats: what each is, then the fields of the catalog side by side, every cell with its proof."""

import re
from functools import cache
from pathlib import Path

from assistant.context import Context
from assistant.draft import Block, Draft, Items, Paragraph, Piece, Table, source_of
from assistant.skills.apart import is_told_first, section_apart
from assistant.skills.formats import (
    entries,
    labelled,
    name_of,
    named,
    rule_at,
    sentence,
    trade_formats,
    what_it_is,
)
from assistant.skills.grid import Grid, Row, grid, label
from assistant.understanding.intent import intent_of
from ingest.tokens import normalise
from kb.data_files import read_data
from kb.figures import figures
from kb.messages import say
from kb.model import FIELD_NAMES, Frozen, Version
from kb.statements import statements

_FILE = Path(__file__).with_name("comparing.yaml")
_CODE = re.compile(r"(?<!\d)\d{4}(?!\d)")
_JOINED = re.compile(r"(?<!\d)(\d{4})\s*(?:和|跟|与|、|还是|或者?|\band\b|\bor\b|vs\.?|versus)\s*(\d{4})(?![\d年])")
_MOST = 4
_WIDE = 3
_CORE = ("declaration", "tax", "limits", "deadlines")
"""Rows for three or four formats, when none are asked for: more would not be read in a chat."""


class Aspect(Frozen):
    """Something formats can be compared in.

    Attributes:
        words: How it is said.
        fields: The rows it means.
        section: A section that bears on it, whatever the formats.
    """

    words: str
    fields: tuple[str, ...]
    section: str | None = None


class _Words(Frozen):
    asked: str
    never: str
    import_: str
    compared: tuple[tuple[str, ...], ...]
    uncovered: str
    aspects: tuple[Aspect, ...]


@cache
def words() -> _Words:
    """Return how comparisons are asked for."""
    loaded = read_data(_FILE)
    # The file breaks long lists into lines, and YAML joins these with a space.
    joined = {key: value.replace("| ", "|") if isinstance(value, str) else value for key, value in loaded.items()}
    return _Words.model_validate({"import_": joined.pop("import"), **joined})


def compare_formats(context: Context) -> Draft | None:
    """Return the comparison of two to four formats that the question names; None for any other question."""
    understood, known = context.understood, words()
    text = normalise(understood.question)
    if not _asks(context) or re.search(known.never, text):
        return None
    versions = entries(context.index.library, understood.day, understood.lang)
    documents = named(text, understood.terms, versions)
    chosen = [versions[document] for document in documents]
    aspects = _aspects(context)
    if not 2 <= len(chosen) <= _MOST or aspects is None or _is_about_imports(chosen, text):
        return None
    if tuple(sorted(documents)) in known.compared or _are_others(chosen, text) or is_told_first(context, chosen):
        return None
    fields = tuple(name for name in FIELD_NAMES if any(name in aspect.fields for aspect in aspects))
    told = grid(chosen, understood.day, fields or FIELD_NAMES)
    same_trade = len({trade.of for trade in trade_formats() if trade.document in documents} - {"any"}) < 2
    rows = _rows(told, asked=bool(fields)) if same_trade or fields else ()
    if not rows and _has_its_section(chosen, context):
        return None
    blocks = _told_apart(chosen, aspects, context)
    blocks += _bearing(aspects, context) if fields else _what_each_is(chosen, context)
    blocks += _side_by_side(told, rows, context)
    if not any(piece.sources for piece in Draft("compare", tuple(blocks)).pieces):
        return None
    return Draft("compare", tuple(blocks), suggestions=_suggestions(chosen, rows, context))


def _asks(context: Context) -> bool:
    """Tell whether formats are to be told apart; a follow-up must itself name an aspect, a format or the difference."""
    understood, known = context.understood, words()
    own = normalise(understood.asked)
    if understood.intent == "comparison" or re.search(known.asked, own):
        return True
    before = normalise(understood.question)
    compared = intent_of(before) == "comparison" or re.search(known.asked, before)
    of_the_kind = context.finder.find(own) or _CODE.search(own) or _matching(own)
    return bool(understood.completed and compared and of_the_kind)


def _matching(text: str) -> tuple[Aspect, ...]:
    return tuple(aspect for aspect in words().aspects if re.search(aspect.words, text))


def _aspects(context: Context) -> tuple[Aspect, ...] | None:
    """Return what is asked for, of a follow-up what it asks itself; None when no field covers it."""
    understood = context.understood
    own = normalise(understood.asked)
    text = own if understood.completed and _matching(own) else normalise(understood.question)
    found = _matching(text) or _matching(own if understood.completed else "")
    speed = tuple(aspect for aspect in _matching(normalise(understood.question)) if aspect.section)
    if re.search(words().uncovered, text):
        return None
    return tuple(dict.fromkeys((*found, *speed)))


def _is_about_imports(chosen: list[Version], text: str) -> bool:
    """Tell whether it is about retail imports under 9610, of which the entry on retail exports says nothing."""
    codes = {version.code for version in chosen}
    return "9610" in codes and bool(re.search(words().import_, text))


def _are_others(chosen: list[Version], text: str) -> bool:
    """Tell whether the question joins two codes of which one is of no format: 1371 or 1300."""
    joined = _JOINED.search(text)
    return bool(joined and not set(joined.groups()) <= {version.code for version in chosen})


def _has_its_section(chosen: list[Version], context: Context) -> bool:
    """Tell whether a section found first is made to tell these formats apart: its heading names them by their codes."""
    hits = context.found.hits[:_WIDE] if context.found else ()
    codes = [version.code for version in chosen]
    return any(all(code and code in hit.section.heading for code in codes) for hit in hits)


def _rows(told: Grid, *, asked: bool) -> tuple[Row, ...]:
    """Return the rows to show: those asked for, else those that tell the formats apart."""
    if asked:
        return tuple(row for row in told.rows if any(cell.is_told for cell in row.cells))
    differing = tuple(row for row in told.rows if not row.is_the_same)
    return tuple(row for row in differing if row.field in _CORE) if len(told.versions) >= _WIDE else differing


def _what_each_is(chosen: list[Version], context: Context) -> list[Block]:
    lang, pieces = context.understood.lang, []
    for version in chosen:
        what = what_it_is(version, context.understood.day)
        if what:
            text = sentence(labelled(name_of(version), what.text, lang), lang)
            pieces.append(Piece(text, what.sources, own=figures(name_of(version))))
    return [Paragraph((Piece(say("compare.differences", lang)),)), Items(tuple(pieces))] if pieces else []


def _side_by_side(told: Grid, rows: tuple[Row, ...], context: Context) -> list[Block]:
    """Return one row as a list, which a phone shows better, and several as a table."""
    lang = context.understood.lang
    if not rows:
        return []
    if len(rows) > 1:
        head = (say("compare.point", lang), *told.head)
        lines = tuple((Piece(label(row.field, lang)), *(cell.piece for cell in row.cells)) for row in rows)
        return [Table(head, lines)]
    (row,) = rows
    pieces = tuple(
        Piece(
            labelled(name, cell.piece.text, lang),
            cell.piece.sources,
            cell.piece.own | figures(name),
        )
        for name, cell in zip(told.head, row.cells, strict=True)
    )
    return [Paragraph((Piece(f"**{label(row.field, lang)}**"),)), Items(pieces)]


def _told_apart(chosen: list[Version], aspects: tuple[Aspect, ...], context: Context) -> list[Block]:
    """Return how the section opens that is made to tell the formats apart, in what is asked or in everything."""
    asked = {name for aspect in aspects for name in aspect.fields}

    def is_on_it(heading: str) -> bool:
        fields = {name for aspect in _matching(normalise(heading)) for name in aspect.fields}
        return bool(fields & asked) if asked else not fields

    found = section_apart(context, chosen, is_on_it)
    first = statements(found[1].body)[0] if found else None
    return [Paragraph((Piece(first.text, (source_of(*found, first),)),))] if found and first else []


def _bearing(aspects: tuple[Aspect, ...], context: Context) -> list[Block]:
    """Return the first statement of a section that bears on what is asked, whatever the formats."""
    blocks: list[Block] = []
    for address in dict.fromkeys(aspect.section for aspect in aspects if aspect.section):
        found = rule_at(context.index.library, address, context.understood.day, context.understood.lang)
        if found:
            first = statements(found[1].body)[0]
            blocks.append(Paragraph((Piece(first.text, (source_of(*found, first),)),)))
    return blocks


def _suggestions(chosen: list[Version], rows: tuple[Row, ...], context: Context) -> tuple[str, ...]:
    lang = context.understood.lang
    *others, last = (version.code or name_of(version) for version in chosen)
    formats = "、".join(others) + f"和{last}" if lang == "zh" else ", ".join(others) + f" and {last}"
    shown = {row.field for row in rows} if len(rows) == 1 else set()
    other = [name for name in ("tax", "limits", "declaration") if name not in shown][:2]
    more = [say("compare.suggest-aspect", lang, formats=formats, aspect=label(name, lang).lower()) for name in other]
    return (*more, say("compare.suggest-choose", lang))
