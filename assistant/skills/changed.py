"""What changed on which day, each with the sentence of a text that says so: made from the changes of the library."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ingest.index import Index
from kb.changes import Change, VersionChange, changes_since
from kb.dates import days_named
from kb.messages import Lang
from kb.model import ABOUT_ANCHOR, INTRODUCTION_ANCHOR, Section, SectionAddress, Version
from kb.statements import Statement, statements

_PAGES = {ABOUT_ANCHOR, INTRODUCTION_ANCHOR}


@dataclass(frozen=True)
class Changed:
    """One change.

    Attributes:
        day: The first day of what begins, the last day of what ends.
        ends: Whether it ends without another rule in its place.
        section: The section that tells of it; None for a whole text.
        statement: Its sentence that names the day; None for a whole text, whose `change_note` tells of it.
        detail: For a whole text, the two versions compared.
    """

    day: date
    ends: bool
    version: Version
    section: Section | None = None
    statement: Statement | None = None
    detail: VersionChange | None = None

    @property
    def addresses(self) -> tuple[SectionAddress, ...]:
        """The sections it concerns."""
        if self.section:
            return (self.version.address(self.section.anchor),)
        changed = self.detail.changed if self.detail else ()
        return tuple(self.version.address(change.anchor) for change in changed if change.newer)


@lru_cache(maxsize=4)
def all_changes(index: Index, lang: Lang) -> tuple[Changed, ...]:
    """Return everything of which published texts in a language say on which day it began or ended, by day.

    A text that merely begins on a day is no change of law: some sentence, or the note of the version, must say so.
    """
    found: dict[tuple[str, str, date, bool], Changed] = {}
    for change in changes_since(index.library, date.min, lang):
        version = index.library.version(change.document, change.version, lang)
        for changed in _of(change, version) if version else ():
            anchor = changed.section.anchor if changed.section else ""
            found.setdefault((change.document, anchor, changed.day, changed.ends), changed)
    return tuple(sorted(found.values(), key=lambda changed: changed.day))


def _of(change: Change, version: Version) -> Iterator[Changed]:
    ends = change.what == "ends"
    if change.anchor is not None:
        section = version.by_anchor.get(change.anchor)
        if section and section.anchor not in _PAGES:
            yield from _told(change.day, version, section, ends=ends)
        return
    if change.detail and version.change_note:
        yield Changed(change.day, ends, version, detail=change.detail)
    for section in version.sections if change.detail is None else ():
        if section.anchor not in _PAGES and _is_first(section, change.day, ends=ends):
            yield from _told(change.day, version, section, ends=ends)


def _is_first(section: Section, day: date, *, ends: bool) -> bool:
    return (section.in_force.end if ends else section.in_force.start) == day


def _told(day: date, version: Version, section: Section, *, ends: bool) -> Iterator[Changed]:
    """Yield the change with the sentence that tells of its day; nothing where none does."""
    telling = [s for s in statements(section.body) if day in days_named(s.text) and s.form != "row"]
    if telling:
        yield Changed(day, ends, version, section, telling[0])
