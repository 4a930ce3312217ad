"""Every database comes to the tables of today: new ones, those of release 0.1.0, and several processes at once."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from asking import made_answer
from sqlalchemy import URL, text

from assistant.conversations import new_owner
from assistant.storage import Database, Storage
from assistant.storage.migrate import migrate
from assistant.storage.tables import METADATA
from ingest.settings import PROJECT
from kb.errors import StorageError

ANN = new_owner()
OLD = """
CREATE TABLE turns (
    id INTEGER NOT NULL, conversation VARCHAR(64) NOT NULL, asked_at DATETIME NOT NULL,
    question TEXT NOT NULL, answer TEXT NOT NULL{more}, PRIMARY KEY (id)
);
CREATE INDEX ix_turns_conversation ON turns (conversation);
"""


def old_answer(question: str | None = "9710要备案吗？") -> str:
    """Return an answer as release 0.1.0 wrote it."""
    fields = json.loads(made_answer().model_dump_json())
    return json.dumps(fields if question is None else {**fields, "question": question}, ensure_ascii=False)


def old_file(folder: Path, rows: list[tuple[str, ...]], more: str = "") -> Path:
    """Make a file as release 0.1.0 left it; `more` is a further column."""
    path = folder / "conversations.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(OLD.format(more=more))
    marks = ", ".join("?" * len(rows[0]))
    names = "conversation, asked_at, question, answer" + (", understood" if more else "")
    connection.executemany(f"INSERT INTO turns ({names}) VALUES ({marks})", rows)
    connection.commit()
    connection.close()
    return path


def when(minute: int) -> str:
    return f"2026-05-01 08:{minute:02}:00.000000"


def old_rows(path: Path, table: str = "turns") -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


def test_the_revisions_make_exactly_the_tables_that_the_code_uses(storage: Storage):
    with storage.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_conversations_of_release_0_1_0_are_taken_over(tmp_path: Path):
    rows = [
        ("talk", when(1), "那9710呢？", old_answer()),
        ("other", when(2), "C:\\x", old_answer("")),
        ("talk", when(3), "二", old_answer("二？")),
    ]
    old_file(tmp_path, rows)
    storage = Storage.on(Database.in_folder(tmp_path))
    assert storage.conversations.list(ANN) == ()
    assert storage.conversations.open(ANN, "talk")
    assert [(e.question, e.understood, e.number) for e in storage.conversations.read(ANN, "talk")] == [
        ("那9710呢？", "9710要备案吗？", 0),
        ("二", "二？", 1),
    ]
    assert storage.conversations.read(ANN, "talk")[0].answer == made_answer()
    (listed,) = storage.conversations.list(ANN)
    assert listed.started_at == datetime(2026, 5, 1, 8, 1, tzinfo=UTC)
    assert listed.last_at == datetime(2026, 5, 1, 8, 3, tzinfo=UTC)
    assert storage.conversations.open(ANN, "other")
    assert storage.conversations.read(ANN, "other")[0].question == "C:\\x"


def test_who_first_opens_a_conversation_of_release_0_1_0_owns_it(tmp_path: Path):
    old_file(tmp_path, [("talk", when(1), "一", old_answer())])
    storage = Storage.on(Database.in_folder(tmp_path))
    assert storage.conversations.read(ANN, "talk") == ()
    assert storage.conversations.open(ANN, "talk")
    ben = new_owner()
    assert not storage.conversations.open(ben, "talk")
    assert storage.conversations.read(ben, "talk") == ()
    assert len(storage.conversations.read(ANN, "talk")) == 1


def test_a_file_that_knew_the_column_understood_keeps_what_stands_there(tmp_path: Path):
    rows = [("talk", when(1), "一", old_answer(None), "一？"), ("talk", when(2), "二", old_answer("旧"), "")]
    old_file(tmp_path, rows, more=", understood TEXT NOT NULL")
    storage = Storage.on(Database.in_folder(tmp_path))
    storage.conversations.open(ANN, "talk")
    assert [e.understood for e in storage.conversations.read(ANN, "talk")] == ["一？", "旧"]


def test_no_row_is_lost_not_even_one_that_nobody_can_read(tmp_path: Path):
    rows = [(f"c{n % 7}", when(n % 60), str(n), old_answer(str(n))) for n in range(1700)]
    rows += [("c0", when(1), "坏", broken) for broken in ("", "{", "[]", "null", '{"question": 5}', "\x00")]
    path = old_file(tmp_path, rows)
    storage = Storage.on(Database.in_folder(tmp_path))
    assert old_rows(path) == len(rows)
    assert old_rows(path, "conversations") == 7
    for n in range(7):
        storage.conversations.open(ANN, f"c{n}")
        asked = [int(e.question) for e in storage.conversations.read(ANN, f"c{n}")]
        assert asked == list(range(n, 1700, 7))
    with storage.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM turns WHERE question = '坏'")).scalar() == 6


def test_a_migration_that_fails_halfway_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = old_file(tmp_path, [("talk", when(1), "一", old_answer())] * 3)

    def broken(*_arguments: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(op, "drop_table", broken)  # the last step: all tables are made, all rows copied
        with pytest.raises(RuntimeError):
            Storage.on(Database.in_folder(tmp_path))
    connection = sqlite3.connect(path)
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert names == {"turns", "ix_turns_conversation"}
    assert connection.execute("SELECT count(*) FROM turns").fetchone() == (3,)
    connection.close()
    storage = Storage.on(Database.in_folder(tmp_path))
    assert storage.conversations.open(ANN, "talk")
    assert len(storage.conversations.read(ANN, "talk")) == 3


OPEN = "import sys; from assistant.storage import Database, Storage; print('ready', flush=True); sys.stdin.readline()\n"
OPEN += "Storage.on(Database(sys.argv[1])); print('done', flush=True)"


def opener(address: URL) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", OPEN, address.render_as_string(hide_password=False)]
    process = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.slow
def test_a_process_killed_while_it_migrates_leaves_the_old_rows_or_the_new(tmp_path: Path):
    rows = [("talk", when(n % 60), "问" * 300, old_answer()) for n in range(4000)]
    path = old_file(tmp_path, rows)
    address = URL.create("sqlite", database=str(path))
    for pause in (0.02, 0.1, 0.2, 0.35):
        process = opener(address)
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
        time.sleep(pause)
        process.kill()
        process.communicate()
        assert old_rows(path) == len(rows)
    storage = Storage.on(Database(address))
    storage.conversations.open(ANN, "talk")
    assert len(storage.conversations.read(ANN, "talk")) == len(rows)


@pytest.mark.slow
def test_processes_that_start_at_once_migrate_once(address: URL):
    processes = [opener(address) for _ in range(3)]
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        out, _ = process.communicate(timeout=120)
        assert (process.returncode, out) == (0, "done\n")
    storage = Storage.on(Database(address))
    assert storage.conversations.list(ANN) == ()
    storage.database.close()


def test_threads_that_start_at_once_migrate_once(address: URL):
    databases = [Database(address) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(migrate, databases))
    for database in databases:
        database.close()


def test_opening_again_changes_nothing_and_needs_no_lock(open_anew: Callable[[], Storage]):
    first = open_anew()
    with first.database.writing():  # whoever wanted to write now would wait
        assert open_anew().conversations.list(ANN) == ()


def test_a_database_of_a_newer_release_is_a_clear_error(open_anew: Callable[[], Storage]):
    storage = open_anew()
    with storage.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError) as caught:
        open_anew()
    assert caught.value.key == "error.database-newer"
    assert "9999" in caught.value.message("en")


def test_another_table_in_the_database_is_left_alone(address: URL):
    database = Database(address)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
    migrate(database)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM theirs")).scalar() == 0
    database.close()
