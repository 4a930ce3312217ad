"""A change in words: the sentence of its section, or the note of its version with the sections that bear it out."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import groupby

from assistant.context import Context
from assistant.draft import Block, Items, Paragraph, Piece, Source, resting_on
from assistant.skills.changed import Changed
from assistant.skills.instruments import label_of
from ingest.tokens import tokens
from kb.dates import say_day
from kb.figures import figures
from kb.messages import Lang, say
from kb.model import INTRODUCTION_ANCHOR, Section, SectionAddress, Version
from kb.statements import Statement, statements

_SAME = 0.5
"""Share of common words from which two changes are one."""

_HELD = 0.6
"""The same, of the shorter, where one is the note of a text."""

_PROOFS = 3
_LEAD = re.compile(
    r"^[^，。：,.:]{1,10}：|^(?:不?可以|不?能|不?需要|没?有|不?会|不?是)，"
    r"|^(?:yes|no|generally not|not quite)\s*[:,]\s*",
    re.I,
)
"""A short answer to the section's own heading, which says nothing without it."""

_BARE = {"zh": 10, "en": 28}

_FOR_ITS_DAY = timedelta(days=400)
"""Days between the issue of an instrument and the first day of what it rules."""


def by_day(context: Context, scores: Mapping[SectionAddress, float], chosen: list[Changed]) -> list[Block]:
    """Return the changes as lists under their days, the newest first; what is to come, the nearest first."""
    ahead = all(c.day > context.today for c in chosen)
    ordered = sorted(chosen, key=lambda c: (c.day, c.ends), reverse=not ahead)
    blocks: list[Block] = []
    for (day, ends), group in groupby(ordered, key=lambda c: (c.day, c.ends)):
        pieces = tuple(filter(None, (piece_of(changed, scores) for changed in group)))
        if pieces:
            line = day_line(day, context.today, context.understood.lang, ends=ends)
            blocks += [Paragraph((Piece(line, own=figures(line)),)), Items(pieces)]
    return blocks


def day_line(day: date, today: date, lang: Lang, *, ends: bool) -> str:
    """Return the day of a change as a line above it."""
    if ends:
        return say("changes.until", lang, day=say_day(day, lang))
    return say("changes.ahead" if day > today else "changes.since", lang, day=say_day(day, lang))


def piece_of(changed: Changed, scores: Mapping[SectionAddress, float]) -> Piece | None:
    """Return a change as a statement with its proof; None for a note that its sections do not bear out.

    Args:
        changed: The change.
        scores: How well sections fit the question: of those that bear out a note, the best are cited.
    """
    if changed.section is None:
        return _note(changed, scores)
    chosen = (changed.statement,) if changed.statement else _opening(changed.section, changed.version.lang)
    space = "" if changed.version.lang == "zh" else " "
    text = _without_lead(space.join(statement.text for statement in chosen))
    source = Source(
        changed.version, changed.section, tuple(s.quote for s in chosen), "\n".join(s.head for s in chosen if s.head)
    )
    return Piece(_by(text, changed), (source,))


def _opening(section: Section, lang: Lang) -> tuple[Statement, ...]:
    every = statements(section.body)
    bare = every[0].form == "sentence" and len(every[0].text) <= _BARE[lang]
    return every[:2] if bare else every[:1]


def _without_lead(text: str) -> str:
    """Return a sentence without the short answer it begins with."""
    rest = _LEAD.sub("", text).lstrip()
    return f"{rest[:1].upper()}{rest[1:]}" if rest else text


def _by(text: str, changed: Changed) -> str:
    """Return the text with the document behind it, where it names none."""
    version, section = changed.version, changed.section
    first = section.in_force.start if section and changed.ends else changed.day
    sources = [s for s in version.sources_of(section) if s.basis == "instrument"] if section else []
    # Of several the sentence rests on one that was issued for its day, not on one of years before.
    if len(sources) > 1:
        sources = [s for s in sources if s.issued and first and abs(first - s.issued) < _FOR_ITS_DAY]
    if not sources or re.search(r"号(?:令|公告)?|\bNo\.|《|法", text):
        return text
    name = label_of(sources[0], version.lang)
    if name in text:
        return text
    body, end = (text[:-1], text[-1]) if text[-1:] in "。." else (text, "")
    return f"{body}（{name}）{end}" if version.lang == "zh" else f"{body} ({name}){end}"


def _note(changed: Changed, scores: Mapping[SectionAddress, float]) -> Piece | None:
    """Return the note of a version; the sections that sum up the page prove it only where no others do."""
    found = [change.newer for change in (changed.detail.changed if changed.detail else ()) if change.newer]
    rules = [section for section in found if section.anchor != INTRODUCTION_ANCHOR]
    return _borne_out(changed.version, rules, scores) or _borne_out(changed.version, found, scores)


def _borne_out(version: Version, left: list[Section], scores: Mapping[SectionAddress, float]) -> Piece | None:
    note = (version.change_note or "").strip()
    missing, sources = set(figures(note)), list[Source]()
    ranked = [
        (resting_on(version, section, note), scores.get(version.address(section.anchor), 0.0)) for section in left
    ]
    while ranked and len(sources) < _PROOFS:
        best = max(ranked, key=lambda item: (len(missing & figures(item[0].says)), item[1]))
        if sources and not missing & figures(best[0].says):
            break
        sources.append(best[0])
        missing -= figures(best[0].says)
        ranked.remove(best)
    end = {"zh": "。", "en": "."}[version.lang]
    piece = Piece(note if note.endswith(end) else note + end, tuple(sources))
    return piece if sources and piece.is_proven else None


def says_the_same(one: Changed, other: Changed) -> bool:
    """Tell whether two changes are one, told in two texts."""
    first, second = _words(one), _words(other)
    common = len(first & second)
    # The note of a text sums up what its sections say one by one.
    summed_up = (one.section is None) != (other.section is None) and common >= _HELD * min(len(first), len(second))
    numbers, others = figures(_said(one)), figures(_said(other))
    differ = bool(numbers - others) and bool(others - numbers)
    return summed_up or (common >= _SAME * len(first | second) and not differ)


def _words(changed: Changed) -> set[str]:
    return set(tokens(_said(changed)))


def _said(changed: Changed) -> str:
    return changed.statement.text if changed.statement else changed.version.change_note or ""
