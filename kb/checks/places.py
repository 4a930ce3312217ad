"""Where a finding stands: the texts that are checked, and the lines of their front matter and YAML files."""

from collections.abc import Iterator
from pathlib import Path

from kb.front_matter import FIRST_LINE
from kb.library import Reading
from kb.model import ABOUT_ANCHOR, FOLDERS, Problem, Section, Version
from kb.yaml_text import line_of

WHO_ANCHOR = "who-this-is-for"
UNSOURCED_ANCHORS = frozenset({ABOUT_ANCHOR, WHO_ANCHOR})
"""Sections that speak of the page itself and need no instrument."""


def texts(reading: Reading) -> Iterator[Version]:
    """Yield the versions that are checked: a withdrawn text is kept as it was."""
    return (version for version in reading.library.versions if version.status != "withdrawn")


def sections(reading: Reading) -> Iterator[tuple[Version, Section]]:
    """Yield every section of the texts that are checked."""
    for version in texts(reading):
        for section in version.sections:
            yield version, section


def front_line(reading: Reading, version: Version, *where: int | str) -> int:
    """Return the line of a key in a version's front matter."""
    page = reading.pages[version.file]
    return line_of(page.front_matter or "", where, FIRST_LINE)


def yaml_line(reading: Reading, file: str, *where: int | str) -> int:
    """Return the line of a key in a YAML file; 1 when there is no such file."""
    return line_of(yaml_source(reading, file), where)


def yaml_source(reading: Reading, file: str) -> str:
    """Return the text of a YAML file of the knowledge base; empty when it cannot be read."""
    try:
        return (reading.root / file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def questions_file(reading: Reading, document: str) -> str:
    """Return the name of the file with a document's questions, whether or not there is one."""
    names = [f"{folder}/{document}/questions.yaml" for folder in FOLDERS.values()]
    for name in names:
        if (reading.root / name).exists():
            return name
    version = next((v for v in reading.library.versions if v.document == document), None)
    return (Path(version.file).parent / "questions.yaml").as_posix() if version else names[0]


def at_section(
    rule: str, version: Version, section: Section, values: dict[str, str] | None = None, *, warn: bool = False
) -> Problem:
    """Return a finding on a section's heading; `anchor` is always among its values."""
    return Problem(
        file=version.file,
        line=section.line,
        rule=rule,
        values={"anchor": section.anchor} | (values or {}),
        severity="warning" if warn else "error",
    )
