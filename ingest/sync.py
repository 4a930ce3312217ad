"""Make the index equal to the files: plan, embed, build a generation, prove it, swap it in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.chunks import Chunk, Row, chunks
from ingest.embedding import NamedEmbeddings, open_embeddings
from ingest.files import storage
from ingest.generation import (
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
from ingest.lexical import build_lexical
from ingest.plan import Plan, make_plan
from ingest.settings import Settings
from ingest.smoke import smoke
from ingest.store import drop_store, open_store
from ingest.vectors import VectorCache
from kb.errors import IndexUnavailableError, StorageError
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
    embeddings: NamedEmbeddings | None = None,
    on_stage: Callable[[str], None] = lambda _: None,
    progress: Callable[[int], None] = lambda _: None,
) -> SyncReport:
    """Build a generation from the files and let it serve.

    Args:
        settings: Where files and index are.
        embeddings: The engine; by default the one of the settings.
        on_stage: Told the name of each stage when it is done.
        progress: Told how many texts have been embedded so far.

    Raises:
        LibraryError: A file is broken; the index is not touched.
        IndexUnavailableError: The new generation did not answer its smoke questions; the old one serves on.
        StorageError: The folder is locked by another sync, read-only or full; the old generation serves on.
    """
    library = Library.load(settings.kb)
    with storage(settings.index):
        settings.index.mkdir(parents=True, exist_ok=True)
        lock = FileLock(settings.index / "sync.lock", timeout=0)
        try:
            with lock:
                return _sync(settings, library, embeddings or open_embeddings(settings), on_stage, progress)
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
    serving = _serving(settings)
    old_rows = read_rows(settings.index / serving.name) if serving else ()
    plan = make_plan(old_rows, wanted)
    _clean(settings)
    on_stage("planned")
    same = serving and serving.library_digest == library_digest(library) and serving.embedding == engine.name
    if serving and same and not plan.changes:
        return SyncReport(plan=plan, embedded=0, manifest=serving, swapped=False)
    cache = VectorCache(engine, settings.data / "vectors")
    vectors = cache.of(wanted, progress)
    on_stage("embedded")
    folder = settings.index / new_name()
    try:
        manifest = _build(settings, folder, library, wanted, vectors, engine, on_stage)
        pointer = read_pointer(settings.index)
        write_pointer(settings.index, Pointer(current=folder.name, previous=pointer.current if pointer else None))
    except BaseException:
        drop_store(settings, folder)
        raise
    on_stage("swapped")
    _clean(settings)
    on_stage("cleaned")
    return SyncReport(plan=plan, embedded=cache.embedded, manifest=manifest, swapped=True)


def _build(  # noqa: PLR0913, PLR0917 - one call, the parts of a generation
    settings: Settings,
    folder: Path,
    library: Library,
    wanted: tuple[Chunk, ...],
    vectors: list,  # type: ignore[type-arg]
    engine: NamedEmbeddings,
    on_stage: Callable[[str], None],
) -> Manifest:
    rows = [Row.of(chunk) for chunk in wanted]
    folder.mkdir()
    write_texts(folder, library, wanted)
    on_stage("texts")
    build_lexical(folder / LEXICAL, wanted)
    on_stage("lexical")
    store = open_store(settings, folder)
    store.add(rows, vectors)
    on_stage("vectors")
    smoke(folder / LEXICAL, store, wanted, rows, vectors)
    manifest = write_manifest(folder, library, wanted, engine.name, engine.dimension)
    on_stage("proven")
    return manifest


def _serving(settings: Settings) -> Manifest | None:
    try:
        pointer = read_pointer(settings.index)
    except IndexUnavailableError:
        return None
    return read_manifest(settings.index / pointer.current) if pointer else None


def _clean(settings: Settings) -> None:
    """Remove what an interrupted sync left, and finished generations beyond those to keep."""
    try:
        pointer = read_pointer(settings.index)
    except IndexUnavailableError:
        pointer = None
    named = {pointer.current, pointer.previous} if pointer else set()
    kept = set(finished(settings.index)[: settings.keep]) | named
    for folder in settings.index.iterdir():
        if folder.is_dir() and folder.name not in kept:
            drop_store(settings, folder)


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


