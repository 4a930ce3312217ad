"""An open generation: what searches run on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.adapter import Adapter, Matrix, read_adapter
from ingest.chunks import Field, Row
from ingest.embedding import NamedEmbeddings, engine_name, open_embeddings
from ingest.generation import (
    ADAPTER,
    LEXICAL,
    Manifest,
    read_library,
    read_manifest,
    read_pointer,
    read_rows,
)
from ingest.lexical import LexicalIndex, open_lexical
from ingest.places import Places
from ingest.settings import Settings
from ingest.store import VectorStore, open_store
from kb.errors import IndexUnavailableError
from kb.library import Library


@dataclass(frozen=True, eq=False)
class Index:
    """One generation, opened. All parts stem from the same sync; one is only ever equal to itself.

    Attributes:
        adapter: The learned map that its vectors went through; it keeps its own copy.
    """

    manifest: Manifest
    library: Library
    rows: tuple[Row, ...]
    lexical: dict[Field, LexicalIndex]
    store: VectorStore
    embeddings: NamedEmbeddings
    adapter: Adapter | None = None

    def embed(self, questions: Sequence[str]) -> Matrix:
        """Return the vectors of questions as this generation is searched by them, one a row, each of length 1."""
        vectors = np.array([self.embeddings.embed_query(question) for question in questions], dtype=np.float32)
        return self.adapter.questions(vectors) if self.adapter else vectors

    @property
    def places(self) -> Places:
        """The sections by number."""
        return self.lexical["text"].places


def open_index(settings: Settings, embeddings: NamedEmbeddings | None = None) -> Index:
    """Open the generation that serves.

    Args:
        settings: Where it is.
        embeddings: The engine, when one is already loaded.

    Raises:
        IndexUnavailableError: There is none, it is broken, or another embedding model made it.
    """
    pointer = read_pointer(settings.index)
    if pointer is None:
        raise IndexUnavailableError("error.index-missing", path=settings.index)
    folder = settings.index / pointer.current
    manifest = read_manifest(folder)
    if manifest is None:
        raise IndexUnavailableError("error.index-broken", path=folder)
    # The name first: another model may take minutes to load, or have to be fetched, only to be refused.
    name = embeddings.name if embeddings else engine_name(settings)
    if manifest.embedding != name:
        raise IndexUnavailableError("error.index-embedding", indexed=manifest.embedding, set=name)
    library, rows = read_library(folder), read_rows(folder)
    lexical = open_lexical(folder / LEXICAL, rows)
    store = open_store(settings, folder, rows)
    if not len(rows) == store.count() == manifest.chunks:
        raise IndexUnavailableError("error.index-broken", path=folder)
    engine = embeddings or open_embeddings(settings)
    adapter = read_adapter(folder / ADAPTER) if manifest.adapter else None
    return Index(manifest, library, rows, lexical, store, engine, adapter)
