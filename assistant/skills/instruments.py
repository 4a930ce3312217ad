"""The legal documents our texts rest on: found by their numbers as people say them, and what our texts say of each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from math import log1p, sqrt
from pathlib import Path

from ingest.document_numbers import DocumentNumber, document_numbers
from ingest.index import Index
from ingest.tokens import normalise, tokens
from kb.data_files import read_data
from kb.issuers import say_issuer
from kb.messages import Lang
from kb.model import ABOUT_ANCHOR, INTRODUCTION_ANCHOR, Frozen, Section, Source, Version
from kb.statements import statements

_FILE = Path(__file__).with_name("instruments.yaml")
_BEFORE = 24
"""Characters before a number in which its issuer is named."""

_SHARED, _ANSWERS, _SUMS_UP = 0.6, 0.6, 0.8
"""What a section counts that rests on other documents too, that only says yes or no, that sums up other texts."""

_ANSWERING = re.compile(
    r"(?:不|没有|无须|无需|能|可以|要|需要|会|是|有|对)[，。：]|[^，。：]{1,9}：|(?:yes|no|generally|it depends)\b",
    re.I,
)
"""An opening that answers its own heading and says little without it."""

_PARTS = re.compile(r", (?!GACC|STA|MOF)|\s\(|: | on | revising | amended ")
_NUMBERED = re.compile(r"\d\s*号|[〔]\d")
_INSIDE = re.compile(r"[(（]([^()（）]*(?:\d|[一二三四五六七八九十])号[^()（）]*)[)）]")
_HAN = re.compile(r"[\u4e00-\u9fff]+$")


class _Issuer(Frozen):
    name: str
    words: str


class _Words(Frozen):
    issuers: tuple[_Issuer, ...]
    series: dict[str, str]
    ended: str
    ends: str
    either: str
    unsure: str


@cache
def words() -> _Words:
    """Return how issuers are called, and how a text says that a document replaces another."""
    return _Words.model_validate(read_data(_FILE))


@dataclass(frozen=True)
class Known:
    """A document that sections rest on.

    Attributes:
        numbers: Its own number first, then those of its amendments.
        series: What stands before the year in brackets, as 财税; empty for announcements and orders.
        uses: The sections that rest on it, in the order of the library.
    """

    source: Source
    numbers: tuple[DocumentNumber, ...]
    series: str
    uses: tuple[tuple[Version, Section], ...]

    @property
    def number(self) -> DocumentNumber:
        """Its own number."""
        return self.numbers[0]

    @property
    def issued_by(self) -> str:
        """Everything that names an issuer: 商务部等5部门 tells only the first."""
        return f"{self.source.issuer or ''} {self.source.instrument.partition('（')[0]}"

    def label(self, lang: Lang) -> str:
        """Return its number with the issuer, without its title; said again it is understood."""
        return label_of(self.source, lang)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its names and labels as a question may quote them, normalised, the longest first."""
        names = (self.source.instrument, self.source.name_en or "", self.label("zh"), self.label("en"))
        return tuple(sorted({normalise(name) for name in names if name}, key=len, reverse=True))

    def name(self, lang: Lang) -> str:
        """Return its name; in English with the official number in Chinese."""
        if lang == "en" and self.source.name_en:
            return f"{self.source.name_en} ({self.label('zh')})"
        return self.source.instrument

    def issuers(self, lang: Lang) -> str:
        """Return who issued it, in the words of the language where we have them."""
        return say_issuer(self.source.issuer or "", lang)


def label_of(source: Source, lang: Lang) -> str:
    """Return the number of a document with its issuer, without its title."""
    if lang == "en" and source.name_en:
        own = document_numbers(normalise(source.instrument))
        parts = (part.strip(" )") for part in _PARTS.split(source.name_en))
        found = next((part for part in parts if _names(part, own[:1])), None)
        if found:
            return found
    outside = source.instrument.partition("（")[0]
    inside = _INSIDE.search(source.instrument)
    return outside if _NUMBERED.search(outside) or inside is None else inside[1]


@lru_cache(maxsize=4)
def known_instruments(index: Index, lang: Lang) -> tuple[Known, ...]:
    """Return the documents with a number that published texts in a language rest on, newest first."""
    uses: dict[str, list[tuple[Version, Section]]] = defaultdict(list)
    sources: dict[str, Source] = {}
    for version, section in index.library.sections(lang):
        for source in version.sources_of(section):
            if source.basis == "instrument" and section.served:
                sources.setdefault(source.key, source)
                uses[source.key].append((version, section))
    found = [known for key, source in sources.items() if (known := _known(source, uses[key]))]
    return tuple(sorted(found, key=lambda known: (-(known.number.year or 0), -known.number.number)))


