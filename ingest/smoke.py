"""Smoke questions: a generation serves only after it has answered them from its own store and lexical index."""

from collections.abc import Sequence
from pathlib import Path

from ingest.chunks import Chunk, Row
from ingest.lexical import open_lexical
from ingest.store import VectorStore
from ingest.tokens import tokens
from ingest.vectors import Vector
from kb.errors import IndexUnavailableError

_SAMPLES = 12
_MOST = 5


def smoke(
    lexical: Path, store: VectorStore, chunks: Sequence[Chunk], rows: Sequence[Row], vectors: Sequence[Vector]
) -> None:
    """Ask a sample of the indexed questions, whose answers are known and whose vectors are at hand.

    Raises:
        IndexUnavailableError: The store holds another number of vectors, or a question does not find its section.
    """
    if store.count() != len(rows):
        raise IndexUnavailableError("error.smoke", question=f"{store.count()} ≠ {len(rows)}")
    words = open_lexical(lexical, rows)
    asked = [i for i, chunk in enumerate(chunks) if chunk.field == "question"]
    for i in asked[:: max(1, len(asked) // _SAMPLES)]:
        chunk = chunks[i]
        dense = store.nearest(vectors[i], "question", chunk.first, _MOST)
        plain = words["question"].nearest(dict.fromkeys(tokens(chunk.text), 1.0), chunk.first, _MOST)
        # Two sections may be asked for in almost the same words, so the section itself need only be among the best.
        if not any(row_id == chunk.id for row_id, _ in dense) or not plain:
            raise IndexUnavailableError("error.smoke", question=chunk.text)
