"""Vectors as data: digest of a text → vector, shipped with the project or kept on this machine."""

import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from ingest.chunks import Field
from ingest.embedding import NamedEmbeddings, embed
from ingest.files import replace_file

Vector = NDArray[np.float32]

SHIPPED = Path(__file__).with_name("shipped")
_SAVE_EVERY = 64
_SAVE_SHARE = 20
"""Of many vectors a twentieth must be new before all are written again, lest writing take longer than embedding."""


def file_name(model: str) -> str:
    """Return the name of a model's vector file."""
    return "".join(char if char.isalnum() or char in ".-" else "_" for char in model) + ".npz"


def load(path: Path) -> dict[str, Vector]:
    """Read a vector file; a missing or damaged file holds nothing, and what it held is computed again."""
    try:
        with np.load(path) as held:
            keys, vectors = held["keys"], held["vectors"].astype(np.float32)
    except FileNotFoundError:
        return {}
    except (ValueError, EOFError, KeyError, BadZipFile, zlib.error):
        return {}
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


class Embeddable(Protocol):
    """What has a vector of its own: a chunk, or a text that is embedded like one."""

    @property
    def text(self) -> str:
        """What is embedded."""
        ...

    @property
    def field(self) -> Field:
        """Whether it is embedded as a text or as a question."""
        ...

    @property
    def vector_key(self) -> str:
        """Digest of both."""
        ...


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

    def of(self, chunks: Iterable[Embeddable], progress: Callable[[int], None] = lambda _: None) -> list[Vector]:
        """Return the vectors of chunks, in order, embedding only texts that were never embedded.

        What was computed is saved along the way, so that an interrupted run loses little.
        """
        wanted = [(chunk.vector_key, chunk) for chunk in chunks]
        known = self._shipped.keys() | self._computed.keys()
        missing = {key: chunk for key, chunk in wanted if key not in known}
        unsaved = 0
        try:
            for number, (key, chunk) in enumerate(missing.items(), start=1):
                found = embed(self._engine, [chunk.text], as_questions=chunk.field == "question")[0]
                self._computed[key] = np.asarray(found, dtype=np.float32)
                self.embedded += 1
                unsaved += 1
                progress(number)
                if unsaved >= max(_SAVE_EVERY, len(self._computed) // _SAVE_SHARE):
                    save(self._path, self._computed)
                    unsaved = 0
        finally:
            if unsaved:
                save(self._path, self._computed)
        return [self._shipped[key] if key in self._shipped else self._computed[key] for key, _ in wanted]
