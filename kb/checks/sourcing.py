"""What each section rests on: named, known, used, and confirmed where no instrument stands behind it."""

from collections.abc import Iterator
from itertools import chain

from kb.checks.places import UNSOURCED_ANCHORS, at_section, front_line, sections, texts
from kb.library import Reading
from kb.model import Problem

_HOTLINES = ("12366", "12360")


def sources_known(reading: Reading) -> Iterator[Problem]:
    """`unknown-source`: a section names only keys of its own front matter."""
    for version, section in sections(reading):
        for key in section.sources:
            if key not in version.by_source:
                yield at_section("unknown-source", version, section, {"source": key})


def sources_used(reading: Reading) -> Iterator[Problem]:
    """`unused-source`: what the front matter names, some section rests on."""
    for version in texts(reading):
        used = set(chain.from_iterable(section.sources for section in version.sections))
        for position, source in enumerate(version.sources):
            if source.key not in used:
                yield Problem(
                    file=version.file,
                    line=front_line(reading, version, "sources", position),
                    rule="unused-source",
                    values={"source": source.key},
                    severity="warning",
                )


def sections_sourced(reading: Reading) -> Iterator[Problem]:
    """`no-source`: every section that states a rule names what it rests on."""
    for version, section in sections(reading):
        if not section.sources and section.anchor not in UNSOURCED_ANCHORS:
            yield at_section("no-source", version, section)


def practice_confirmed(reading: Reading) -> Iterator[Problem]:
    """`practice-unconfirmed`: what rests on practice alone sends the reader to a hotline."""
    for version, section in sections(reading):
        sources = version.sources_of(section)
        alone = bool(sources) and all(source.basis == "practice" for source in sources)
        told = any(number in section.body for number in _HOTLINES)
        if alone and not told and section.anchor not in UNSOURCED_ANCHORS:
            yield at_section("practice-unconfirmed", version, section)
