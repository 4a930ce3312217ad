"""The vector store: the one file that knows Chroma, embedded or as a server.

Its Python client is imported when it is used, which answering from an embedded store does not: see `chroma_reader`.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from ingest.chroma_reader import ReadingClient, fits
from ingest.chunks import FIELDS, Field, Row
from ingest.settings import Settings
from ingest.vectors import Vector
from kb.dates import day_number
from kb.errors import IndexUnavailableError, StorageError

COLLECTION = "newtrade"
"""Beginning of the collections' names; on a server the generation's name follows, then everywhere the field."""

_BATCH = 500
_GRAPH = {"space": "cosine", "ef_search": 200, "ef_construction": 200, "max_neighbors": 32, "sync_threshold": 100}
"""The graph of nearest neighbours, denser than Chroma's default: thousands of vectors, so finding all costs little.

Vectors after the last `sync_threshold` are not in the saved graph: every process that opens it adds them anew. The
default of 1,000 made that the dearest part of a cold start.
"""

_OVERFETCH = (1.5, 3.0)
"""How many times the rows wanted are fetched before those not in force are left out, and again where too few remain."""


class VectorStore(Protocol):
    """Nearest vectors among those in force on a day."""

    def add(self, rows: Sequence[Row], vectors: Sequence[Vector]) -> None:
        """Store the vectors of rows."""

    def count(self) -> int:
        """Return how many vectors are stored."""

    def nearest(self, vector: Vector, field: Field, day: int | None, most: int) -> list[tuple[str, float]]:
        """Return row ids with cosine similarity, best first, in force on the day (yyyymmdd) or, without one, on any."""


class ChromaStore:
    """One generation's vectors in Chroma: a collection for texts and one for questions.

    Args:
        connect: Makes the Chroma client.
        name: Name of the collections, which the field follows; they are made when missing.
        address: Server or folder, for errors.
        rows: What is stored, as far as known: with it, searches need not ask Chroma for days.

    Raises:
        IndexUnavailableError: Here and in every method: the server does not answer, or the folder is damaged.
    """

    def __init__(self, connect: Callable[[], Any], name: str, address: str | Path, rows: Sequence[Row] = ()) -> None:
        self._address = address
        self._days = {row.id: (row.first, row.last) for row in rows}
        with _asking(address):
            client = connect()
            # Without embedding_function=None Chroma would fetch a model of its own.
            self._collections: dict[Field, Any] = {
                field: client.get_or_create_collection(
                    f"{name}-{field}",
                    embedding_function=None,
                    configuration={"hnsw": _GRAPH},
                )
                for field in FIELDS
            }

    def add(self, rows: Sequence[Row], vectors: Sequence[Vector]) -> None:
        """Store the vectors of rows."""
        for field, collection in self._collections.items():
            chosen = [i for i, row in enumerate(rows) if row.field == field]
            for start in range(0, len(chosen), _BATCH):
                batch = chosen[start : start + _BATCH]
                with _asking(self._address):
                    collection.add(
                        ids=[rows[i].id for i in batch],
                        embeddings=[vectors[i] for i in batch],
                        metadatas=[_metadata(rows[i]) for i in batch],
                    )

    def count(self) -> int:
        """Return how many vectors are stored."""
        with _asking(self._address):
            return sum(int(collection.count()) for collection in self._collections.values())

    def nearest(self, vector: Vector, field: Field, day: int | None, most: int) -> list[tuple[str, float]]:
        """Return row ids with cosine similarity, best first, in force on the day (yyyymmdd) or, without one, on any.

        Chroma reads every row's metadata to filter by day, which takes far longer than the search. Most rows are in
        force on most days, so more than enough are fetched and held against the known days; only when these run out
        does Chroma filter.
        """
        if day is None:
            return self._query(field, vector, most, None)
        if self._days:
            for times in _OVERFETCH:
                found = self._query(field, vector, round(times * most), None)
                days_of = self._days.get
                in_force = [(i, c) for i, c in found if (days := days_of(i)) and days[0] <= day <= days[1]]
                if len(in_force) >= most or len(found) < round(times * most):
                    return in_force[:most]
        return self._query(field, vector, most, {"$and": [{"first": {"$lte": day}}, {"last": {"$gte": day}}]})

    def _query(self, field: Field, vector: Vector, most: int, where: Any) -> list[tuple[str, float]]:  # noqa: ANN401
        with _asking(self._address):
            found = self._collections[field].query(
                query_embeddings=[vector], n_results=most, where=where, include=["distances"]
            )
        return [(i, 1.0 - d) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]


@contextmanager
def _asking(address: str | Path) -> Iterator[None]:
    """Turn what Chroma or the way to it refuses into an error that says what to do."""
    try:
        yield
    except _refusals() as error:
        # AttributeError: what Chroma raises every second time for a folder that it could not open.
        key = "error.chroma-folder" if isinstance(address, Path) else "error.chroma-server"
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise IndexUnavailableError(key, address=address, reason=reason) from error


def _refusals() -> tuple[type[Exception], ...]:
    from chromadb.errors import ChromaError
    from httpx import HTTPError

    return (ChromaError, HTTPError, ValueError, OSError, AttributeError)


def _metadata(row: Row) -> dict[str, str | int]:
    return {
        "document": row.address.document,
        "version": day_number(row.address.version),
        "anchor": row.address.anchor,
        "lang": row.lang,
        "field": row.field,
        "first": row.first,
        "last": row.last,
    }


def open_store(settings: Settings, folder: Path, rows: Sequence[Row] = ()) -> ChromaStore:
    """Open the vectors of a generation.

    Args:
        settings: Says whether the store is embedded or a server.
        folder: The generation's folder; its name is the generation's name.
        rows: What is stored, as far as known; it makes searches faster.

    Raises:
        IndexUnavailableError: The server does not answer, or the store cannot be opened.
    """
    url = settings.chroma_url
    if url:
        return ChromaStore(lambda: _server(url), f"{COLLECTION}-{folder.name}", url, rows)
    connect = ReadingClient if fits() else _embedded
    return ChromaStore(lambda: connect(folder / "chroma"), COLLECTION, folder, rows)


def fill_store(settings: Settings, folder: Path, rows: Sequence[Row], vectors: Sequence[Vector]) -> ChromaStore:
    """Store the vectors of a new generation.

    Raises:
        IndexUnavailableError: The server does not answer.
        StorageError: The folder cannot be written.
    """
    try:
        url = settings.chroma_url
        store = (
            open_store(settings, folder)
            if url
            else ChromaStore(lambda: _embedded(folder / "chroma"), COLLECTION, folder)
        )
        store.add(rows, vectors)
    except IndexUnavailableError as error:
        if url:
            raise
        raise StorageError("error.storage", path=folder, reason=error.values["reason"]) from error
    return store


def drop_store(settings: Settings, folder: Path) -> None:
    """Delete a generation and its vectors; what is already gone is no error.

    While a server does not answer the folder stays, so that a later sync still knows of the collection.
    """
    url = settings.chroma_url
    if url:
        try:
            from chromadb.errors import NotFoundError

            for field in FIELDS:
                with _asking(url), suppress(NotFoundError):
                    _server(url).delete_collection(f"{COLLECTION}-{folder.name}-{field}")
        except IndexUnavailableError:
            return
    shutil.rmtree(folder, ignore_errors=True)


def _embedded(folder: Path) -> Any:  # noqa: ANN401
    import chromadb

    settings = chromadb.Settings(anonymized_telemetry=False, is_persistent=True)
    return chromadb.PersistentClient(path=str(folder), settings=settings)


def _server(url: str) -> Any:  # noqa: ANN401
    import chromadb

    secure, _, address = url.rpartition("://")
    host, _, port = address.rstrip("/").partition(":")
    https = secure == "https"
    settings = chromadb.Settings(anonymized_telemetry=False)
    return chromadb.HttpClient(host=host, port=int(port or (443 if https else 80)), ssl=https, settings=settings)


def scratch_collection(name: str) -> Any:  # noqa: ANN401
    """Return an empty Chroma collection in memory, for measurements; each call makes another one."""
    import chromadb

    client = chromadb.EphemeralClient(settings=chromadb.Settings(anonymized_telemetry=False))
    return client.create_collection(
        f"{name}-{uuid4().hex}", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
