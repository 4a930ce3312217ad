"""Hybrid search: dense and lexical, texts and questions, in force on a day, fused into ranked sections."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np

from assistant.retrieval.beside import beside
from assistant.retrieval.cards import Card, Cards
from assistant.retrieval.fusion import Channel, Fused, Part, add_bonuses, fuse
from assistant.retrieval.likeness import Likeness
from assistant.retrieval.weights import Weights
from ingest.chunks import FIELDS, Field
from ingest.index import Index
from ingest.vectors import Vector
from kb.dates import DateRange, day_number
from kb.messages import Lang
from kb.model import Section, SectionAddress, Version


@dataclass(frozen=True)
class Query:
    """What to search for.

    Attributes:
        vector: Gives the question's embedding, once it is there; None searches by words alone.
        words: Token → weight.
        day: The day on which sections must be in force; None for any.
        codes: Supervision mode codes named or meant.
        instruments: Document numbers named, as `2020-75`.
        subjects: For each term that the question uses, the words by which a section may speak of it.
        fitting: What the heading of a section says that is made for this kind of question, or None.
        places: Whether the question names Chongqing or a place in it.
        changed_in: The period of which it asks what changed, or None.
        by_ways: Whether the ways in which people ask tell what is meant; not of what changed, which is asked of all.
    """

    vector: Callable[[], Vector] | None
    words: dict[str, float]
    day: date | None
    codes: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    subjects: tuple[frozenset[str], ...] = ()
    fitting: re.Pattern[str] | None = None
    places: bool = False
    changed_in: DateRange | None = None
    by_ways: bool = True


@dataclass(frozen=True)
class Hit:
    """A section found, with how its score came about."""

    version: Version
    section: Section
    score: float
    parts: tuple[Part, ...]

    @cached_property
    def address(self) -> SectionAddress:
        """The language-free address."""
        return self.version.address(self.section.anchor)

    def raw(self, channel: str) -> float:
        """Return the channel's own score; 0 where it did not find the section."""
        for name, _, raw, _ in self.parts:
            if name == channel:
                return raw
        return 0.0


@dataclass(frozen=True)
class Found:
    """Sections found, best first: those to answer from, and those rejected."""

    hits: tuple[Hit, ...]
    rejected: tuple[Hit, ...]


_Rows = list[tuple[int, float]]
"""Rows found, best first: the number of a row's section, and its score."""


def search(index: Index, query: Query, weights: Weights, lang: Lang) -> Found:
    """Search an index.

    Sections are found by their text in either language and returned in the reader's. What needs no vector comes
    first: the vector is mostly still being made.
    """
    day = day_number(query.day) if query.day else None
    lexical = {
        field: _best(_numbered(index, index.lexical[field].nearest(query.words, day, weights.depth)))
        for field in FIELDS
    }
    silent = _silence(index, query.subjects)
    likeness, cards = Likeness(index, query.words), _cards(index)
    dense = _dense(index, query.vector(), day, weights.depth) if query.vector else {}
    channels: dict[str, Channel[int]] = {}
    for field in FIELDS:
        if dense:
            channels[f"dense_{field}"] = Channel(_best(dense[field][: weights.depth]), from_zero=False)
        channels[f"lexical_{field}"] = Channel(lexical[field], from_zero=True)
    ways = ways_alike(dense["question"]) if dense and query.by_ways else {}
    fused = fuse(channels, weights.channels, weights.reckoned)
    bonuses = {
        item.key: [
            *(_bonuses(card, query, likeness, weights.bonuses) if (card := cards.of(item.key)) else ()),
            *_silent(silent[item.key] if silent else 0.0, weights.bonuses),
            *_ways(ways.get(item.key, 0.0), weights.bonuses),
        ]
        for item in fused
    }
    hits = [hit for item in add_bonuses(fused, bonuses) if (hit := _hit(index, item, lang))]
    limit = hits[0].score * weights.floor if hits else 0.0
    accepted = tuple(hit for hit in hits[: weights.accepted] if hit.score >= limit)
    return Found(hits=accepted, rejected=tuple(hits[len(accepted) :]))


