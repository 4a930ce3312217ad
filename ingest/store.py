"""The vector store: the one file that knows Chroma, embedded or as a server."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import chromadb
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from ingest.chunks import Field, Row
from ingest.settings import Settings
from ingest.vectors import Vector
from kb.errors import IndexUnavailableError

COLLECTION = "newtrade"
"""Name of the collection in an embedded store; on a server the generation's name follows it."""

_BATCH = 500


class VectorStore(Protocol):
    """Nearest vectors among those in force on a day."""

    def add(self, rows: Sequence[Row], vectors: Sequence[Vector]) -> None:
        """Store the vectors of rows."""

    def count(self) -> int:
        """Return how many vectors are stored."""

    def nearest(self, vector: Vector, field: Field, day: int, most: int) -> list[tuple[str, float]]:
        """Return row ids with cosine similarity, best first, in force on the day (yyyymmdd)."""


class ChromaStore:
    """One generation's vectors in a Chroma collection.

    Args:
        client: The Chroma client.
        name: Name of the collection, which is made when missing.
    """

    def __init__(self, client: Any, name: str) -> None:  # noqa: ANN401 - chromadb's client has no stable type
        # Without embedding_function=None Chroma would fetch a model of its own.
        self._collection = client.get_or_create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 200}}
        )

    def add(self, rows: Sequence[Row], vectors: Sequence[Vector]) -> None:
        """Store the vectors of rows."""
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            self._collection.add(
                ids=[row.id for row in batch],
                embeddings=list(vectors[start : start + _BATCH]),
                metadatas=[_metadata(row) for row in batch],
            )

    def count(self) -> int:
        """Return how many vectors are stored."""
        return int(self._collection.count())

    def nearest(self, vector: Vector, field: Field, day: int, most: int) -> list[tuple[str, float]]:
        """Return row ids with cosine similarity, best first, in force on the day (yyyymmdd)."""
        in_force = [{"field": field}, {"first": {"$lte": day}}, {"last": {"$gte": day}}]
        found = self._collection.query(
            query_embeddings=[vector], n_results=most, where={"$and": in_force}, include=["distances"]
        )
        return [(i, 1.0 - d) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]


def _metadata(row: Row) -> dict[str, str | int]:
    return {
        "document": row.address.document,
        "version": row.address.version.year * 10000 + row.address.version.month * 100 + row.address.version.day,
        "anchor": row.address.anchor,
        "lang": row.lang,
        "field": row.field,
        "first": row.first,
        "last": row.last,
    }


def open_store(settings: Settings, folder: Path) -> ChromaStore:
    """Open the vectors of a generation.

    Args:
        settings: Says whether the store is embedded or a server.
        folder: The generation's folder; its name is the generation's name.

    Raises:
        IndexUnavailableError: The server does not answer, or the store cannot be opened.
    """
    try:
        if settings.chroma_url:
            return ChromaStore(_server(settings.chroma_url), f"{COLLECTION}-{folder.name}")
        return ChromaStore(_embedded(folder), COLLECTION)
    except (ChromaError, ValueError, OSError) as error:
        key = "error.chroma-server" if settings.chroma_url else "error.chroma-folder"
        raise IndexUnavailableError(
            key, address=settings.chroma_url or folder, reason=str(error).splitlines()[0]
        ) from error


def drop_store(settings: Settings, folder: Path) -> None:
    """Delete a generation and its vectors; what is already gone is no error."""
    if settings.chroma_url:
        _ignore_missing(lambda: _server(settings.chroma_url).delete_collection(f"{COLLECTION}-{folder.name}"))
    shutil.rmtree(folder, ignore_errors=True)


def _ignore_missing(delete: Callable[[], None]) -> None:
    try:
        delete()
    except (ChromaError, ValueError):
        return


def _embedded(folder: Path) -> Any:  # noqa: ANN401
    settings = ChromaSettings(anonymized_telemetry=False, is_persistent=True)
    return chromadb.PersistentClient(path=str(folder / "chroma"), settings=settings)


def _server(url: str) -> Any:  # noqa: ANN401
    secure, _, address = url.rpartition("://")
    host, _, port = address.rstrip("/").partition(":")
    settings = ChromaSettings(anonymized_telemetry=False)
    return chromadb.HttpClient(
        host=host, port=int(port or (443 if secure == "https" else 80)), ssl=secure == "https", settings=settings
    )
