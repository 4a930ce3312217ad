"""The lexical index: BM25 over our tokens, for texts and for questions apart."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.chunks import FIELDS, Chunk, Field, Row
from ingest.places import Places
from kb.errors import IndexUnavailableError
from kb.messages import LANGS

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Columns:
    """What bm25s worked out and saved: for every word the rows that hold it, each with the word's score there.

    They are read without bm25s: importing it imports scipy, which took a sixth of a cold start.

    Attributes:
        places: Word → its column.
        starts: Where each column begins in `rows` and `scores`; one more than there are columns.
        count: How many rows were indexed.
    """

    places: dict[str, int]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    scores: Scores
    count: int

    @classmethod
    def read(cls, folder: Path) -> "Columns":
        """Read an index that `bm25s.BM25.save` wrote.

        Raises:
            OSError, ValueError, EOFError, LookupError: It is missing or damaged.
        """
        read = Columns(
            places=json.loads((folder / "vocab.index.json").read_bytes()),
            starts=np.load(folder / "indptr.csc.index.npy"),
            rows=np.load(folder / "indices.csc.index.npy"),
            scores=np.load(folder / "data.csc.index.npy"),
            count=json.loads((folder / "params.index.json").read_bytes())["num_docs"],
        )
        if not len(read.rows) == len(read.scores) == read.starts[-1] or len(read.places) + 1 < len(read.starts):
            raise ValueError(folder)
        return read

    def of(self, word: str) -> tuple[NDArray[np.int32], Scores]:
        """Return the rows that hold a word, and its score in each; empty for a word that none holds."""
        place = self.places.get(word, len(self.starts))
        if place + 1 >= len(self.starts):
            return self.rows[:0], self.scores[:0]
        column = slice(self.starts[place], self.starts[place + 1])
        return self.rows[column], self.scores[column]


class LexicalIndex:
    """BM25 scores for the rows of one field.

    Args:
        columns: The scores, in the order of `rows`.
        rows: The rows it scores.
        places: The sections of all rows, those of other fields too.
    """

    def __init__(self, columns: Columns, rows: Sequence[Row], places: Places) -> None:
        self._columns = columns
        self.rows = tuple(rows)
        self.places = places
        self._section = np.array([places.of_row[row.id] for row in rows], dtype=np.int64)
        self._idf: dict[str, float] = {}
        self._sections_with = lru_cache(maxsize=2048)(self._holding)
        self._first = np.array([row.first for row in rows], dtype=np.int64)
        self._last = np.array([row.last for row in rows], dtype=np.int64)

    def nearest(self, words: dict[str, float], day: int | None, most: int) -> list[tuple[str, float]]:
        """Return row ids with their scores, best first, in force on the day; rows without a word left out.

        Args:
            words: Token → weight.
            day: yyyymmdd; None for any day.
            most: How many at the most.
        """
        scores = self.scores(words)
        if day is not None:
            scores[(self._first > day) | (self._last < day)] = 0.0
        found = np.flatnonzero(scores > 0)
        if len(found) > most:  # sorting all takes longer than all else; ties with the last wanted stay in
            found = found[scores[found] >= np.partition(scores[found], -most)[-most]]
        order = found[np.argsort(-scores[found], kind="stable")[:most]]
        return [(self.rows[i].id, score) for i, score in zip(order.tolist(), scores[order].tolist(), strict=True)]

    def holding(self, words: Iterable[str]) -> frozenset[int]:
        """Return the numbers of the sections of which a row holds any of the words."""
        columns = [self._section[self._columns.of(word)[0]] for word in words]
        return frozenset(np.unique(np.concatenate(columns)).tolist()) if columns else frozenset()

    def begun(self, day: int) -> float:
        """Return the share of rows whose first day has come on a day (yyyymmdd)."""
        return float(np.mean(self._first <= day)) if len(self._first) else 0.0

    def holds(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Return of which sections a row holds which words: shape (words, sections)."""
        if not words:
            return np.zeros((0, len(self.places.sections)), dtype=np.bool_)
        return np.stack([self._sections_with(word) for word in words])

    def _holding(self, word: str) -> NDArray[np.bool_]:
        found = np.zeros(len(self.places.sections), dtype=np.bool_)
        found[self._section[self._columns.of(word)[0]]] = True
        return found

    def scores(self, words: dict[str, float]) -> Scores:
        """Return the score of every row for weighted words."""
        total = np.zeros(len(self.rows), dtype=np.float32)
        for word, weight in words.items():
            rows, scores = self._columns.of(word)
            total[rows] += weight * scores
        return total

    def knows(self, word: str) -> bool:
        """Tell whether any row holds the word."""
        return word in self._columns.places

    def idf(self, word: str) -> float:
        """Return how much a word tells, by how few rows hold it; one never seen tells as much as the rarest."""
        if word not in self._idf:
            self._idf[word] = self._reckoned_idf(word)
        return self._idf[word]

    def _reckoned_idf(self, word: str) -> float:
        # A section has a row a language, and a word belongs to one of them.
        sections = max(1, len(self.rows) // len(LANGS))
        return math.log(1 + sections / (1 + self.frequency(word)))

    def frequency(self, word: str) -> int:
        """Return how many rows hold the word."""
        return len(self._columns.of(word)[0])


def build_lexical(folder: Path, chunks: Sequence[Chunk]) -> None:
    """Index chunks in a folder, one BM25 index a field."""
    for field in FIELDS:
        build_columns(folder / field, [chunk.words for chunk in chunks if chunk.field == field])


def build_columns(folder: Path, words: Sequence[Sequence[str]]) -> None:
    """Index rows by their words, as `Columns.read` reads it."""
    import bm25s

    engine = bm25s.BM25(method="lucene")
    engine.index(words, show_progress=False)
    engine.save(str(folder), show_progress=False)


def open_lexical(folder: Path, rows: Sequence[Row]) -> dict[Field, LexicalIndex]:
    """Open what `build_lexical` wrote.

    Raises:
        IndexUnavailableError: It is missing or damaged, or does not belong to the rows.
    """
    opened: dict[Field, LexicalIndex] = {}
    places = Places.of(rows)
    for field in FIELDS:
        of_field = [row for row in rows if row.field == field]
        try:
            columns = Columns.read(folder / field)
        except (OSError, ValueError, EOFError, LookupError, TypeError) as error:
            raise IndexUnavailableError("error.index-broken", path=folder / field) from error
        if columns.count != len(of_field):
            raise IndexUnavailableError("error.index-broken", path=folder / field)
        opened[field] = LexicalIndex(columns, of_field, places)
    return opened
