"""The parts of a checklist, gathered from the sections of one guide or manual."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from assistant.draft import Piece, Source, resting_on, source_of
from kb.data_files import read_data
from kb.library import Library
from kb.messages import Lang, say
from kb.model import ABOUT_ANCHOR, INTRODUCTION_ANCHOR, Frozen, Section, Version
from kb.statements import Statement, statements

Name = Literal["before", "documents", "steps", "deadlines", "ask"]
NAMES: tuple[Name, ...] = get_args(Name)
"""In the order in which they are needed."""

_FILE = Path(__file__).with_name("whole_procedure.yaml")
_LEAD = re.compile(r"^[^，。：,.:]{1,8}：|^(?:yes|no)\s*[:,]\s*", re.I)
_BARE: dict[Lang, int] = {"zh": 10, "en": 28}


class _Rule(Frozen):
    part: Name
    most: int
    anchors: str
    headings: str


class Words(Frozen):
    """What `whole_procedure.yaml` holds."""

    asks: str
    fillers: str
    authorities: dict[str, str]
    parts: tuple[_Rule, ...]
    left_out: str


@cache
def words() -> Words:
    """Return how a whole procedure is asked for, and which sections belong to which part of it."""
    loaded = read_data(_FILE)
    return Words.model_validate(
        {key: value.replace("| ", "|") if isinstance(value, str) else value for key, value in loaded.items()}
    )


@dataclass(frozen=True)
class Part:
    """One part of a checklist; each piece is a thing to do, to have or to know, with its proof."""

    name: Name
    pieces: tuple[Piece, ...]


def gathered(library: Library, document: str, day: date, lang: Lang) -> tuple[Version, tuple[Part, ...]] | None:
    """Return the text in force on the day with the parts of its checklist, in the order in which they are needed.

    Returns:
        None where the document has no text that day, or its text tells no steps, or nothing but steps.
    """
    version = next((v for v in library.in_force(day, lang) if v.document == document), None)
    chinese = next((v for v in library.in_force(day, "zh") if v.document == document), None)
    if version is None or chinese is None:
        return None
    parts = []
    for name in NAMES:
        pieces = tuple(
            piece for section in _sections(version, chinese, name, day) for piece in _pieces(version, section)
        )
        if name == "ask":
            pieces = (*pieces, _hotline(version))
        if pieces:
            parts.append(Part(name, pieces))
    told = {part.name for part in parts}
    return (version, tuple(parts)) if "steps" in told and len(told - {"ask"}) > 1 else None


def _sections(version: Version, chinese: Version, name: Name, day: date) -> list[Section]:
    """Return the sections of a part that are in force on the day; sections are told apart by the Chinese text."""
    rule = next(rule for rule in words().parts if rule.part == name)
    found = []
    for section in chinese.sections:
        other = version.by_anchor.get(section.anchor)
        if other and other.served and other.served.contains(day) and _part_of(section) == name:
            found.append((not re.search(rule.anchors, section.anchor), other))
    # Sections made for the part go before those that only ask something like it.
    chosen = [section for _, section in sorted(found, key=lambda item: item[0])[: rule.most]]
    return sorted(chosen, key=version.sections.index)


def _part_of(section: Section) -> Name | None:
    if section.anchor in {ABOUT_ANCHOR, INTRODUCTION_ANCHOR} or not section.body.strip():
        return None
    if re.search(words().left_out, f"{section.anchor} {section.heading}"):
        return None
    for pattern in ("anchors", "headings"):
        for rule in words().parts:
            if re.search(getattr(rule, pattern), section.anchor if pattern == "anchors" else section.heading):
                return rule.part
    return None


def _pieces(version: Version, section: Section) -> list[Piece]:
    """Return the items of a section's list; of one without a list, its answer."""
    every = statements(section.body)
    listed = [s for s in every if s.form in {"item", "step"}]
    if listed:
        return [
            Piece(s.text, (source_of(version, section, s),), number=place) for place, s in enumerate(listed, start=1)
        ]
    bare = every[0].form == "sentence" and len(every[0].text) <= _BARE[version.lang]
    return [_joined(version, section, every[:2] if bare else every[:1])]


def _joined(version: Version, section: Section, chosen: tuple[Statement, ...]) -> Piece:
    text = ("" if version.lang == "zh" else " ").join(s.text for s in chosen)
    rest = _LEAD.sub("", text).lstrip()
    heads = "\n".join(s.head for s in chosen if s.head)
    source = Source(version, section, tuple(s.quote for s in chosen), heads)
    return Piece(f"{rest[:1].upper()}{rest[1:]}", (source,))


def _hotline(version: Version) -> Piece:
    """Return whom to call, resting on what the page says of itself."""
    name = version.authority[0] if len(version.authority) == 1 else "both"
    text = say(f"answer.hotline-{name}", version.lang)
    about = version.by_anchor.get(ABOUT_ANCHOR)
    piece = Piece(text, (resting_on(version, about, text),) if about else ())
    return piece if piece.is_proven else Piece(text, own=piece.unproven)
