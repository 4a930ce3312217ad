"""From one file to one version, with everything wrong in it."""

import re
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from kb.dates import DateRange
from kb.front_matter import FrontMatter, read_front_matter
from kb.markdown import Page, RawSection, parse
from kb.model import FOLDERS, Problem, Section, Version

FILE_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})\.(zh|en)\.md")
_ANCHOR = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KNOWN_ATTRIBUTES = {"id", "sources", "from", "to"}


def read_version(path: Path, root: Path) -> tuple[Version | None, Page | None, list[Problem]]:
    """Read a version's file.

    Args:
        path: The Markdown file.
        root: The knowledge base folder, to which file names are relative.

    Returns:
        The version (None when its file is too broken to be one), the parsed page, and the problems.
        `Section.served` is still the rule's own days; the library narrows it to the version's.
    """
    file = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, None, [Problem(file=file, line=line, rule="encoding")]
    except OSError as error:
        return None, None, [Problem(file=file, line=1, rule="unreadable", values={"reason": str(error)})]
    page = parse(text)
    if page.front_matter is None:
        return None, page, [Problem(file=file, line=1, rule="no-front-matter")]
    front, problems = read_front_matter(page.front_matter, file)
    if front is None:
        return None, page, problems
    problems += _placement(front, path, file)
    try:
        in_force = DateRange(start=front.effective_from, end=front.effective_to)
    except ValidationError:
        return None, page, [*problems, Problem(file=file, line=1, rule="dates-reversed")]
    sections, section_problems = _sections(page, in_force, file)
    version = Version(
        document=front.id,
        in_force=in_force,
        sections=sections,
        file=file,
        **front.model_dump(exclude={"id", "effective_from", "effective_to"}),
    )
    return version, page, problems + section_problems


def _placement(front: FrontMatter, path: Path, file: str) -> list[Problem]:
    """The name and folder of a file say what its front matter says."""
    match = FILE_NAME.fullmatch(path.name)
    said = {
        "id": (front.id, path.parent.name),
        "kind": (FOLDERS[front.kind], path.parent.parent.name),
        "effective_from": (front.effective_from.isoformat(), match[1] if match else ""),
        "lang": (front.lang, match[2] if match else ""),
    }
    return [
        Problem(file=file, line=1, rule="misplaced", values={"field": field, "said": a, "placed": b})
        for field, (a, b) in said.items()
        if a != b
    ]


def _sections(page: Page, version: DateRange, file: str) -> tuple[tuple[Section, ...], list[Problem]]:
    sections: list[Section] = []
    problems: list[Problem] = []
    path: list[tuple[int, str]] = []
    for raw in page.sections:
        path = [(level, heading) for level, heading in path if level < raw.level]
        path.append((raw.level, raw.heading))
        problems += _attribute_problems(raw, file)
        days, day_problems = _days(raw, version, file)
        problems += day_problems
        sections.append(
            Section(
                anchor=raw.attributes.get("id", ""),
                level=raw.level,
                heading=raw.heading,
                path=tuple(heading for _, heading in path),
                body=raw.body,
                line=raw.line,
                end_line=raw.end_line,
                sources=tuple(raw.attributes.get("sources", "").split()),
                in_force=days,
                served=days,
            )
        )
    return tuple(sections), problems


def _attribute_problems(raw: RawSection, file: str) -> list[Problem]:
    problems = []
    anchor = raw.attributes.get("id", "")
    if not _ANCHOR.fullmatch(anchor):
        problems.append(Problem(file=file, line=raw.line, rule="anchor", values={"heading": raw.heading}))
    for name in sorted(set(raw.attributes) - _KNOWN_ATTRIBUTES):
        problems.append(Problem(file=file, line=raw.line, rule="attribute", values={"name": name}))
    return problems


def _days(raw: RawSection, version: DateRange, file: str) -> tuple[DateRange, list[Problem]]:
    found: dict[str, date | None] = {"from": version.start, "to": version.end}
    for name in ("from", "to"):
        text = raw.attributes.get(name)
        if text is None:
            continue
        try:
            found[name] = date.fromisoformat(text)
        except ValueError:
            return version, [Problem(file=file, line=raw.line, rule="section-date", values={"value": text})]
    try:
        return DateRange(start=found["from"] or version.start, end=found["to"]), []
    except ValidationError:
        return version, [Problem(file=file, line=raw.line, rule="dates-reversed")]
