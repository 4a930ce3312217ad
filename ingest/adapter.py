"""A learned map that brings an engine's vectors to our field: what people ask comes near what answers it.

A general model hardly tells two sections of one page apart. The map is learned from the ways of asking
(`assistant/evaluation/adapt.py`), ships as data beside the vectors, and costs one product of a vector and a matrix a
question. The vectors that ship stay the engine's own, so that a map learned anew embeds nothing anew.
"""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from ingest.files import replace_file
from ingest.vectors import SHIPPED, Embeddable, Vector, file_name
from kb.errors import IndexUnavailableError

Matrix = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Adapter:
    """Two maps of vectors of `n` dimensions, one for questions and one for texts: shift, multiply, normalise.

    Attributes:
        question_shift: Shape (n,), added first.
        question_map: Shape (n, n).
        text_shift: Shape (n,).
        text_map: Shape (n, n).
    """

    question_shift: Vector
    question_map: Matrix
    text_shift: Vector
    text_map: Matrix

    def questions(self, vectors: Matrix) -> Matrix:
        """Return vectors of questions, one a row, in the learned space; each of length 1."""
        return _normalised((vectors + self.question_shift) @ self.question_map)

    def texts(self, vectors: Matrix) -> Matrix:
        """Return vectors of texts, one a row, in the learned space; each of length 1."""
        return _normalised((vectors + self.text_shift) @ self.text_map)

    def of(self, chunks: Sequence[Embeddable], vectors: Sequence[Vector]) -> list[Vector]:
        """Return the vectors of chunks in the learned space, each by what it is: a question or a text."""
        found = np.stack(list(vectors))
        asked = np.array([chunk.field == "question" for chunk in chunks])
        found[asked], found[~asked] = self.questions(found[asked]), self.texts(found[~asked])
        return list(found)

    @cached_property
    def digest(self) -> str:
        """Digest of the numbers, by which a generation says which map made it."""
        return hashlib.sha256(b"".join(half.tobytes() for half in self.halves.values())).hexdigest()[:16]

    @property
    def halves(self) -> dict[str, NDArray[np.float16]]:
        """The numbers as a file holds them."""
        return {name: getattr(self, name).astype(np.float16) for name in _NAMES}


_NAMES = tuple(field.name for field in fields(Adapter))


def _normalised(vectors: NDArray[np.floating[Any]]) -> Matrix:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, np.finfo(np.float32).tiny), dtype=np.float32)


def shipped_adapter(model: str, folder: Path = SHIPPED) -> Adapter | None:
    """Return the map that ships for a model; None for a model without one, whose vectors stay as they are."""
    path = folder / adapter_file(model)
    return read_adapter(path) if path.exists() else None


def adapter_file(model: str) -> str:
    """Return the name of a model's map among the files that ship."""
    return f"adapter_{file_name(model)}"


def read_adapter(path: Path) -> Adapter:
    """Read a map.

    Raises:
        IndexUnavailableError: The file is missing or damaged.
    """
    try:
        with np.load(path) as held:
            return Adapter(**{name: held[name].astype(np.float32) for name in _NAMES})
    except (OSError, ValueError, EOFError, KeyError, BadZipFile, zlib.error) as error:
        raise IndexUnavailableError("error.index-broken", path=path) from error


def write_adapter(path: Path, adapter: Adapter) -> None:
    """Write a map whole or not at all."""

    def write(temporary: Path) -> None:
        with temporary.open("wb") as stream:
            np.savez(stream, **adapter.halves)  # type: ignore[arg-type]

    replace_file(path, write)
