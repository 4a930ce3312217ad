"""The structured fields of catalog entries: complete, and proven by the text below them."""

from collections.abc import Iterator

from kb.checks.figures import words
from kb.checks.places import front_line, texts
from kb.figures import figures
from kb.library import Reading
from kb.model import FIELD_NAMES, Field, Problem, Version


def fields_complete(reading: Reading) -> Iterator[Problem]:
    """`field-missing`, `no-code`: the comparison grid has a value for every trade format."""
    for version in texts(reading):
        if version.kind != "format":
            continue
        if version.code is None and "code" not in version.unsupported:
            yield Problem(file=version.file, line=1, rule="no-code", severity="warning")
        missing = [name for name in FIELD_NAMES if name not in version.fields and name not in version.unsupported]
        for name in missing:
            line = front_line(reading, version, "fields")
            values = {"field": name}
            yield Problem(file=version.file, line=line, rule="field-missing", values=values, severity="warning")


def fields_said_once(reading: Reading) -> Iterator[Problem]:
    """`field-both`: what is said to have no source has no value either."""
    for version in texts(reading):
        held = {*version.fields, *(["code"] if version.code else [])}
        for name in sorted(held & set(version.unsupported)):
            line = front_line(reading, version, "unsupported")
            yield Problem(file=version.file, line=line, rule="field-both", values={"field": name})


def fields_proven(reading: Reading) -> Iterator[Problem]:
    """`field-anchor`, `field-figures`: a field names a section, and its figures stand there."""
    for version in texts(reading):
        for name, field in version.fields.items():
            section = version.by_anchor.get(field.anchor)
            if section is None:
                yield _at(reading, version, name, field, "field-anchor", {})
                continue
            # The format's own code is what the whole entry is about.
            proven = figures(words(section)) | figures(" ".join((*version.formats, version.code or "")))
            unproven = figures(field.value) - proven
            if unproven:
                values = {"figures": ", ".join(sorted(unproven))}
                yield _at(reading, version, name, field, "field-figures", values)


def _at(reading: Reading, version: Version, name: str, field: Field, rule: str, values: dict[str, str]) -> Problem:
    line = front_line(reading, version, "fields", name)
    values = {"field": name, "anchor": field.anchor} | values
    return Problem(file=version.file, line=line, rule=rule, values=values)
