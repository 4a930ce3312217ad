"""What is told of one change: where it stands, what was said before and what is said now, what it rests on."""

from difflib import SequenceMatcher

from assistant.export.proofs import say_origin
from kb.changes import Change, SectionChange, VersionChange, What, diff_versions
from kb.citation import Instrument, instrument_of, link_to
from kb.library import Library
from kb.messages import say
from kb.model import Section, Version
from kb.plain import plain


def title_of(library: Library, change: Change) -> str:
    """Return the title of the document in which something changes."""
    version = _version(library, change)
    return version.title if version else change.document


def address_of(library: Library, change: Change) -> str:
    """Return the address within the app that opens the section, or the whole text; empty where it is gone."""
    version = _version(library, change)
    if version is None or (change.anchor and change.anchor not in version.by_anchor):
        return ""
    anchor = change.anchor or (version.sections[0].anchor if version.sections else "")
    return link_to(version, anchor)


def instruments_of(change: Change) -> tuple[Instrument, ...]:
    """Return the instruments behind a change, as a reader is told of them."""
    return tuple(instrument_of(source, change.lang) for source in change.instruments)


def what_changed(library: Library, change: Change) -> tuple[str, ...]:
    """Return a change in lines of plain text: document, note, before and now, and the instruments behind it."""
    lang = change.lang
    lines = [title_of(library, change)]
    if change.detail and change.detail.note:
        lines.append(change.detail.note)
    lines += (say("export.before", lang) + text for text in before(library, change))
    lines += (say("export.now", lang) + text for text in now(library, change))
    for each in instruments_of(change):
        url = f" {each.url}" if each.url else ""
        lines.append(f"{say('export.rests-on', lang)}{each.name}{say_origin(each, lang)}{url}")
    return tuple(lines)


def before(library: Library, change: Change) -> tuple[str, ...]:
    """Return what a section said that it says no more, one text a paragraph, list item or cell; what ends, in short."""
    section = _section(library, change)
    return _only(section.older, section.newer) if section else _answer(library, change, "ends")


def now(library: Library, change: Change) -> tuple[str, ...]:
    """Return what a section says that it did not say before; what begins, in short."""
    section = _section(library, change)
    return _only(section.newer, section.older) if section else _answer(library, change, "begins")


def _answer(library: Library, change: Change, what: What) -> tuple[str, ...]:
    """Return a section's first line, which answers its heading, where the section itself begins or ends."""
    version = _version(library, change)
    section = version.by_anchor.get(change.anchor) if version and change.anchor and change.what == what else None
    return tuple(plain(section.body).splitlines()[:1]) if section else ()


def _only(this: Section | None, other: Section | None) -> tuple[str, ...]:
    """Return the lines that only this text has."""
    mine, theirs = (plain(each.body).splitlines() if each else [] for each in (this, other))
    matches = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    same = {place for match in matches for place in range(match.a, match.a + match.size)}
    return tuple(line for place, line in enumerate(mine) if place not in same and line)


def _section(library: Library, change: Change) -> SectionChange | None:
    if change.anchor is None or change.what not in {"added", "removed", "reworded"}:
        return None
    compared = _compared(library, change)
    return next((s for s in compared.sections if s.anchor == change.anchor), None) if compared else None


def _compared(library: Library, change: Change) -> VersionChange | None:
    """Return the version of a change and the one before it, compared."""
    version = _version(library, change)
    earlier = [v for v in library.history(change.document, change.lang) if v.day < change.version]
    return diff_versions(earlier[-1], version) if version and earlier else None


def _version(library: Library, change: Change) -> Version | None:
    return library.version(change.document, change.version, change.lang)
