"""An embedded Chroma opened for reading: its engine without its Python client.

`chromadb.PersistentClient` hands every call on to `chromadb_rust_bindings`, the engine that comes with it. Importing
the client also imports what servers and telemetry need, and took half of a cold start. Writing, and a server, are the
client's; and where the engine is called otherwise than here (a later Chroma), so is reading.
"""

import json
from pathlib import Path
from typing import Any

_TENANT = "default_tenant"
_DATABASE = "default_database"
_FILES = 1000
"""Graphs kept open at the most, which is files over five; a generation has two."""

_CALLED = {
    "count": "($self, collection_id, tenant=..., database=...)",
    "get_collection": "($self, name, tenant, database)",
    "query": "($self, collection_id, ids, query_embeddings, n_results, where=..., where_document=None, include=...,"
    " tenant=..., database=...)",
}
"""How the engine is called here."""


class ReadCollection:
    """One collection, by the names that Chroma's own has for the same.

    Args:
        engine: Chroma's engine.
        name: Name of the collection.
    """

    def __init__(self, engine: Any, name: str) -> None:  # noqa: ANN401 - the engine ships no types
        self._engine = engine
        self._id = str(engine.get_collection(name, _TENANT, _DATABASE).id)

    def count(self) -> int:
        """Return how many vectors it holds."""
        return int(self._engine.count(self._id, _TENANT, _DATABASE))

    def query(self, *, query_embeddings: list[Any], n_results: int, where: Any, include: list[str]) -> dict[str, Any]:  # noqa: ANN401
        """Return the nearest, best first: ids and distances, a list for each vector asked with."""
        only = json.dumps(where) if where else None
        found = self._engine.query(self._id, None, query_embeddings, n_results, only, None, include, _TENANT, _DATABASE)
        return {"ids": found.ids, "distances": found.distances}


class ReadingClient:
    """The collections of a folder.

    Args:
        folder: What `chromadb.PersistentClient` made.

    Raises:
        FileNotFoundError: There is no such store; the engine would make an empty one.
    """

    def __init__(self, folder: Path) -> None:
        import chromadb_rust_bindings as chroma

        file = folder / "chroma.sqlite3"
        file.stat()
        self._engine = chroma.Bindings(
            allow_reset=False,
            sqlite_db_config=chroma.SqliteDBConfig(
                hash_type=chroma.MigrationHash.MD5, migration_mode=chroma.MigrationMode.Apply, url=str(file)
            ),
            persist_path=str(folder),
            hnsw_cache_size=_FILES,
        )

    def get_or_create_collection(self, name: str, **_: object) -> ReadCollection:
        """Return a collection, which is there: nothing is made by reading."""
        return ReadCollection(self._engine, name)


def fits() -> bool:
    """Tell whether the engine that is installed is called as it is here."""
    try:
        from chromadb_rust_bindings import Bindings
    except ImportError:
        return False
    return all(
        getattr(getattr(Bindings, name, None), "__text_signature__", "") == form for name, form in _CALLED.items()
    )
