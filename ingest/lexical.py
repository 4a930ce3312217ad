"""The lexical index: BM25 over our tokens, for texts and for questions apart."""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from ingest.chunks import FIELDS, Chunk, Field, Row
from kb.errors import IndexUnavailableError
from kb.messages import LANGS
from kb.model import SectionAddress

Scores = NDArray[np.float32]


class LexicalIndex:
    """BM25 scores for the rows of one field.

    Args:
        engine: The BM25 index, in the order of `rows`.
        rows: The rows it scores.
    """

    def __init__(self, engine: bm25s.BM25, rows: Sequence[Row]) -> None:
        self._engine = engine
        self.rows = tuple(rows)
        self._idf: dict[str, float] = {}
        self._first = np.array([row.first for row in rows], dtype=np.int64)
        self._last = np.array([row.last for row in rows], dtype=np.int64)

    def nearest(self, words: dict[str, float], day: int, most: int) -> list[tuple[str, float]]:
        """Return row ids with their scores, best first, in force on the day; rows without a word left out.

        Args:
            words: Token → weight.
            day: yyyymmdd.
            most: How many at the most.
        """
        scores = self.scores(words)
        scores[(self._first > day) | (self._last < day)] = 0.0
        order = np.argsort(-scores, kind="stable")[:most]
        return [(self.rows[i].id, float(scores[i])) for i in order if scores[i] > 0]

    def holding(self, words: Iterable[str]) -> frozenset[SectionAddress]:
        """Return the sections of which a row holds any of the words."""
        known = {word: 1.0 for word in words if self.knows(word)}
        if not known:
            return frozenset()
        return frozenset(self.rows[i].address for i in np.flatnonzero(self.scores(known)))

    def scores(self, words: dict[str, float]) -> Scores:
        """Return the score of every row for weighted words."""
        total = np.zeros(len(self.rows), dtype=np.float32)
        by_weight: dict[float, list[str]] = {}
        for word, weight in words.items():
            if self.knows(word):
                by_weight.setdefault(weight, []).append(word)
        for weight, known in by_weight.items():
            total += weight * self._engine.get_scores(known)
        return total

    def knows(self, word: str) -> bool:
        """Tell whether any row holds the word."""
        return word in self._engine.vocab_dict

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
        place = self._engine.vocab_dict.get(word)
        if place is None:
            return 0
        starts = self._engine.scores["indptr"]
        return int(starts[place + 1] - starts[place])


def build_lexical(folder: Path, chunks: Sequence[Chunk]) -> None:
    """Index chunks in a folder, one BM25 index a field."""
    for field in FIELDS:
        engine = bm25s.BM25(method="lucene")
        engine.index([c.words for c in chunks if c.field == field], show_progress=False)
        engine.save(str(folder / field), show_progress=False)


def open_lexical(folder: Path, rows: Sequence[Row]) -> dict[Field, LexicalIndex]:
    """Open what `build_lexical` wrote.

    Raises:
        IndexUnavailableError: It is missing or damaged, or does not belong to the rows.
    """
    opened: dict[Field, LexicalIndex] = {}
    for field in FIELDS:
        of_field = [row for row in rows if row.field == field]
        try:
            engine = bm25s.BM25.load(str(folder / field), show_progress=False)
            words, starts = engine.vocab_dict, engine.scores["indptr"]
            fits = engine.scores["num_docs"] == len(of_field) and len(words) + 1 >= len(starts)
        except (OSError, ValueError, EOFError, LookupError, TypeError) as error:
            raise IndexUnavailableError("error.index-broken", path=folder / field) from error
        if not fits:
            raise IndexUnavailableError("error.index-broken", path=folder / field)
        opened[field] = LexicalIndex(engine, of_field)
    return opened
