"""A database and the ways to it: reading, writing, and wiping what was deleted."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import ArgumentError, OperationalError

from assistant.storage.failures import explained
from kb.errors import StorageError

_PATIENCE_S = 10
"""How long one waits for another writer, and for a server to answer."""

_FORMS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class Database:
    """An SQLite file or a PostgreSQL server.

    Args:
        address: `sqlite:///<path>` or `postgresql://<user>:<password>@<host>/<name>`, or such an address in parts.
        patience_s: Seconds to wait for another writer, and for a server to answer.

    Raises:
        StorageError: The address is none, the folder cannot be made, or the driver is not installed.
    """

    def __init__(self, address: str | URL, *, patience_s: float = _PATIENCE_S) -> None:
        self.url = _url(address)
        self.is_file = self.url.get_backend_name() == "sqlite"
        self.engine = _file_engine(self.url, patience_s) if self.is_file else _server_engine(self.url, patience_s)

    @classmethod
    def in_folder(cls, folder: Path) -> "Database":
        """Return the SQLite file of a data folder."""
        return cls(URL.create("sqlite", database=str(folder / "conversations.sqlite")))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that reads."""
        with explained(self.url), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes: done whole when the block ends, not at all when it fails.

        Raises:
            StorageError: The database is locked, full, read-only, damaged or does not answer.
        """
        with explained(self.url), self.engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def upsert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Return an insert that knows what to do on conflict."""
        return sqlite.insert(table) if self.is_file else postgresql.insert(table)

    def wipe(self) -> None:
        """Let deleted text disappear from SQLite's log too; in the file itself `secure_delete` overwrites it at once.

        A reader may hold the log; then the next deletion, or the last one to close the file, empties it.
        """
        if not self.is_file:
            return
        with explained(self.url), closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def close(self) -> None:
        """Close all connections; the last to close an SQLite file folds its log into it."""
        self.engine.dispose()


def _url(address: str | URL) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise StorageError("error.database-address") from error
    form = _FORMS.get(url.get_backend_name())
    if form is None or (url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}):
        raise StorageError("error.database-address")
    return url.set(drivername=form)


def _file_engine(url: URL, patience_s: float) -> Engine:
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError("error.storage", path=folder, reason=error.strerror) from error
    engine = create_engine(url, connect_args={"timeout": patience_s})

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        # sqlite3 would begin transactions by itself, too late and never for a change of tables.
        connection.isolation_level = None
        # FULL: a turn that was acknowledged survives a power cut.
        for setting in ("secure_delete = ON", "foreign_keys = ON", "synchronous = FULL"):
            connection.execute(f"PRAGMA {setting}").close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # A writer asks for the lock at once and waits; one that first reads could only fail.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _server_engine(url: URL, patience_s: float) -> Engine:
    try:
        engine = create_engine(
            url,
            connect_args={"connect_timeout": max(2, round(patience_s))},
            # A server that was restarted meanwhile costs no question.
            pool_pre_ping=True,
        )
    except ImportError as error:
        raise StorageError("error.database-driver") from error

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _record: object) -> None:
        connection.cursor().execute(f"SET lock_timeout = '{round(patience_s * 1000)}ms'")
        connection.commit()

    @event.listens_for(engine, "handle_error")
    def failed(context: ExceptionContext) -> None:
        # A socket found closed in the middle of the ping still counts as open, and SQLAlchemy would pass the error on;
        # but whatever fails a ping is of no use.
        if context.is_pre_ping:
            context.is_disconnect = True

    return engine


def writes_ahead(database: Database) -> bool:
    """Tell whether readers and a writer of an SQLite file do not wait for each other; switch it on where it is off."""
    with explained(database.url), closing(database.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        try:
            (mode,) = cursor.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.Error as error:
            raise OperationalError("PRAGMA journal_mode", None, error) from error
        finally:
            cursor.close()
    return str(mode) == "wal"
