"""Our retrieval over a foreign collection: vectors and words, fused by the weights that ship; no dates, no codes."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.collection import Passage
from assistant.evaluation.kept_vectors import Text, kept_vectors
from assistant.retrieval.fusion import Channel, fuse
from assistant.retrieval.weights import Weights
from ingest.chunks import MAX_CHARACTERS, Row, split_text
from ingest.embedding import NamedEmbeddings
from ingest.lexical import Columns, LexicalIndex, build_columns
from ingest.places import Places
from ingest.tokens import tokens
from kb.model import SectionAddress

Vectors = NDArray[np.float32]
Ranked = list[tuple[int, float]]


class CollectionIndex:
    """An index in memory over passages; a passage longer than the model reads is searched in parts.

    Vectors are compared with all others, which takes no graph: thousands are a matter of milliseconds.

    Args:
        passages: What is found.
        engine: The engine.
        weights: Of the channels of texts; there are no questions of sections and no bonuses here.
        data: The data folder, where the vectors are kept.
        progress: Told how many texts have been embedded so far.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        engine: NamedEmbeddings,
        weights: Weights,
        data: Path,
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._ids = tuple(passage.id for passage in passages)
        self._engine = engine
        self._data = data
        self._weights = weights
        parts = [(number, part) for number, passage in enumerate(passages) for part in _parts(passage.text)]
        self._passage_of = [number for number, _ in parts]
        self._vectors = kept_vectors(engine, [Text(part) for _, part in parts], data, progress)
        self._lexical = _lexical([part for _, part in parts])

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return len(self._ids)

    @property
    def embedding(self) -> str:
        """Name of the model."""
        return self._engine.name

    def embed(self, questions: Sequence[str], progress: Callable[[int], None] = lambda _: None) -> Vectors:
        """Return the vectors of questions, one a row."""
        return kept_vectors(self._engine, [Text(question, "question") for question in questions], self._data, progress)

    def dense(self, vector: Vectors) -> list[str]:
        """Return the ids of passages by their vectors alone, best first: the plain search."""
        return [self._ids[number] for number, _ in self._by_vector(vector)]

    def lexical(self, question: str) -> list[str]:
        """Return the ids of passages by words alone, best first."""
        return [self._ids[number] for number, _ in self._by_words(question)]

    def hybrid(self, question: str, vector: Vectors) -> list[str]:
        """Return the ids of passages by both, best first: our search."""
        channels = {
            "dense_text": Channel(self._by_vector(vector), from_zero=False),
            "lexical_text": Channel(self._by_words(question), from_zero=True),
        }
        return [self._ids[item.key] for item in fuse(channels, self._weights.channels)]

    def _by_vector(self, vector: Vectors) -> Ranked:
        cosines = self._vectors @ vector
        order = np.argsort(-cosines, kind="stable")[: self._weights.depth]
        return self._passages((place, float(cosines[place])) for place in order.tolist())

    def _by_words(self, question: str) -> Ranked:
        found = self._lexical.nearest(dict.fromkeys(tokens(question), 1.0), None, self._weights.depth)
        return self._passages((int(row), score) for row, score in found)

    def _passages(self, rows: Iterable[tuple[int, float]]) -> Ranked:
        """Rank passages by their best part."""
        best: dict[int, float] = {}
        for row, score in rows:
            best.setdefault(self._passage_of[row], score)
        return list(best.items())


def _parts(text: str) -> list[str]:
    return [text] if len(text) <= MAX_CHARACTERS else split_text(text, MAX_CHARACTERS)


def _lexical(parts: Sequence[str]) -> LexicalIndex:
    """Index the words of parts; row ids are their numbers, and no row has days."""
    nowhere = SectionAddress("", date.min, "")
    rows = [Row(str(n), nowhere, "zh", "text", 0, 0, "") for n in range(len(parts))]
    with TemporaryDirectory() as folder:
        build_columns(Path(folder), [tokens(part) for part in parts])
        return LexicalIndex(Columns.read(Path(folder)), rows, Places.of(rows))
