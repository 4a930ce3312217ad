"""Make the index equal to the files: plan, embed, build a generation, prove it, swap it in."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from ingest.adapter import Adapter, shipped_adapter, write_adapter
from ingest.background import background
from ingest.chunks import Chunk, Row, chunks
from ingest.embedding import NamedEmbeddings, open_embeddings
from ingest.files import storage
from ingest.generation import (
    ADAPTER,
    LEXICAL,
    Manifest,
    Pointer,
    finished,
    library_digest,
    new_name,
    read_manifest,
    read_pointer,
    read_rows,
    write_manifest,
    write_pointer,
    write_texts,
)
from ingest.index import open_index
from ingest.lexical import build_lexical
from ingest.plan import Plan, make_plan
from ingest.settings import Settings
from ingest.smoke import smoke
from ingest.store import drop_store, fill_store
from ingest.vectors import Vector, VectorCache
from kb.errors import IndexUnavailableError, LibraryError, StorageError
from kb.library import Library

STAGES = ("planned", "embedded", "texts", "lexical", "vectors", "proven", "swapped", "cleaned")
"""The stages of a sync, in order; one that dies after any of them leaves a serving index."""


@dataclass(frozen=True)
class SyncReport:
    """What a sync did."""

    plan: Plan
    embedded: int
    manifest: Manifest
    swapped: bool


def sync(
    settings: Settings,
    *,
    library: Library | None = None,
    embeddings: NamedEmbeddings | None = None,
    on_stage: Callable[[str], None] = lambda _: None,
    progress: Callable[[int], None] = lambda _: None,
) -> SyncReport:
    """Build a generation from the files and let it serve.

    Args:
        settings: Where files and index are.
        library: What to index; by default the files of the settings.
        embeddings: The engine; by default the one of the settings.
        on_stage: Told the name of each stage when it is done.
        progress: Told how many texts have been embedded so far.

    Raises:
        LibraryError: A file is broken, or none holds a published text; the index is not touched.
        IndexUnavailableError: The new generation did not answer its smoke questions; the old one serves on.
        StorageError: The folder is locked by another sync, read-only or full; the old generation serves on.
    """
    wanted = library or Library.load(settings.kb)
    with storage(settings.index):
        settings.index.mkdir(parents=True, exist_ok=True)
        lock = FileLock(settings.index / "sync.lock", timeout=0)
        try:
            with lock:
                return _sync(settings, wanted, embeddings or open_embeddings(settings), on_stage, progress)
        except Timeout as error:
            raise StorageError("error.sync-locked", path=settings.index) from error


def _sync(
    settings: Settings,
    library: Library,
    engine: NamedEmbeddings,
    on_stage: Callable[[str], None],
    progress: Callable[[int], None],
) -> SyncReport:
    wanted = chunks(library)
    if not wanted:
        raise LibraryError("error.library-missing", path=settings.kb)
    pointer = _pointer(settings)
    serving = read_manifest(settings.index / pointer.current) if pointer else None
    plan = make_plan(_rows(settings.index / serving.name) if serving else (), wanted)
    _clean(settings)
    on_stage("planned")
    adapter = shipped_adapter(engine.name)
    made_by = (library_digest(library), engine.name, adapter.digest if adapter else "")
    same = serving and (serving.library_digest, serving.embedding, serving.adapter) == made_by
    damaged = not serving or (same and not _opens(settings, engine))
    if serving and same and not damaged and not plan.changes:
        return SyncReport(plan=plan, embedded=0, manifest=serving, swapped=False)
    cache = VectorCache(engine, settings.data / "vectors")
    vectors = cache.of(wanted, progress)
    vectors = adapter.of(wanted, vectors) if adapter else vectors
    on_stage("embedded")
    folder = settings.index / new_name()
    try:
        manifest = _build(settings, folder, library, wanted, vectors, (engine, adapter), on_stage)
        before = _pointer(settings)  # read again: a rollback may have come in between
        served = (before.current, before.previous) if before else ()
        useful = [name for name in served if name and not (damaged and pointer and name == pointer.current)]
        write_pointer(settings.index, Pointer(current=folder.name, previous=useful[0] if useful else None))
    except BaseException:
        if (now := _pointer(settings)) is None or now.current != folder.name:
            drop_store(settings, folder)
        raise
    on_stage("swapped")
    _clean(settings)
    on_stage("cleaned")
    return SyncReport(plan=plan, embedded=cache.embedded, manifest=manifest, swapped=True)


def _build(
    settings: Settings,
    folder: Path,
    library: Library,
    wanted: tuple[Chunk, ...],
    vectors: list[Vector],
    made_by: tuple[NamedEmbeddings, Adapter | None],
    on_stage: Callable[[str], None],
) -> Manifest:
    engine, adapter = made_by
    rows = [Row.of(chunk) for chunk in wanted]
    folder.mkdir()
    write_texts(folder, library, wanted)
    if adapter:
        write_adapter(folder / ADAPTER, adapter)
    on_stage("texts")
    build_lexical(folder / LEXICAL, wanted)
    on_stage("lexical")
    store = fill_store(settings, folder, rows, vectors)
    on_stage("vectors")
    smoke(folder / LEXICAL, store, wanted, rows, vectors)
    manifest = write_manifest(folder, library, wanted, engine, adapter, background(wanted, vectors))
    on_stage("proven")
    return manifest


def _pointer(settings: Settings) -> Pointer | None:
    """Return the pointer; None also when it is damaged, for a sync then writes a new one."""
    try:
        return read_pointer(settings.index)
    except IndexUnavailableError:
        return None


def _rows(folder: Path) -> tuple[Row, ...]:
    """Return the rows of a generation; none when they are damaged, for all is then to be added."""
    try:
        return read_rows(folder)
    except IndexUnavailableError:
        return ()


def _opens(settings: Settings, engine: NamedEmbeddings) -> bool:
    """Tell whether the generation that serves is whole; a damaged one is built anew from the same files."""
    try:
        index = open_index(settings, engine)
        index.store.nearest(np.ones(engine.dimension, dtype=np.float32), "text", index.rows[0].first, 1)
    except IndexUnavailableError:
        return False
    return True


def _clean(settings: Settings) -> None:
    """Remove what an interrupted sync left, and generations beyond those to keep.

    The serving generation and the one before come first, then older ones; what is newer has never served.
    """
    kept = finished(settings.index)
    with suppress(IndexUnavailableError):  # nobody knows which served: keep the newest
        pointer = read_pointer(settings.index)
        named = (pointer.current, pointer.previous) if pointer else ()
        older = (name for name in kept if pointer and name < pointer.current)
        kept = tuple(dict.fromkeys(name for name in (*named, *older) if name))
    kept = kept[: settings.keep]
    for path in settings.index.iterdir():
        if path.is_dir() and path.name not in kept:
            drop_store(settings, path)
        elif path.name.startswith("."):  # half a file
            path.unlink(missing_ok=True)


def rollback(settings: Settings) -> Manifest:
    """Let the generation before serve again.

    Raises:
        IndexUnavailableError: There is none.
    """
    with storage(settings.index):
        pointer = read_pointer(settings.index)
        manifest = read_manifest(settings.index / pointer.previous) if pointer and pointer.previous else None
        if pointer is None or manifest is None:
            raise IndexUnavailableError("error.no-previous", path=settings.index)
        write_pointer(settings.index, Pointer(current=manifest.name, previous=pointer.current))
        return manifest
