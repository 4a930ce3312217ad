"""Hybrid search: dense and lexical, texts and questions, in force on a day, fused into ranked sections."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.retrieval.fusion import Channel, Fused, Part, add_bonuses, fuse
from assistant.retrieval.weights import Weights
from ingest.chunks import FIELDS
from ingest.index import Index
from ingest.tokens import instruments_in, tokens
from ingest.vectors import Vector
from kb.dates import DateRange, day_number
from kb.messages import LANGS, Lang
from kb.model import INTRODUCTION_ANCHOR, Section, SectionAddress, Version


@dataclass(frozen=True)
class Query:
    """What to search for.

    Attributes:
        vector: The question's embedding; None searches by words alone.
        words: Token → weight.
        day: The day on which sections must be in force.
        codes: Supervision mode codes named or meant.
        instruments: Document numbers named, as `2020-75`.
        subjects: For each term that the question uses, the words by which a section may speak of it.
        fitting: What the heading of a section says that is made for this kind of question, or None.
        places: Whether the question names Chongqing or a place in it.
        changed_in: The period of which it asks what changed, or None.
    """

    vector: Vector | None
    words: dict[str, float]
    day: date
    codes: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    subjects: tuple[frozenset[str], ...] = ()
    fitting: re.Pattern[str] | None = None
    places: bool = False
    changed_in: DateRange | None = None


@dataclass(frozen=True)
class Hit:
    """A section found, with how its score came about."""

    version: Version
    section: Section
    score: float
    parts: tuple[Part, ...]

    @property
    def address(self) -> SectionAddress:
        """The language-free address."""
        return self.version.address(self.section.anchor)

    def raw(self, channel: str) -> float:
        """Return the channel's own score; 0 where it did not find the section."""
        return next((part.raw for part in self.parts if part.name == channel), 0.0)


@dataclass(frozen=True)
class Found:
    """Sections found, best first: those to answer from, and those rejected."""

    hits: tuple[Hit, ...]
    rejected: tuple[Hit, ...]


def search(index: Index, query: Query, weights: Weights, lang: Lang) -> Found:
    """Search an index.

    Sections are found by their text in either language and returned in the reader's.
    """
    day = day_number(query.day)
    channels: dict[str, Channel[SectionAddress]] = {}
    for field in FIELDS:
        if query.vector is not None:
            dense = index.store.nearest(query.vector, field, day, weights.depth)
            channels[f"dense_{field}"] = Channel(_sections(index, dense), from_zero=False)
        lexical = index.lexical[field].nearest(query.words, day, weights.depth)
        channels[f"lexical_{field}"] = Channel(_sections(index, lexical), from_zero=True)
    spoken = [_speaking_of(index, subject) for subject in query.subjects]
    fused = fuse(channels, weights.channels)
    bonuses = {
        item.key: [*_bonuses(index, item.key, query, weights.bonuses), *_silent(item.key, spoken, weights.bonuses)]
        for item in fused[: weights.reckoned]
    }
    fused = add_bonuses(fused[: weights.reckoned], bonuses)
    hits = [hit for item in fused if (hit := _hit(index, item, lang))]
    limit = hits[0].score * weights.floor if hits else 0.0
    accepted = tuple(hit for hit in hits[: weights.accepted] if hit.score >= limit)
    return Found(hits=accepted, rejected=tuple(hits[len(accepted) :]))


def _sections(index: Index, rows: Iterable[tuple[str, float]]) -> list[tuple[SectionAddress, float]]:
    """Rank sections by their best row, whatever its language."""
    best: dict[SectionAddress, float] = {}
    for row_id, score in rows:
        best.setdefault(index.by_id[row_id].address, score)
    return list(best.items())


def _hit(index: Index, item: Fused[SectionAddress], lang: Lang) -> Hit | None:
    found = index.library.section(item.key, lang)
    return Hit(version=found[0], section=found[1], score=item.score, parts=item.parts) if found else None


def _bonuses(index: Index, key: SectionAddress, query: Query, bonuses: dict[str, float]) -> list[Part]:
    found = index.library.section(key, "zh")
    if found is None:
        return []
    version, section = found
    names = []
    if query.codes and version.formats:
        about = set(version.formats) if len(version.formats) <= _FEW else set(version.formats) & _named(section)
        names.append("code" if about & set(query.codes) else "other_code")
    if not query.codes and any(code in section.heading for code in version.formats):
        names.append("narrower")
    if query.instruments:
        rests = {n for source in version.sources_of(section) for n in instruments_in(source.instrument)}
        if rests & set(query.instruments):
            names.append("instrument")
    if query.changed_in and query.changed_in.contains(section.in_force.start):
        names.append("changed")
    if query.fitting and query.fitting.search(section.heading):
        names.append("fitting")
    if section.anchor == INTRODUCTION_ANCHOR:
        names.append("summary")
    if version.region == "chongqing" and not query.places:
        names.append("region")
    likeness = _likeness(index, query, key)
    parts = [Part(name=f"bonus_{name}", rank=0, raw=0.0, value=bonuses[name]) for name in names]
    return [*parts, Part(name="bonus_heading", rank=0, raw=likeness, value=bonuses["heading"] * likeness)]


def _speaking_of(index: Index, subject: frozenset[str]) -> frozenset[SectionAddress]:
    return frozenset().union(*(index.lexical[field].holding(subject) for field in FIELDS))


def _silent(key: SectionAddress, spoken: Sequence[frozenset[SectionAddress]], bonuses: dict[str, float]) -> list[Part]:
    """Return what a section loses for the terms of the question that it never speaks of."""
    if not spoken:
        return []
    share = sum(key not in sections for sections in spoken) / len(spoken)
    return [Part(name="bonus_silent", rank=0, raw=share, value=bonuses["silent"] * share)] if share else []


def _likeness(index: Index, query: Query, key: SectionAddress) -> float:
    """Return how alike question and heading are, 0 to 1 (the Dice coefficient of their words' weights).

    A heading with words that the question lacks is about something narrower: food sent back is not all goods sent back.
    """
    text = index.lexical["text"]
    best = 0.0
    for lang in LANGS:
        found = index.library.section(key, lang)
        heading = _heading_words(found[1].heading) if found else frozenset()
        both = sum(text.idf(word) * min(1.0, query.words[word]) for word in heading if word in query.words)
        asked = sum(text.idf(word) * min(1.0, weight) for word, weight in query.words.items() if weight >= _SAID)
        whole = asked + sum(text.idf(word) for word in heading)
        best = max(best, 2 * both / whole if whole else 0.0)
    return best


@lru_cache(maxsize=8192)
def _heading_words(heading: str) -> frozenset[str]:
    return frozenset(tokens(heading))


_SAID = 0.99
"""Weight from which a word was asked, and not only meant."""


_FEW = 3
"""A text about more codes than this is about a code only where its section names it."""


def _named(section: Section) -> set[str]:
    text = section.heading + section.body
    return {text[i : i + 4] for i in range(len(text) - 3) if text[i : i + 4].isdigit()}
