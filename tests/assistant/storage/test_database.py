"""What goes wrong with a database is a clear error, in both languages, and nothing that was saved is lost."""

import os
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asking import made_answer
from sqlalchemy import URL, event, text

from assistant.conversations import Exchange, new_owner
from assistant.storage import Database, Storage, open_storage
from ingest.settings import Settings
from kb.errors import StorageError
from kb.messages import LANGS

ANN = new_owner()
NOBODY = 65534
EXCHANGE = Exchange("问题", made_answer())


def fails(action: Callable[[], object], key: str, *told: str) -> StorageError:
    """Make sure that an action fails with one clear line in each language."""
    with pytest.raises(StorageError) as caught:
        action()
    assert caught.value.key == key, caught.value
    for lang in LANGS:
        message = caught.value.message(lang)
        assert "\n" not in message
        for part in told:
            assert part in message
    return caught.value


def made(**changes: object) -> Settings:
    return Settings(_env_file=None, **changes)  # type: ignore[arg-type]


@pytest.fixture
def plain_folder() -> Iterator[Path]:
    """A folder that every user of the machine may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def as_nobody() -> Iterator[Callable[[], None]]:
    """Go on as a user whom permissions hold back."""
    me = os.geteuid()
    yield lambda: os.seteuid(NOBODY) if me == 0 else None
    os.seteuid(me)


def test_without_a_setting_an_sqlite_file_in_the_data_folder_serves(tmp_path: Path):
    storage = open_storage(made(data=tmp_path / "new" / "data %20?#"))
    storage.conversations.add(ANN, "c", EXCHANGE)
    assert (tmp_path / "new" / "data %20?#" / "conversations.sqlite").exists()


def test_the_database_that_the_settings_name_serves(address: URL, tmp_path: Path):
    named = address.set(drivername=address.get_backend_name()).render_as_string(hide_password=False)
    settings = made(data=tmp_path / "none", database=named)
    storage = open_storage(settings)
    storage.conversations.add(ANN, "c", EXCHANGE)
    storage.database.close()
    assert open_storage(settings).conversations.read(ANN, "c") == (EXCHANGE,)
    assert not (tmp_path / "none").exists()


def test_sqlite_is_set_so_that_nothing_is_lost_or_left(tmp_path: Path):
    storage = Storage.on(Database.in_folder(tmp_path))
    with storage.database.reading() as connection:
        for setting, value in (("journal_mode", "wal"), ("secure_delete", 1), ("foreign_keys", 1), ("synchronous", 2)):
            assert connection.exec_driver_sql(f"PRAGMA {setting}").scalar() == value, setting
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 10_000


@pytest.mark.parametrize(
    "address", ["nonsense", "mysql://u:secret@h/d", "sqlite://", "sqlite:///:memory:", "postgresql://u:p@h:port/d"]
)
def test_an_address_that_is_none_is_a_clear_error_and_is_not_repeated(address: str):
    error = fails(lambda: Database(address), "error.database-address", "NEWTRADE_DATABASE")
    assert "secret" not in str(error)


def test_settings_that_are_printed_do_not_show_the_password():
    assert "secret" not in repr(made(database="postgresql://u:secret@h/d"))


def test_a_server_that_does_not_answer_is_a_clear_error_without_the_password():
    database = Database("postgres://ann:secret@127.0.0.1:1/trade?sslpassword=hidden", patience_s=2)
    error = fails(lambda: Storage.on(database), "error.database-unreachable", "127.0.0.1:1/trade", "ann")
    assert "secret" not in str(error)
    assert "hidden" not in str(error)


def test_a_driver_that_is_not_installed_is_a_clear_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    fails(lambda: Database("postgresql://u@h/d"), "error.database-driver", "newtrade[postgres]")


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path):
    (tmp_path / "file").write_text("")
    fails(lambda: Database.in_folder(tmp_path / "file" / "data"), "error.storage", "file")


def test_a_damaged_file_is_a_clear_error_and_is_not_touched(tmp_path: Path):
    path = tmp_path / "conversations.sqlite"
    path.write_bytes(b"this is no database" * 100)
    fails(lambda: Storage.on(Database.in_folder(tmp_path)), "error.database-damaged", "conversations.sqlite")
    assert path.read_bytes() == b"this is no database" * 100


def test_a_folder_without_permission_is_a_clear_error(plain_folder: Path, as_nobody: Callable[[], None]):
    plain_folder.chmod(0o555)
    as_nobody()
    fails(lambda: Storage.on(Database.in_folder(plain_folder)), "error.database-read-only", "conversations.sqlite")


def test_a_file_that_may_only_be_read_is_still_read(plain_folder: Path, as_nobody: Callable[[], None]):
    storage = Storage.on(Database.in_folder(plain_folder))
    storage.conversations.add(ANN, "c", EXCHANGE)
    for path in plain_folder.iterdir():
        path.chmod(0o444)
    plain_folder.chmod(0o555)
    as_nobody()
    other = Storage.on(Database.in_folder(plain_folder))
    assert other.conversations.read(ANN, "c") == (EXCHANGE,)
    for action in (
        lambda: other.conversations.add(ANN, "c", EXCHANGE),
        lambda: other.conversations.delete(ANN, "c"),
        lambda: other.gaps.send("问题", made_answer()),
    ):
        fails(action, "error.database-read-only", "conversations.sqlite")
    other.database.close()


def test_a_full_disk_is_a_clear_error_and_loses_nothing(tmp_path: Path):
    storage = Storage.on(Database.in_folder(tmp_path))
    storage.conversations.add(ANN, "c", EXCHANGE)
    storage.database.close()

    @event.listens_for(storage.database.engine, "connect")
    def full(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # what SQLite has, and no page more

    big = Exchange("问" * 100_000, made_answer())
    fails(lambda: storage.conversations.add(ANN, "c", big), "error.database-full", "conversations.sqlite")
    assert storage.conversations.read(ANN, "c") == (EXCHANGE,)
    again = Storage.on(Database.in_folder(tmp_path))
    again.conversations.add(ANN, "c", big)
    assert again.conversations.read(ANN, "c") == (EXCHANGE, big)


def test_a_writer_waits_for_another_and_then_saves(address: URL):
    storage = Storage.on(Database(address))
    storage.conversations.add(ANN, "c", EXCHANGE)
    held, done = threading.Event(), []

    def hold() -> None:
        with storage.database.writing() as connection:
            connection.execute(text("UPDATE conversations SET title = 'x'"))
            held.set()
            time.sleep(0.5)
            done.append("held")

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    storage.conversations.add(ANN, "c", EXCHANGE)
    assert done == ["held"]
    thread.join()
    assert len(storage.conversations.read(ANN, "c")) == 2
    storage.database.close()


def test_a_database_that_stays_locked_is_a_clear_error_and_can_still_be_read(address: URL):
    storage = Storage.on(Database(address))
    impatient = Storage.on(Database(address, patience_s=0.2))
    storage.conversations.add(ANN, "c", EXCHANGE)
    with storage.database.writing() as connection:
        connection.execute(text("UPDATE conversations SET title = 'x'"))
        fails(lambda: impatient.conversations.add(ANN, "c", EXCHANGE), "error.database-locked")
        assert impatient.conversations.read(ANN, "c") == (EXCHANGE,)
    impatient.conversations.add(ANN, "c", EXCHANGE)
    assert len(storage.conversations.read(ANN, "c")) == 2
    for opened in (storage, impatient):
        opened.database.close()


def test_a_server_that_takes_no_writes_is_a_clear_error(postgres: URL):
    Storage.on(Database(postgres)).database.close()
    options = f"{postgres.query['options']} -cdefault_transaction_read_only=on"
    storage = Storage.on(Database(postgres.update_query_dict({"options": options})))
    fails(lambda: storage.conversations.add(ANN, "c", EXCHANGE), "error.database-read-only", "127.0.0.1")
    assert storage.conversations.read(ANN, "c") == ()
    storage.database.close()


def test_connections_that_the_server_has_cut_cost_no_question(postgres: URL, server: URL):
    storage = Storage.on(Database(postgres.update_query_dict({"application_name": "to-be-cut"})))
    storage.conversations.add(ANN, "c", EXCHANGE)
    other = Database(server)
    with other.writing() as connection:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'to-be-cut'"
        assert connection.execute(text(cut)).scalars().all() == [True]
    storage.conversations.add(ANN, "c", EXCHANGE)
    assert len(storage.conversations.read(ANN, "c")) == 2
    for database in (storage.database, other):
        database.close()


def test_a_connection_that_fails_its_ping_in_any_way_costs_no_question(postgres: URL, monkeypatch: pytest.MonkeyPatch):
    storage = Storage.on(Database(postgres))
    storage.conversations.add(ANN, "c", EXCHANGE)
    dialect = storage.database.engine.dialect
    ping, failures = dialect.do_ping, [dialect.loaded_dbapi.ProgrammingError("can't change 'autocommit' now")]

    def failing(connection: object) -> bool:
        if failures:
            raise failures.pop()
        return ping(connection)

    monkeypatch.setattr(dialect, "do_ping", failing)
    storage.conversations.add(ANN, "c", EXCHANGE)
    assert not failures
    assert len(storage.conversations.read(ANN, "c")) == 2
    storage.database.close()
