"""Vectors of texts outside the knowledge base, kept by digest: a run that stopped goes on, and the next is quick."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.chunks import Field, vector_key
from ingest.embedding import NamedEmbeddings
from ingest.vectors import VectorCache

FOLDER = "evaluation"
"""Where they are kept, in the data folder; it may be deleted at any time."""


class Text(NamedTuple):
    """A text and how it is embedded."""

    text: str
    field: Field = "text"

    @property
    def vector_key(self) -> str:
        """Digest of both."""
        return vector_key(self.text, self.field)


def kept_vectors(
    engine: NamedEmbeddings,
    texts: Sequence[Text],
    data: Path,
    progress: Callable[[int], None] = lambda _: None,
) -> NDArray[np.float32]:
    """Return the vectors of texts, one a row, embedding only those never embedded before.

    Args:
        engine: The engine.
        texts: What is embedded.
        data: The data folder of the settings.
        progress: Told how many texts have been embedded so far.
    """
    found = VectorCache(engine, data / FOLDER).of(texts, progress)
    return np.stack(found) if found else np.zeros((0, engine.dimension), dtype=np.float32)


class RememberingEmbeddings:
    """An engine that embeds each question once, however often it is asked.

    Args:
        engine: The engine.
    """

    def __init__(self, engine: NamedEmbeddings) -> None:
        self._engine = engine
        self._known: dict[str, list[float]] = {}
        self.name = engine.name
        self.dimension = engine.dimension

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts to be found; they are not remembered."""
        return self._engine.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        if text not in self._known:
            self._known[text] = self._engine.embed_query(text)
        return self._known[text]
