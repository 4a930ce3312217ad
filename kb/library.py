"""All documents with all their versions, and what of them is in force on a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from pydantic import Field

from kb.dates import DateRange, day_before, next_day
from kb.errors import LibraryError
from kb.glossary import Glossary
from kb.markdown import Page
from kb.messages import Lang
from kb.model import FOLDERS, Frozen, Problem, Section, SectionAddress, Version
from kb.questions import Questions
from kb.reading import read_version
from kb.yaml_text import read_yaml


class Library(Frozen):
    """The knowledge base as one value: it can be read from files, kept in an index, and read back.

    Attributes:
        versions: All texts, ordered by document, day and language. Drafts and withdrawn texts are among them.
        questions: How people ask for a section, by document.
        glossary: What people say, and the official terms.
    """

    versions: tuple[Version, ...]
    questions: dict[str, Questions] = Field(default_factory=dict)
    glossary: Glossary = Glossary()

    @classmethod
    def load(cls, root: Path) -> "Library":
        """Read the knowledge base from its folder.

        Raises:
            LibraryError: The folder is missing, or a file in it is broken; the message names the first
                problem and the command that lists all.
        """
        reading = read_library(root)
        errors = [problem for problem in reading.problems if problem.severity == "error"]
        if errors:
            first = errors[0]
            raise LibraryError("error.library-broken", file=first.file, line=first.line, count=len(errors))
        return reading.library

    @cached_property
    def published(self) -> tuple[Version, ...]:
        """The texts that may be served."""
        return tuple(version for version in self.versions if version.status == "published")

    @cached_property
    def codes(self) -> frozenset[str]:
        """The supervision mode codes that published texts are about."""
        return frozenset(code for version in self.published for code in version.formats)

    @cached_property
    def _by_key(self) -> dict[tuple[str, date, Lang], Version]:
        return {(v.document, v.day, v.lang): v for v in self.versions}

    def version(self, document: str, day: date, lang: Lang) -> Version | None:
        """Return the text of a version in a language."""
        return self._by_key.get((document, day, lang))

    def history(self, document: str, lang: Lang) -> tuple[Version, ...]:
        """Return a document's published versions in a language, oldest first."""
        return self._histories.get((document, lang), ())

    @cached_property
    def _histories(self) -> dict[tuple[str, Lang], tuple[Version, ...]]:
        found: dict[tuple[str, Lang], list[Version]] = defaultdict(list)
        for version in self.published:
            found[version.document, version.lang].append(version)
        return {key: tuple(versions) for key, versions in found.items()}

    def in_force(self, day: date, lang: Lang) -> Iterator[Version]:
        """Yield the version of each document that is in force on the day."""
        return (v for v in self.published if v.lang == lang and v.in_force.contains(day))

    def section(self, address: SectionAddress, lang: Lang) -> tuple[Version, Section] | None:
        """Return a section and the text it stands in."""
        version = self.version(address.document, address.version, lang)
        section = version.by_anchor.get(address.anchor) if version else None
        return (version, section) if version and section else None

    def rule_days(self, version: Version, section: Section) -> DateRange:
        """Return the days of the rule itself.

        A rule ends with its version unless a later version carries the same section on since the same day or before.
        """
        days = section.served or version.in_force
        for later in self.history(version.document, version.lang):
            same = later.by_anchor.get(section.anchor)
            if later.day <= version.day or same is None or same.served is None or days.end is None:
                continue
            if later.day == next_day(days.end) and same.in_force.start <= days.start:
                days = DateRange(start=days.start, end=same.served.end)
        return DateRange(start=min(section.in_force.start, days.start), end=days.end)

    def sections(self, lang: Lang) -> Iterator[tuple[Version, Section]]:
        """Yield all published sections in a language."""
        for version in self.published:
            if version.lang == lang:
                for section in version.sections:
                    yield version, section

    @cached_property
    def first_day(self) -> date | None:
        """The day on which the oldest published text begins."""
        return min((v.day for v in self.published), default=None)


@dataclass(frozen=True)
class Reading:
    """What was read from a folder, and what was wrong with it.

    Attributes:
        root: The folder.
        library: What serves.
        as_read: The versions as their files say, before the next version ended the one before.
        pages: The parsed pages by file name.
        problems: What could not be read, or not as it stands.
    """

    root: Path
    library: Library
    as_read: tuple[Version, ...]
    pages: dict[str, Page]
    problems: tuple[Problem, ...]


def read_library(root: Path) -> Reading:
    """Read all that can be read, and collect what is wrong.

    Raises:
        LibraryError: There is no such folder.
    """
    if not root.is_dir():
        raise LibraryError("error.library-missing", path=root)
    versions: list[Version] = []
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    questions: dict[str, Questions] = {}
    for kind in FOLDERS.values():
        for folder in sorted(path for path in (root / kind).glob("*") if path.is_dir()):
            for path in sorted(folder.glob("*.md")):
                version, page, found = read_version(path, root)
                problems += found
                if page:
                    pages[path.relative_to(root).as_posix()] = page
                if version:
                    versions.append(version)
            asked, found = read_yaml(folder / "questions.yaml", root, Questions)
            problems += found
            if asked:
                questions[folder.name] = asked
    glossary, found = read_yaml(root / "glossary.yaml", root, Glossary)
    library = Library(versions=_with_ends(versions), questions=questions, glossary=glossary or Glossary())
    return Reading(root=root, library=library, as_read=tuple(versions), pages=pages, problems=(*problems, *found))


def _with_ends(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Let the next version's first day end the one before, and narrow sections to their version's days."""
    lines: dict[tuple[str, str], list[Version]] = defaultdict(list)
    for version in versions:
        lines[version.document, version.lang].append(version)
    done: list[Version] = []
    for line in lines.values():
        line.sort(key=lambda version: version.day)
        serving = [version for version in line if version.status == "published"]
        after = {a.day: b.day for a, b in pairwise(serving)}
        done += [_narrow(version, after.get(version.day)) for version in line]
    return tuple(sorted(done, key=lambda v: (v.document, v.day, v.lang != "zh")))


def _narrow(version: Version, next_day: date | None) -> Version:
    days = version.in_force
    if next_day and next_day > version.day and (days.end is None or days.end >= next_day):
        days = DateRange(start=days.start, end=day_before(next_day))
    sections = tuple(s.model_copy(update={"served": s.in_force.intersect(days)}) for s in version.sections)
    return version.model_copy(update={"in_force": days, "sections": sections})