def _dense(index: Index, vector: Vector, day: int | None, depth: int) -> dict[Field, _Rows]:
    """Return the rows nearest to a vector, with their cosines; of questions twice as many, for the ways of asking."""

    def nearest(field: Field, most: int) -> _Rows:
        return _numbered(index, index.store.nearest(vector, field, day, most))

    questions = beside(lambda: nearest("question", 2 * depth))
    return {"text": nearest("text", depth), "question": questions()}


@lru_cache(maxsize=2)
def _cards(index: Index) -> Cards:
    """Return the cards of an index; those of the few indexes in use are kept."""
    return Cards(index)


def _numbered(index: Index, rows: Iterable[tuple[str, float]]) -> _Rows:
    number = index.places.of_row
    return [(number[row_id], score) for row_id, score in rows]


def _best(rows: _Rows) -> _Rows:
    """Rank sections by their best row, whatever its language."""
    best: dict[int, float] = {}
    for section, score in rows:
        if section not in best:
            best[section] = score
    return list(best.items())


_WAYS = 5
"""Ways of asking for a section that are looked at together."""


def ways_alike(rows: Sequence[tuple[int, float]]) -> dict[int, float]:
    """Return for each section how near its five nearest ways of asking are, 0 to 1.

    One way that happens to be near proves little; several are a sign that this is what people ask the section for.
    """
    if not rows or rows[0][1] <= rows[-1][1]:
        return {}
    high, low = rows[0][1], rows[-1][1]
    near: dict[int, list[float]] = defaultdict(list)
    for section, score in rows:
        near[section].append((score - low) / (high - low))
    return {section: sum(scores[:_WAYS]) / _WAYS for section, scores in near.items()}


def _ways(alike: float, bonuses: dict[str, float]) -> list[Part]:
    return [Part(name="bonus_ways", rank=0, raw=alike, value=bonuses["ways"] * alike)] if alike else []


def _hit(index: Index, item: Fused[int], lang: Lang) -> Hit | None:
    found = index.library.section(index.places.sections[item.key], lang)
    return Hit(version=found[0], section=found[1], score=item.score, parts=item.parts) if found else None


def _bonuses(card: Card, query: Query, likeness: Likeness, bonuses: dict[str, float]) -> list[Part]:
    names = []
    if query.codes and card.version.formats:
        names.append("code" if card.about & set(query.codes) else "other_code")
    if not query.codes and card.names_code:
        names.append("narrower")
    if query.instruments and card.rests_on & set(query.instruments):
        names.append("instrument")
    if query.changed_in and query.changed_in.contains(card.begins):
        names.append("changed")
    if query.fitting and query.fitting.search(card.section.heading):
        names.append("fitting")
    if card.is_summary:
        names.append("summary")
    if card.is_local and not query.places:
        names.append("region")
    alike = likeness.of(card)
    parts = [Part(f"bonus_{name}", 0, 0.0, bonuses[name]) for name in names]
    return [*parts, Part("bonus_heading", 0, alike, bonuses["heading"] * alike)]


def _silence(index: Index, subjects: Sequence[frozenset[str]]) -> list[float]:
    """Return for each section, by number, the share of the question's terms that it never speaks of."""
    if not subjects:
        return []
    spoken = [
        np.any([index.lexical[field].holds(tuple(words)).any(axis=0) for field in FIELDS], axis=0) for words in subjects
    ]
    shares: list[float] = (np.sum(~np.array(spoken), axis=0) / len(subjects)).tolist()
    return shares


def _silent(share: float, bonuses: dict[str, float]) -> list[Part]:
    """Return what a section loses for the terms of the question that it never speaks of."""
    return [Part(name="bonus_silent", rank=0, raw=share, value=bonuses["silent"] * share)] if share else []
