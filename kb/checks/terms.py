"""The glossary: every phrase means one term, every term has a name in both languages."""

import unicodedata
from collections.abc import Iterator

from kb.checks.places import yaml_line
from kb.library import Reading
from kb.messages import LANGS
from kb.model import Problem

FILE = "glossary.yaml"


def phrases_mean_one_term(reading: Reading) -> Iterator[Problem]:
    """`term-two-ways`: what people say leads to one term, and no official name is said for another."""
    terms = reading.library.glossary.root
    meant: dict[str, int] = {}
    for position, term in enumerate(terms):
        for name in term.term.values():
            meant.setdefault(_normalised(name), position)
    for position, term in enumerate(terms):
        for phrase in dict.fromkeys(term.phrases()):
            first = meant.setdefault(_normalised(phrase), position)
            if first != position:
                values = {"phrase": phrase, "other": next(iter(terms[first].term.values()), "-")}
                yield _at(reading, "term-two-ways", values, position)


def terms_in_both_languages(reading: Reading) -> Iterator[Problem]:
    """`term-language`: a term has its official name in both languages."""
    for position, term in enumerate(reading.library.glossary.root):
        for lang in LANGS:
            if not term.term.get(lang, "").strip():
                values = {"term": next(iter(term.term.values()), "-"), "language": lang}
                yield _at(reading, "term-language", values, position)


def related_terms_exist(reading: Reading) -> Iterator[Problem]:
    """`term-related`: related terms are named by their official Chinese name."""
    glossary = reading.library.glossary
    for position, term in enumerate(glossary.root):
        for name in term.related:
            if name not in glossary.by_official:
                values = {"term": term.term.get("zh", "-"), "related": name}
                yield _at(reading, "term-related", values, position, "related")


def _normalised(phrase: str) -> str:
    return unicodedata.normalize("NFKC", phrase).lower().strip()


def _at(reading: Reading, rule: str, values: dict[str, str], *where: int | str) -> Problem:
    return Problem(file=FILE, line=yaml_line(reading, FILE, *where), rule=rule, values=values)
