"""One key, one instrument, throughout the knowledge base."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator

from kb.checks.places import front_line, texts
from kb.library import Reading
from kb.model import Problem, Source, Version

_BRACKETED = re.compile(r"\([^()]*\)")
_NUMBERED = re.compile(r"\d+号")


def keys_mean_one(reading: Reading) -> Iterator[Problem]:
    """`source-conflict`: a key stands for the same instrument in every text.

    What most texts say is taken as meant. Practice has no instrument: its key may stand for several issuers.
    """
    by_key: dict[str, list[tuple[Version, int, Source]]] = defaultdict(list)
    for version in texts(reading):
        for position, source in enumerate(version.sources):
            by_key[source.key].append((version, position, source))
    for key, uses in by_key.items():
        if all(source.basis == "practice" for _, _, source in uses):
            continue
        for name in ("basis", "instrument", "issuer", "issued", "url", "name_en"):
            yield from _disagreements(reading, key, name, uses)


def keys_once_in_a_text(reading: Reading) -> Iterator[Problem]:
    """`key-twice`: a front matter has one source of a key; of two, only the last would count."""
    for version in texts(reading):
        seen: set[str] = set()
        for position, source in enumerate(version.sources):
            if source.key in seen:
                line = front_line(reading, version, "sources", position)
                yield Problem(file=version.file, line=line, rule="key-twice", values={"name": source.key})
            seen.add(source.key)


def _disagreements(reading: Reading, key: str, name: str, uses: list[tuple[Version, int, Source]]) -> Iterator[Problem]:
    # Only English texts name an instrument in English.
    said = [
        (version, position, str(getattr(source, name) or "-"))
        for version, position, source in uses
        if name != "name_en" or source.name_en
    ]
    counts = Counter(text for _, _, text in said)
    if len(counts) < 2:
        return
    meant = counts.most_common(1)[0][0]
    other = next(version.file for version, _, text in said if text == meant)
    for version, position, text in said:
        if text != meant:
            yield Problem(
                file=version.file,
                line=front_line(reading, version, "sources", position, name),
                rule="source-conflict",
                values={"source": key, "field": name, "here": text, "there": meant, "other": other},
                severity="warning" if name == "name_en" else "error",
            )


def instruments_have_one_key(reading: Reading) -> Iterator[Problem]:
    """`source-two-keys`: an instrument goes by one key; the one that more texts use is taken as right."""
    by_instrument: dict[str, dict[str, list[tuple[Version, int]]]] = defaultdict(lambda: defaultdict(list))
    for version in texts(reading):
        for position, source in enumerate(version.sources):
            number = without_title(source.instrument)
            if source.basis == "instrument" and number:
                by_instrument[number][source.key].append((version, position))
    for uses in by_instrument.values():
        usual, *others = sorted(uses, key=lambda key: -len(uses[key]))
        for key in others:
            for version, position in uses[key]:
                yield Problem(
                    file=version.file,
                    line=front_line(reading, version, "sources", position),
                    rule="source-two-keys",
                    values={
                        "source": key,
                        "usual": usual,
                        "instrument": version.sources[position].instrument,
                        "other": uses[usual][0][0].file,
                    },
                    severity="warning",
                )


def without_title(instrument: str) -> str:
    """Return an instrument's official number without its bracketed title, comparable with others.

    Some have the title first and the number in brackets: those are compared whole.
    """
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", instrument))
    number = _BRACKETED.sub("", text)
    return number if _NUMBERED.search(number) else text
