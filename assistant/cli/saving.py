"""Files that commands write."""

from pathlib import Path

import typer

from kb.errors import NewTradeError
from kb.messages import Lang, say


def save(path: Path, data: bytes, lang: Lang) -> None:
    """Write a file and say so on standard error, where it does not mix with what is printed.

    Raises:
        NewTradeError: The file cannot be written.
    """
    try:
        path.write_bytes(data)
    except OSError as error:
        raise NewTradeError("error.export-file", path=path, reason=error.strerror) from error
    typer.echo(say("cli.written", lang, path=path), err=True)
