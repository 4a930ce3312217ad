"""The form of a text: sections with words of their own, short enough, nothing outside them."""

import re
from collections.abc import Iterator

from kb.checks.places import at_section, sections, texts
from kb.library import Reading
from kb.model import ABOUT_ANCHOR, Problem, Version

_ATTRIBUTES = re.compile(r"\s*\{[#.:].*\}\s*")
LONGEST = 1500
"""Characters of a section's body."""


def sections_have_words(reading: Reading) -> Iterator[Problem]:
    """`empty-section`: below every heading stands text of its own, not only further headings."""
    for version, section in sections(reading):
        if not re.search(r"\w", section.body):
            yield at_section("empty-section", version, section, {"heading": section.heading})


def sections_short(reading: Reading) -> Iterator[Problem]:
    """`too-long`: a section that needs more has two questions in it."""
    for version, section in sections(reading):
        if len(section.body) > LONGEST:
            values = {"length": str(len(section.body)), "most": str(LONGEST)}
            yield at_section("too-long", version, section, values)


def anchors_once(reading: Reading) -> Iterator[Problem]:
    """`anchor-twice`: an anchor names one section of a text."""
    for version in texts(reading):
        seen: dict[str, int] = {}
        for section in version.sections:
            if section.anchor and section.anchor in seen:
                values = {"first": str(seen[section.anchor])}
                yield at_section("anchor-twice", version, section, values)
            seen.setdefault(section.anchor, section.line)


def text_in_sections(reading: Reading) -> Iterator[Problem]:
    """`no-sections`, `stray-text`, `no-about`: a text is sections only, the last of them about the page."""
    for version in texts(reading):
        stray = reading.pages[version.file].stray_line
        if not version.sections:
            yield _at(version, 1, "no-sections")
        elif version.sections[-1].anchor != ABOUT_ANCHOR:
            yield _at(version, version.sections[-1].line, "no-about")
        if stray is not None:
            yield _at(version, stray, "stray-text")


def attributes_above_headings(reading: Reading) -> Iterator[Problem]:
    """`stray-attributes`: an attribute line elsewhere than above a heading would be shown to the reader."""
    for version, section in sections(reading):
        lines = section.body.split("\n")
        for number, line in enumerate(lines, start=section.end_line - len(lines) + 1):
            if _ATTRIBUTES.fullmatch(line):
                yield _at(version, number, "stray-attributes")


def no_html(reading: Reading) -> Iterator[Problem]:
    """`html`: a text is Markdown only."""
    for version in texts(reading):
        for line in sorted(set(reading.pages[version.file].html_lines)):
            yield _at(version, line, "html")


def _at(version: Version, line: int, rule: str) -> Problem:
    return Problem(file=version.file, line=line, rule=rule)
