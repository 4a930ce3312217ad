"""Bring a database to the tables of today: at every start, by one process at a time, whole or not at all."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout
from sqlalchemy import text

from assistant.storage.database import Database, writes_ahead
from assistant.storage.failures import place
from kb.errors import StorageError

MIGRATIONS = Path(__file__).with_name("migrations")

_PATIENCE_S = 300
"""How long one waits for another process that migrates."""

_ADVISORY_LOCK = 7_010_731
"""Any number of our own: the name of the lock on a PostgreSQL server."""

# Alembic keeps what it is doing in module variables.
_ONE_THREAD = threading.Lock()


def migrate(database: Database) -> None:
    """Bring a database to the newest tables; nothing happens where it has them.

    All steps are one transaction: where one fails, or the process dies, the database stays as it was.

    Raises:
        StorageError: The database cannot be changed, or a newer release of NewTrade has written it.
    """
    with _ONE_THREAD:
        scripts = ScriptDirectory(str(MIGRATIONS))
        if _is_new(database, scripts):
            return
        with _alone(database):
            if database.is_file:
                writes_ahead(database)
            with database.writing() as connection:
                if not database.is_file:
                    connection.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE_S}s'"))
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
                config = Config()
                config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
                config.attributes["connection"] = connection
                command.upgrade(config, "head")


def _is_new(database: Database, scripts: ScriptDirectory) -> bool:
    with database.reading() as connection:
        present = set(MigrationContext.configure(connection).get_current_heads())
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar() if database.is_file else "wal"
    unknown = present - {str(script.revision) for script in scripts.walk_revisions()}
    if unknown:
        raise StorageError("error.database-newer", path=place(database.url), version=min(unknown))
    return present == set(scripts.get_heads()) and mode == "wal"


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """Keep other processes out; on a server the transaction itself does, by an advisory lock."""
    if not database.is_file:
        yield
        return
    path = f"{database.url.database}.lock"
    try:
        with FileLock(path, timeout=_PATIENCE_S):
            yield
    except Timeout as error:
        raise StorageError("error.database-locked", path=path, reason="lock") from error
    except OSError as error:
        raise StorageError("error.database-read-only", path=path, reason=error.strerror) from error
