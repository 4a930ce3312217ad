"""What a new version changes, and what began or ended between two days. Pure functions over a library."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from kb.dates import next_day
from kb.library import Library
from kb.messages import Lang
from kb.model import ABOUT_ANCHOR, Frozen, Section, Source, Version

Difference = Literal["added", "removed", "reworded", "same"]
What = Literal["begins", "ends", "added", "removed", "reworded"]

_ORDER: tuple[What, ...] = ("ends", "begins", "removed", "reworded", "added")


class SectionChange(Frozen):
    """One section in two successive versions.

    Attributes:
        older: The section before, None when it is new.
        newer: The section now, None when it is gone.
        instruments: What the section rests on now, or rested on when it is gone.
    """

    anchor: str
    what: Difference
    older: Section | None
    newer: Section | None
    instruments: tuple[Source, ...]

    @property
    def heading(self) -> str:
        """The heading now, or the last one."""
        section = self.newer or self.older
        return section.heading if section else ""


class VersionChange(Frozen):
    """Two successive versions compared section by section.

    Attributes:
        sections: In the order of the newer version; what is gone stands where it stood.
        note: What the newer version says of itself: what changed and why.
    """

    older: Version
    newer: Version
    sections: tuple[SectionChange, ...]
    note: str | None

    @property
    def changed(self) -> tuple[SectionChange, ...]:
        """The sections that are not the same; what a text says of itself is no change of law."""
        return tuple(s for s in self.sections if s.what != "same" and s.anchor != ABOUT_ANCHOR)


class Change(Frozen):
    """Something that begins, ends or is said anew on a day.

    Attributes:
        day: First day of what begins; last day of what ends.
        version: First day of the version it stands in.
        anchor: The section; None when it is the whole version.
        heading: Heading of the section, or title of the version.
        instruments: The sources behind it.
        detail: For a version that replaces another, the two compared.
    """

    day: date
    what: What
    document: str
    version: date
    lang: Lang
    anchor: str | None
    heading: str
    instruments: tuple[Source, ...]
    detail: VersionChange | None = None


def diff_versions(older: Version, newer: Version) -> VersionChange:
    """Compare two versions of a document in one language, section by section."""
    before, now = older.by_anchor, newer.by_anchor
    sections: list[SectionChange] = []
    for anchor in _merged([s.anchor for s in older.sections], [s.anchor for s in newer.sections]):
        old, new = before.get(anchor), now.get(anchor)
        rests = newer.sources_of(new) if new else older.sources_of(old) if old else ()
        what = _difference(old, new)
        sections.append(SectionChange(anchor=anchor, what=what, older=old, newer=new, instruments=rests))
    return VersionChange(older=older, newer=newer, sections=tuple(sections), note=newer.change_note)


def changes_since(
    library: Library, since: date, lang: Lang, *, until: date | None = None, code: str | None = None
) -> tuple[Change, ...]:
    """Return what begins or ends in a period, by day.

    Args:
        library: The knowledge base.
        since: First day of the period.
        lang: Language of the texts.
        until: Last day; None takes in everything already known of the future.
        code: Only documents about this supervision mode code.
    """
    found: dict[tuple[str, str | None, What, date], Change] = {}
    documents = dict.fromkeys(version.document for version in library.published)
    for document in documents:
        for change in _of_document(library.history(document, lang), code):
            if since <= change.day and (until is None or change.day <= until):
                # A rule is repeated in each later version; the version in which it first stood tells of it.
                found.setdefault((change.document, change.anchor, change.what, change.day), change)
    return tuple(sorted(found.values(), key=lambda c: (c.day, c.document, c.anchor or "", _ORDER.index(c.what))))


def _of_document(history: tuple[Version, ...], code: str | None) -> Iterator[Change]:
    older: Version | None = None
    for version in history:
        if code is None or code in (*version.formats, version.code):
            yield from _begins(older, version)
            yield from _ends(version, history)
            for section in version.sections:
                yield from _own_days(version, section)
        older = version


def _begins(older: Version | None, version: Version) -> Iterator[Change]:
    detail = diff_versions(older, version) if older else None
    rests = (source for change in detail.changed for source in change.instruments) if detail else version.sources
    yield _change("begins", version.day, version, None, tuple({s.key: s for s in rests}.values()), detail)
    if detail is None:
        return
    for change in detail.changed:
        section = change.newer or change.older
        if section and change.what != "same" and _changes_law(section, version.day, gone=change.newer is None):
            yield _change(change.what, version.day, version, section, change.instruments)


def _changes_law(section: Section, day: date, *, gone: bool) -> bool:
    """Tell whether a section's rule changes on the day on which the text does.

    What ended before it was taken out, or begins only later, is told of on its own day; and a rule that held before
    and goes on is not a new one because the new version is the first to tell it, or tells it in other words.
    """
    if gone:
        return section.in_force.end is None or next_day(section.in_force.end) >= day
    return section.in_force.start == day


def _ends(version: Version, history: tuple[Version, ...]) -> Iterator[Change]:
    end = version.in_force.end
    if end and not any(later.day == next_day(end) for later in history):
        yield _change("ends", end, version, None, version.sources)


def _own_days(version: Version, section: Section) -> Iterator[Change]:
    """Yield the first and last day that a section says of itself."""
    rests = version.sources_of(section)
    days = section.in_force
    if section.served is None:
        return
    if days.start != version.day:
        yield _change("begins", days.start, version, section, rests)
    if days.end and days.end != version.in_force.end:
        yield _change("ends", days.end, version, section, rests)


def _change(
    what: What,
    day: date,
    version: Version,
    section: Section | None,
    instruments: tuple[Source, ...],
    detail: VersionChange | None = None,
) -> Change:
    return Change(
        day=day,
        what=what,
        document=version.document,
        version=version.day,
        lang=version.lang,
        anchor=section.anchor if section else None,
        heading=section.heading if section else version.title,
        instruments=instruments,
        detail=detail,
    )


def _difference(old: Section | None, new: Section | None) -> Difference:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    return "same" if _words(old) == _words(new) else "reworded"


def _words(section: Section) -> tuple[list[str], list[str]]:
    """What a reader reads, however it is broken into lines."""
    return section.heading.split(), section.body.split()


def _merged(old: list[str], new: list[str]) -> list[str]:
    """Return the new order, with each anchor that is gone behind the one it stood behind."""
    merged = list(dict.fromkeys(new))
    for position, anchor in enumerate(old):
        if anchor not in merged:
            merged.insert(merged.index(old[position - 1]) + 1 if position else 0, anchor)
    return merged