def _known(source: Source, uses: Iterable[tuple[Version, Section]]) -> Known | None:
    text = normalise(source.instrument)
    numbers = tuple(sorted(document_numbers(text), key=lambda number: number.start))
    if not numbers:
        return None
    own = numbers[0]
    before = _HAN.search(text[: own.start])
    series = before[0] if own.form == "letter" and before else ""
    return Known(source, numbers, series, tuple(uses))


def meant(said: DocumentNumber, text: str, known: Iterable[Known]) -> tuple[Known, ...]:
    """Return the documents that a number may mean, newest first; of one number, those of the issuer that is named.

    Args:
        said: The number.
        text: The normalised text it stands in.
        known: The documents.
    """
    same = [item for item in known if any(_is(said, number) for number in item.numbers)]
    own = [item for item in same if _is(said, item.number)] or same
    before = text[max(0, said.start - _BEFORE) : said.end]
    series = _series(text[: said.start])
    if series:
        return tuple(item for item in own if item.series == series)
    if said.form == "announcement":
        own = [item for item in own if not item.series]
    named = issuers_in(before)
    return tuple(item for item in own if not named or any(name in item.issued_by for name in named))


def issuers_in(text: str) -> frozenset[str]:
    """Return the official names of the issuers that a normalised text names."""
    return frozenset(issuer.name for issuer in words().issuers if re.search(issuer.words, text))


def _names(text: str, own: tuple[DocumentNumber, ...]) -> bool:
    return any(_is(said, number) for said in document_numbers(normalise(text)) for number in own)


def _is(said: DocumentNumber, number: DocumentNumber) -> bool:
    same_kind = (said.form == "order") == (number.form == "order")
    return same_kind and said.number == number.number and said.year in {None, number.year}


def _series(before: str) -> str:
    """Return the series that ends a text, as 财税 or cai shui; empty when none does."""
    text = before.rstrip(" 第[〔(")
    spelled = {**words().series, **{name: name for name in words().series.values()}}
    return next((spelled[name] for name in sorted(spelled, key=len, reverse=True) if text.endswith(name)), "")


def uses_on(known: Known, day: date) -> tuple[tuple[Version, Section], ...]:
    """Return the sections in force on a day that rest on a document, those that tell most of it first."""
    serving = [
        (version, section)
        for version, section in known.uses
        if section.served and section.served.contains(day) and section.anchor != ABOUT_ANCHOR
    ]
    return _ranked(known, serving)


def last_uses(known: Known, day: date) -> tuple[tuple[Version, Section], ...]:
    """Return the sections that rested on a document as they stood last before the day."""
    spans = (section.served for _, section in known.uses if section.served)
    last = max((span.end for span in spans if span.end and span.end < day), default=None)
    return uses_on(known, last) if last else ()


def _ranked(known: Known, uses: list[tuple[Version, Section]]) -> tuple[tuple[Version, Section], ...]:
    """Order sections by how much they tell of a document: what most of them speak of is what it is about."""
    words = [_words_of(section) for _, section in uses]
    about = Counter(word for held in words for word in held)
    title = set(tokens(known.source.instrument))
    token = known.number.token

    def weight(use: tuple[Version, Section], held: frozenset[str]) -> tuple[bool, bool, float]:
        version, section = use
        names = any(number.token == token for number in document_numbers(section.heading))
        # Log: what a third of the sections say is not a third as telling as what all say.
        common = sum(log1p(about[word] - 1) + (word in title) for word in held) / sqrt(len(held) or 1)
        common *= _SHARED if len(section.sources) > 1 else 1
        common *= _ANSWERS if _ANSWERING.match(statements(section.body)[0].text) else 1
        common *= _SUMS_UP if version.kind == "format" else 1
        return section.anchor == INTRODUCTION_ANCHOR, not names, -common

    order = sorted(zip(uses, words, strict=True), key=lambda item: weight(*item))
    return tuple(use for use, _ in order)


def _words_of(section: Section) -> frozenset[str]:
    return frozenset(tokens(f"{section.heading}\n{statements(section.body)[0].text}"))
