"""Writing so that a reader sees the old file or the new one, never half of one."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import StorageError


@contextmanager
def storage(path: Path) -> Iterator[None]:
    """Turn what the file system refuses into an error that says what to do.

    Raises:
        StorageError: The path cannot be read or written.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise StorageError("error.storage", path=error.filename or path, reason=reason) from error


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place, force it to disk, then put it in place in one step.

    Args:
        path: The file to replace.
        write: Writes the file at the path it is given.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(temporary)
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Replace a text file in one step."""

    def write(temporary: Path) -> None:
        temporary.write_text(text, encoding="utf-8")

    replace_file(path, write)
