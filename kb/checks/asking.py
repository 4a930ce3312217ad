"""The ways people ask: each leads to one section, and every section has enough of them."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from kb.checks.places import questions_file, yaml_line
from kb.library import Reading
from kb.messages import LANGS, Lang
from kb.model import ABOUT_ANCHOR, Problem

FEWEST: dict[Lang, int] = {"zh": 5, "en": 3}
"""Phrasings that a section in force needs."""


def questions_once(reading: Reading) -> Iterator[Problem]:
    """`question-twice`: a phrasing stands under one anchor in the whole knowledge base."""
    first: dict[str, tuple[str, str]] = {}
    for document, questions in reading.library.questions.items():
        for anchor, by_lang in questions.root.items():
            for lang, position, phrasing in _numbered(by_lang):
                found = first.setdefault(normalised(phrasing), (document, anchor))
                if found != (document, anchor):
                    file = questions_file(reading, document)
                    line = yaml_line(reading, file, anchor, lang, position)
                    values = {"question": phrasing, "anchor": anchor, "other": "#".join(found)}
                    yield Problem(file=file, line=line, rule="question-twice", values=values)


def questions_have_section(reading: Reading) -> Iterator[Problem]:
    """`question-anchor`: questions stand only under anchors that some version of the document has."""
    anchors: dict[str, set[str]] = {}
    for version in reading.library.versions:
        anchors.setdefault(version.document, set()).update(version.by_anchor)
    for document, questions in reading.library.questions.items():
        for anchor in questions.root:
            if anchor not in anchors.get(document, ()):
                file = questions_file(reading, document)
                line = yaml_line(reading, file, anchor)
                yield Problem(file=file, line=line, rule="question-anchor", values={"anchor": anchor})


def questions_enough(reading: Reading, today: date) -> Iterator[Problem]:
    """`few-questions`: a section served today can be found by the words of several people."""
    asked = reading.library.questions
    seen: set[tuple[str, str]] = set()
    for lang in LANGS:
        for version in reading.library.in_force(today, lang):
            file = questions_file(reading, version.document)
            # A file that cannot be read is already a finding; each of its sections need not be one more.
            broken = version.document not in asked and (reading.root / file).exists()
            for section in () if broken else version.sections:
                place = (version.document, section.anchor)
                served = section.served is not None and section.served.contains(today)
                if place in seen or not served or section.anchor in ("", ABOUT_ANCHOR):
                    continue
                seen.add(place)
                counts = {name: _count(reading, *place, name) for name in LANGS}
                if any(counts[name] < fewest for name, fewest in FEWEST.items()):
                    values = {"anchor": section.anchor, "zh": str(counts["zh"]), "en": str(counts["en"])}
                    values |= {"fewest_zh": str(FEWEST["zh"]), "fewest_en": str(FEWEST["en"])}
                    line = yaml_line(reading, file, section.anchor)
                    yield Problem(file=file, line=line, rule="few-questions", values=values)


def normalised(phrasing: str) -> str:
    """Return a phrasing as it is compared: no spaces, no punctuation, one width, one case."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", phrasing).lower())


def _numbered(by_lang: dict[Lang, tuple[str, ...]]) -> Iterator[tuple[Lang, int, str]]:
    for lang, phrasings in by_lang.items():
        for position, phrasing in enumerate(phrasings):
            yield lang, position, phrasing


def _count(reading: Reading, document: str, anchor: str, lang: Lang) -> int:
    questions = reading.library.questions.get(document)
    return len({normalised(phrasing) for phrasing in questions.of(anchor, lang)}) if questions else 0
