"""What a database says when it fails, as an error that tells a person what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from kb.errors import StorageError

_SQLITE = {
    "SQLITE_BUSY": "error.database-locked",
    "SQLITE_LOCKED": "error.database-locked",
    "SQLITE_FULL": "error.database-full",
    "SQLITE_READONLY": "error.database-read-only",
    "SQLITE_CANTOPEN": "error.database-read-only",
    "SQLITE_PERM": "error.database-read-only",
    "SQLITE_NOTADB": "error.database-damaged",
    "SQLITE_CORRUPT": "error.database-damaged",
}
_POSTGRES = {
    "53100": "error.database-full",
    "25006": "error.database-read-only",
    "55P03": "error.database-locked",
    "40P01": "error.database-locked",
}


def place(url: URL) -> str:
    """Return where a database is, without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.set(query={}).render_as_string(hide_password=True)


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn a failure of the database into a `StorageError`."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        # No line at all is a failure, too: psycopg's timeout says nothing.
        reason = next(iter(str(cause).splitlines()), type(cause).__name__)
        raise StorageError(_key(cause), path=place(url), reason=reason) from error


def _key(cause: BaseException) -> str:
    name = getattr(cause, "sqlite_errorname", None)
    if isinstance(name, str):
        # Extended names such as SQLITE_READONLY_DBMOVED begin with the plain one.
        return next((key for plain, key in _SQLITE.items() if name.startswith(plain)), "error.database")
    if type(cause).__module__.startswith("psycopg"):
        state = getattr(cause, "sqlstate", None)
        lost = type(cause).__name__ == "OperationalError" and (state is None or state.startswith(("08", "57P", "28")))
        return "error.database-unreachable" if lost else _POSTGRES.get(state or "", "error.database")
    return "error.database"
