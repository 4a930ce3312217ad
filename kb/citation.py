"""A citation: the proof of a sentence."""

from datetime import date
from urllib.parse import urlencode

from kb.dates import DateRange
from kb.issuers import say_issuer
from kb.library import Library
from kb.messages import Lang
from kb.model import Frozen, Section, Source, Version


class Instrument(Frozen):
    """A legal text as a reader is told of it; `url` only where an official address is known."""

    name: str
    issuer: str | None
    issued: date | None
    url: str | None


class Citation(Frozen):
    """Where a statement stands, what it says there, what that rests on, and on which days it holds.

    Attributes:
        number: The mark in the answer, from 1.
        section_path: Headings from the outermost to the section's own.
        quote: Statements of the section that the answer took, as they stand there, one a line.
        in_force_from: First day of the rule.
        in_force_to: Last day; None while it is in force.
        link: Address within the app that opens the section.
    """

    number: int
    document: str
    version: date
    lang: Lang
    anchor: str
    title: str
    section_path: tuple[str, ...]
    quote: str
    instruments: tuple[Instrument, ...]
    in_force_from: date
    in_force_to: date | None
    link: str

    @property
    def in_force(self) -> DateRange:
        """The days of the rule."""
        return DateRange(start=self.in_force_from, end=self.in_force_to)


def instrument_of(source: Source, lang: Lang) -> Instrument:
    """Return a source as a reader is told of it."""
    issuer = say_issuer(source.issuer, lang) if source.issuer else None
    return Instrument(name=source.name(lang), issuer=issuer, issued=source.issued, url=source.url)


def link_to(version: Version, anchor: str) -> str:
    """Return the address within the app that opens a section."""
    query = {"doc": version.document, "version": version.day.isoformat(), "lang": version.lang, "anchor": anchor}
    return "?" + urlencode(query)


def cite(number: int, library: Library, version: Version, section: Section, quotes: tuple[str, ...]) -> Citation:
    """Return the citation of statements of a section."""
    days = library.rule_days(version, section)
    return Citation(
        number=number,
        document=version.document,
        version=version.day,
        lang=version.lang,
        anchor=section.anchor,
        title=version.title,
        section_path=section.path,
        quote="\n".join(quotes),
        instruments=tuple(instrument_of(source, version.lang) for source in version.sources_of(section)),
        in_force_from=days.start,
        in_force_to=days.end,
        link=link_to(version, section.anchor),
    )
