"""A generation: one complete index in a folder of its own, and the pointer that says which one serves."""

import hashlib
import json
import secrets
from datetime import UTC, date, datetime
from pathlib import Path

from ingest.adapter import Adapter
from ingest.chunks import Chunk, Row
from ingest.embedding import NamedEmbeddings
from ingest.files import write_text
from kb.errors import IndexUnavailableError
from kb.library import Library
from kb.model import Frozen, SectionAddress

POINTER = "current.json"
MANIFEST = "manifest.json"
LIBRARY = "library.json"
ROWS = "rows.json"
LEXICAL = "lexical"
ADAPTER = "adapter.npz"
FORMAT = 5
"""Raised when an index made by older code can no longer be read: the next sync then builds anew."""


class Background(Frozen):
    """The cosines between a question and what does not answer it, and between a question and what does.

    Engines squeeze their cosines differently, and a learned map spreads them; held against both, a similarity means the
    same with any of them.

    Attributes:
        mean: Mean cosine with the rows of other documents.
        right: Mean cosine with the nearest row of the question's own section.
    """

    mean: float
    right: float

    def standard(self, cosine: float) -> float:
        """Return where a cosine lies: 0 at what does not answer, 1 at what does."""
        return (cosine - self.mean) / max(self.right - self.mean, _LEAST_SPAN)


_LEAST_SPAN = 1e-3
"""An engine that tells nothing apart divides by no zero."""


class Manifest(Frozen):
    """What a generation is made of. It is written last: a folder without it was never finished.

    Attributes:
        adapter: Digest of the learned map that its vectors went through; empty without one.
        background: `<language of the question>-<field it is held against>`, such as `zh-text`.
    """

    name: str
    format: int
    created: datetime
    library_digest: str
    embedding: str
    adapter: str
    dimension: int
    documents: int
    versions: int
    sections: int
    chunks: int
    background: dict[str, Background]


class Pointer(Frozen):
    """Which generation serves, and which served before it."""

    current: str
    previous: str | None = None


def new_name() -> str:
    """Return a name that sorts by time, to the microsecond, and is never used twice."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{secrets.token_hex(2)}"


def library_digest(library: Library) -> str:
    """Return the digest of everything in a library."""
    return hashlib.sha256(library.model_dump_json().encode()).hexdigest()


def read_pointer(index: Path) -> Pointer | None:
    """Return the pointer; None before the first sync.

    Raises:
        IndexUnavailableError: The pointer cannot be understood.
    """
    path = index / POINTER
    try:
        return Pointer.model_validate_json(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise IndexUnavailableError("error.index-broken", path=path) from error


def write_pointer(index: Path, pointer: Pointer) -> None:
    """Let a generation serve, in one step."""
    write_text(index / POINTER, pointer.model_dump_json())


def read_manifest(folder: Path) -> Manifest | None:
    """Return a generation's manifest; None when it was never finished or was made by other code."""
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if manifest.format == FORMAT else None


def write_texts(folder: Path, library: Library, chunks: tuple[Chunk, ...]) -> None:
    """Write the library and the rows as they are served, so that an edited file changes no running answer."""
    write_text(folder / LIBRARY, library.model_dump_json())
    write_text(folder / ROWS, _rows_as_json(chunks))


def read_library(folder: Path) -> Library:
    """Return the library that a generation serves.

    Raises:
        IndexUnavailableError: Its file is missing or damaged.
    """
    try:
        return Library.model_validate_json((folder / LIBRARY).read_bytes())
    except (OSError, ValueError) as error:
        raise IndexUnavailableError("error.index-broken", path=folder / LIBRARY) from error


def _rows_as_json(chunks: tuple[Chunk, ...]) -> str:
    """Write addresses once and rows as plain lists: a cold start reads thousands of them."""
    places = {address: place for place, address in enumerate(dict.fromkeys(chunk.address for chunk in chunks))}
    addresses = [[a.document, a.version.isoformat(), a.anchor] for a in places]
    rows = [[c.id, places[c.address], c.lang, c.field, c.first, c.last, c.digest] for c in chunks]
    return json.dumps({"addresses": addresses, "rows": rows}, ensure_ascii=False)


def _rows_from_json(text: bytes) -> tuple[Row, ...]:
    held = json.loads(text)
    addresses = [
        SectionAddress(document, date.fromisoformat(day), anchor) for document, day, anchor in held["addresses"]
    ]
    return tuple(Row(row, addresses[place], *rest) for row, place, *rest in held["rows"])


def read_rows(folder: Path) -> tuple[Row, ...]:
    """Return the rows of a generation, in the order of its lexical index.

    Raises:
        IndexUnavailableError: Their file is missing or damaged.
    """
    try:
        return _rows_from_json((folder / ROWS).read_bytes())
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise IndexUnavailableError("error.index-broken", path=folder / ROWS) from error


def write_manifest(
    folder: Path,
    library: Library,
    chunks: tuple[Chunk, ...],
    engine: NamedEmbeddings,
    adapter: Adapter | None,
    background: dict[str, Background],
) -> Manifest:
    """Finish a generation."""
    published = library.published
    manifest = Manifest(
        name=folder.name,
        format=FORMAT,
        created=datetime.now(UTC),
        library_digest=library_digest(library),
        embedding=engine.name,
        adapter=adapter.digest if adapter else "",
        dimension=engine.dimension,
        documents=len({version.document for version in published}),
        versions=len({(version.document, version.day) for version in published}),
        sections=len({chunk.address for chunk in chunks}),
        chunks=len(chunks),
        background=background,
    )
    write_text(folder / MANIFEST, json.dumps(manifest.model_dump(mode="json"), indent=2))
    return manifest


def finished(index: Path) -> tuple[str, ...]:
    """Return the names of all finished generations, newest first."""
    if not index.is_dir():
        return ()
    return tuple(sorted((f.name for f in index.iterdir() if f.is_dir() and read_manifest(f)), reverse=True))
