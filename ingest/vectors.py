"""Vectors as data: digest of a text → vector, shipped with the project or kept on this machine."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.chunks import Chunk
from ingest.embedding import NamedEmbeddings, embed
from ingest.files import replace_file

Vector = NDArray[np.float32]

SHIPPED = Path(__file__).with_name("shipped")
_SAVE_EVERY = 64


def file_name(model: str) -> str:
    """Return the name of a model's vector file."""
    return "".join(char if char.isalnum() or char in ".-" else "_" for char in model) + ".npz"


def load(path: Path) -> dict[str, Vector]:
    """Read a vector file; a missing file holds nothing."""
    if not path.exists():
        return {}
    with np.load(path) as held:
        keys, vectors = held["keys"], held["vectors"].astype(np.float32)
    return {bytes(key).hex(): vector for key, vector in zip(keys, vectors, strict=True)}


def save(path: Path, vectors: dict[str, Vector]) -> None:
    """Write a vector file whole or not at all: keys (n, 32) bytes, vectors (n, dimension) half floats."""
    ordered = sorted(vectors)
    keys = np.frombuffer(bytes.fromhex("".join(ordered)), dtype=np.uint8).reshape(len(ordered), 32)
    values = np.stack([vectors[key] for key in ordered]).astype(np.float16)

    def write(temporary: Path) -> None:
        with temporary.open("wb") as stream:
            np.savez_compressed(stream, keys=keys, vectors=values)

    replace_file(path, write)


class VectorCache:
    """The vectors of one model: those shipped, and those computed here.

    Args:
        engine: The engine, asked only for what neither file holds.
        folder: Where computed vectors are kept.
        shipped: Folder of shipped vectors.
    """

    def __init__(self, engine: NamedEmbeddings, folder: Path, shipped: Path = SHIPPED) -> None:
        self._engine = engine
        self._path = folder / file_name(engine.name)
        self._shipped = load(shipped / file_name(engine.name))
        self._computed = load(self._path)
        self.embedded = 0

    def of(self, chunks: Iterable[Chunk], progress: Callable[[int], None] = lambda _: None) -> list[Vector]:
        """Return the vectors of chunks, in order, embedding only texts that were never embedded.

        What was computed is saved along the way, so that an interrupted run loses little.
        """
        wanted = list(chunks)
        missing = {
            c.vector_key: c for c in wanted if c.vector_key not in self._shipped and c.vector_key not in self._computed
        }
        for number, (key, chunk) in enumerate(missing.items(), start=1):
            found = embed(self._engine, [chunk.text], as_questions=chunk.field == "question")[0]
            self._computed[key] = np.asarray(found, dtype=np.float32)
            self.embedded += 1
            progress(number)
            if number % _SAVE_EVERY == 0:
                save(self._path, self._computed)
        if missing:
            save(self._path, self._computed)
        return [self._shipped[k] if (k := c.vector_key) in self._shipped else self._computed[k] for c in wanted]
