"""Smoke questions: a generation serves only after its own store and lexical index have answered them."""

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
_MAY_MISS = 0.1
"""Share of the sample that may be missed: the graph of vectors is approximate, and one lost is no damage."""


def smoke(
    lexical: Path, store: VectorStore, chunks: Sequence[Chunk], rows: Sequence[Row], vectors: Sequence[Vector]
) -> None:
    """Ask a sample of the indexed questions, whose answers are known and whose vectors are at hand.

    Raises:
        IndexUnavailableError: The store holds another number of vectors, or a question is not found.
    """
    if store.count() != len(rows):
        raise IndexUnavailableError("error.smoke", question=f"{store.count()} ≠ {len(rows)}")
    words = open_lexical(lexical, rows)
    texts = {chunk.id: chunk.text for chunk in chunks}
    asked = [i for i, chunk in enumerate(chunks) if chunk.field == "question"]
    sample = asked[:: max(1, len(asked) // _SAMPLES)]
    missed: list[str] = []
    for i in sample:
        chunk = chunks[i]
        dense = store.nearest(vectors[i], "question", chunk.first, _MOST)
        asked_words = dict.fromkeys(tokens(chunk.text), 1.0)
        plain = words["question"].nearest(asked_words, chunk.first, _MOST)
        # Several sections may be asked for in the same words, so the words need only be among the best; a
        # question of stop words alone ("What about it?") has none to be found by.
        if not any(texts[row_id] == chunk.text for row_id, _ in dense) or (asked_words and not plain):
            missed.append(chunk.text)
    if len(missed) > _MAY_MISS * len(sample):
        raise IndexUnavailableError("error.smoke", question=missed[0])
