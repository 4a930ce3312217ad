"""How similar a question is to what does not answer it, measured on the index itself."""

from collections.abc import Sequence

import numpy as np

from ingest.chunks import FIELDS, Chunk
from ingest.generation import Background
from ingest.vectors import Vector
from kb.messages import LANGS

_SAMPLES = 150
_LEAST_DEVIATION = 1e-3


def background(chunks: Sequence[Chunk], vectors: Sequence[Vector]) -> dict[str, Background]:
    """Hold a sample of the indexed questions against the rows of other documents.

    Returns:
        `<language of the question>-<field>` → mean and deviation of the cosines. A library of one document gives a wide
        background, which makes nothing look similar.
    """
    documents = np.array([chunk.address.document for chunk in chunks])
    matrix = np.stack(list(vectors)) if len(vectors) else np.zeros((0, 1), dtype=np.float32)
    found = {}
    for lang in LANGS:
        asked = [i for i, c in enumerate(chunks) if c.field == "question" and c.lang == lang]
        sample = asked[:: max(1, len(asked) // _SAMPLES)]
        for field in FIELDS:
            rows = np.array([i for i, c in enumerate(chunks) if c.field == field], dtype=int)
            cosines = [matrix[rows[documents[rows] != documents[i]]] @ matrix[i] for i in sample]
            values = np.concatenate(cosines) if cosines else np.zeros(0)
            found[f"{lang}-{field}"] = (
                Background(mean=float(values.mean()), deviation=max(float(values.std()), _LEAST_DEVIATION))
                if len(values)
                else Background(mean=0.0, deviation=1.0)
            )
    return found
