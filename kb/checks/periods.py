"""The days of versions and sections: nothing twice in force, nothing forgotten, every change explained."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kb.checks.places import at_section, front_line, sections, texts
from kb.dates import day_before
from kb.library import Reading
from kb.messages import Lang
from kb.model import Problem, Version


def versions_meet(reading: Reading) -> Iterator[Problem]:
    """`overlap`, `gap`: the days that the files themselves say neither overlap nor leave any out."""
    for older, newer in _successive(reading):
        values = {"older": older.file, "until": str(older.in_force.end), "newer": str(newer.day)}
        if newer.day == older.day or (older.in_force.end and older.in_force.end >= newer.day):
            place = newer if newer.day == older.day else older
            key = "effective_from" if newer.day == older.day else "effective_to"
            values["other"] = older.file if place is newer else newer.file
            yield _at(reading, place, key, "overlap", values)
        elif older.in_force.end and older.in_force.end < day_before(newer.day):
            yield _at(reading, older, "effective_to", "gap", values)


def sections_within_version(reading: Reading) -> Iterator[Problem]:
    """`section-outside`: a section whose days lie outside its version's would never be served."""
    for version, section in sections(reading):
        if section.served is None:
            values = {"section": section.in_force.say("zh"), "section_en": section.in_force.say("en")}
            values |= {"version": version.in_force.say("zh"), "version_en": version.in_force.say("en")}
            yield at_section("section-outside", version, section, values)


def replacements_explained(reading: Reading) -> Iterator[Problem]:
    """`unexplained-replacement`: from the second version on, a text says what changed and why."""
    for _, newer in _successive(reading):
        if not (newer.change_note or "").strip():
            yield _at(reading, newer, "change_note", "unexplained-replacement", {"document": newer.document})


def reviews_in_order(reading: Reading) -> Iterator[Problem]:
    """`review-dates`: the next review is after the last one."""
    for version in texts(reading):
        if version.review_due <= version.reviewed_on:
            values = {"due": str(version.review_due), "reviewed": str(version.reviewed_on)}
            yield _at(reading, version, "review_due", "review-dates", values)


def reviews_due(reading: Reading, today: date) -> Iterator[Problem]:
    """`review-overdue`: a text that serves today, or will, has been looked at in time."""
    for version in reading.library.published:
        ended = version.in_force.end is not None and version.in_force.end < today
        if version.review_due < today and not ended:
            values = {"due": str(version.review_due)}
            problem = _at(reading, version, "review_due", "review-overdue", values)
            yield problem.model_copy(update={"severity": "warning"})


def _successive(reading: Reading) -> Iterator[tuple[Version, Version]]:
    """Yield each published version with the one that follows it, with the days their files say."""
    lines: dict[tuple[str, Lang], list[Version]] = defaultdict(list)
    for version in reading.as_read:
        if version.status == "published":
            lines[version.document, version.lang].append(version)
    for line in lines.values():
        yield from pairwise(sorted(line, key=lambda version: (version.day, version.file)))


def _at(reading: Reading, version: Version, key: str, rule: str, values: dict[str, str]) -> Problem:
    line = front_line(reading, version, key)
    return Problem(file=version.file, line=line, rule=rule, values=values)
