"""How similar a question is to what does not answer it, measured on the index itself."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.chunks import FIELDS, Chunk
from ingest.generation import Background
from ingest.vectors import Vector
from kb.messages import LANGS

_SAMPLES = 150


def background(chunks: Sequence[Chunk], vectors: Sequence[Vector]) -> dict[str, Background]:
    """Hold a sample of the indexed questions against the rows of other documents, and of their own sections.

    Returns:
        `<language of the question>-<field>` → the means of the cosines. In a library of one document nothing is known
        not to answer: there a cosine of 0 does not, and one of 1 does.
    """
    documents = np.array([chunk.address.document for chunk in chunks])
    sections = np.array([f"{chunk.address.document}#{chunk.address.anchor}" for chunk in chunks])
    matrix = np.stack(list(vectors)) if len(vectors) else np.zeros((0, 1), dtype=np.float32)
    found = {}
    for lang in LANGS:
        asked = [i for i, c in enumerate(chunks) if c.field == "question" and c.lang == lang]
        sample = asked[:: max(1, len(asked) // _SAMPLES)]
        for field in FIELDS:
            rows = np.array([i for i, c in enumerate(chunks) if c.field == field], dtype=int)
            others = [matrix[rows[documents[rows] != documents[i]]] @ matrix[i] for i in sample]
            own = [_others(chunks, rows[sections[rows] == sections[i]], i) for i in sample]
            nearest = [
                float((matrix[near] @ matrix[i]).max()) for i, near in zip(sample, own, strict=True) if len(near)
            ]
            values = np.concatenate(others) if others else np.zeros(0)
            found[f"{lang}-{field}"] = (
                Background(mean=float(values.mean()), right=float(np.mean(nearest)))
                if len(values) and nearest
                else Background(mean=0.0, right=1.0)
            )
    return found


def _others(chunks: Sequence[Chunk], rows: NDArray[np.int64], place: int) -> NDArray[np.int64]:
    """Return the rows without those that say the same: the question itself, in any version of its page."""
    return np.array([row for row in rows if chunks[row].text != chunks[place].text], dtype=np.int64)
