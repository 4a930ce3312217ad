"""Chinese and English of a version: both there, the same sections, the same law."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kb.checks.places import at_section, front_line, texts
from kb.library import Reading
from kb.messages import Lang
from kb.model import Problem, Section, Version


def both_languages(reading: Reading) -> Iterator[Problem]:
    """`translation-missing`: every version is there in both languages; for a draft it may still come."""
    for version in texts(reading):
        other: Lang = "en" if version.lang == "zh" else "zh"
        name = f"{version.day.isoformat()}.{other}.md"
        # A twin that is there but cannot be read is already a finding.
        there = (reading.root / Path(version.file).parent / name).exists()
        if not there and reading.library.version(version.document, version.day, other) is None:
            yield Problem(
                file=version.file,
                line=1,
                rule="translation-missing",
                values={"missing": name},
                severity="warning" if version.status == "draft" else "error",
            )


def same_anchors(reading: Reading) -> Iterator[Problem]:
    """`anchors-differ`: both languages have the same sections in the same order."""
    for zh, en in pairs(reading):
        here, there = [s.anchor for s in en.sections], [s.anchor for s in zh.sections]
        if here == there:
            continue
        missing = [anchor for anchor in there if anchor not in here]
        extra = [anchor for anchor in here if anchor not in there]
        first = next((i for i, pair in enumerate(zip(here, there, strict=False)) if pair[0] != pair[1]), None)
        if first is None:
            line = en.sections[min(len(there), len(here) - 1)].line if here else 1
        else:
            line = en.sections[first].line
        values = {"missing": _list(missing), "extra": _list(extra), "other": zh.file}
        yield Problem(file=en.file, line=line, rule="anchors-differ", values=values)


def same_facts(reading: Reading) -> Iterator[Problem]:
    """`twins-differ`: both languages have the same days, scope and sources, as a whole and by section."""
    read = {version.file: version for version in reading.as_read}
    for zh, en in pairs(reading):
        here, there = _facts(read[en.file]), _facts(read[zh.file])
        for name, value in here.items():
            if value != there[name]:
                values = {"field": name, "here": value, "there": there[name], "other": zh.file}
                line = front_line(reading, en, name)
                yield Problem(file=en.file, line=line, rule="twins-differ", values=values)
        for section in en.sections:
            twin = zh.by_anchor.get(section.anchor)
            yield from _section(en, section, zh, twin) if twin else ()


def pairs(reading: Reading) -> Iterator[tuple[Version, Version]]:
    """Yield the Chinese and the English text of every version that has both."""
    for version in texts(reading):
        if version.lang == "zh" and (twin := reading.library.version(version.document, version.day, "en")):
            yield version, twin


def _facts(version: Version) -> dict[str, str]:
    """What a translation may not change, by the name of its key in the front matter."""
    return {
        "effective_to": str(version.in_force.end or "-"),
        "kind": version.kind,
        "formats": _list(sorted(version.formats)),
        "authority": _list(sorted(version.authority)),
        "region": version.region,
        "status": version.status,
        "sources": _list(sorted(source.key for source in version.sources)),
        "code": version.code or "-",
        "fields": _list(f"{name}: {field.anchor}" for name, field in sorted(version.fields.items())),
    }


def _section(en: Version, section: Section, zh: Version, twin: Section) -> Iterator[Problem]:
    for name, here, there in (
        ("from", str(section.in_force.start), str(twin.in_force.start)),
        ("to", str(section.in_force.end or "-"), str(twin.in_force.end or "-")),
        ("sources", _list(sorted(section.sources)), _list(sorted(twin.sources))),
        ("level", "#" * section.level, "#" * twin.level),
    ):
        if here != there:
            values = {"field": f"#{section.anchor} {name}", "here": here, "there": there}
            values["other"] = f"{zh.file}:{twin.line}"
            yield at_section("twins-differ", en, section, values)


def _list(items: Iterable[str]) -> str:
    return ", ".join(items) or "-"
