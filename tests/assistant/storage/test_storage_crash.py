"""Processes that write at once, and processes that are killed while they write: what was acknowledged is there."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import URL

from assistant.storage import Database, Storage
from ingest.settings import PROJECT

pytestmark = pytest.mark.slow

WRITE = """
import sys
from datetime import date
from assistant.answer import Answer
from assistant.conversations import Exchange
from assistant.storage import Database, Storage

address, owner, first, most = sys.argv[1:]
storage = Storage.on(Database(address, patience_s=30))
answer = Answer(status="answered", lang="zh", as_of=date(2026, 6, 1), text="回答 [1]" * 200)
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(first), int(first) + int(most)):
    storage.conversations.add(owner, "talk", Exchange(str(number), answer))
    print(number, flush=True)
"""


def writer(address: URL, first: int, most: int, log: Path) -> "subprocess.Popen[str]":
    """Start a process that saves numbers and prints each once it is saved; it waits for a line first."""
    arguments = [address.render_as_string(hide_password=False), "ann", str(first), str(most)]
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE, *arguments],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=log.open("w"),
        text=True,
    )
    for _ in range(600):
        if log.read_text() == "ready\n":
            return process
        assert process.poll() is None
        time.sleep(0.1)
    pytest.fail("the writer did not start")


def go(process: "subprocess.Popen[str]") -> None:
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()


def acknowledged(log: Path) -> list[int]:
    """Return the numbers that were printed whole."""
    return [int(line) for line in log.read_text().splitlines(keepends=True) if line.endswith("\n") and line[0] != "r"]


def saved(address: URL) -> list[int]:
    storage = Storage.on(Database(address))
    exchanges = storage.conversations.read("ann", "talk")
    storage.database.close()
    assert [exchange.number for exchange in exchanges] == list(range(len(exchanges)))
    return [int(exchange.question) for exchange in exchanges]


def test_two_processes_that_write_at_once_both_have_everything_saved(address: URL, tmp_path: Path):
    logs = [tmp_path / "one.log", tmp_path / "two.log"]
    processes = [writer(address, 1000 * n, 150, log) for n, log in enumerate(logs)]
    for process in processes:
        go(process)
    for process in processes:
        process.communicate(timeout=120)
        assert process.returncode == 0
    numbers = saved(address)
    assert sorted(numbers) == [*range(150), *range(1000, 1150)]
    assert [n for n in numbers if n < 1000] == list(range(150))


def test_a_process_killed_while_it_writes_loses_nothing_that_it_acknowledged(address: URL, tmp_path: Path):
    chance = random.Random(7)
    told: list[int] = []
    for turn in range(3):
        log = tmp_path / f"{turn}.log"
        process = writer(address, 100_000 * turn, 100_000, log)
        go(process)
        time.sleep(chance.uniform(0.05, 0.6))
        process.kill()
        process.communicate()
        told += acknowledged(log)
        numbers = saved(address)
        # One more may have been saved whose acknowledgement the death cut off.
        assert set(told) <= set(numbers)
        assert len(numbers) - len(told) <= turn + 1
    assert told
    if address.get_backend_name() == "sqlite":
        with Database(address).reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
