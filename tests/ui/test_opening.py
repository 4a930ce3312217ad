"""The index is opened while people read, and swapped while they ask."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import Base, made_settings
from chromadb.api.shared_system_client import SharedSystemClient

from assistant.pipeline import Assistant
from assistant.ui.opening import Served
from ingest.generation import POINTER
from ingest.settings import PROJECT
from ingest.sync import sync

pytestmark = pytest.mark.slow

REFUND = "出口海外仓什么时候可以申报退税？"
SAID = "在报关离境后即可申报退税"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    Base(tmp_path / "kb")
    sync(made_settings(tmp_path))
    SharedSystemClient.clear_system_cache()
    yield Served(made_settings(tmp_path))
    SharedSystemClient.clear_system_cache()


def synced_elsewhere(root: Path) -> None:
    """Run `newtrade sync` in a process of its own, as an editor does while the app runs."""
    settings = {"NEWTRADE_KB": str(root / "kb"), "NEWTRADE_DATA": str(root / "data")}
    code = "from assistant.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", code, "sync"],
        cwd=PROJECT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_sync_in_another_process_swaps_the_index_while_people_ask(served: Served, tmp_path: Path):
    failures: list[BaseException] = []
    heard: list[str] = []
    over = threading.Event()

    def person() -> None:
        while not over.is_set():
            try:
                heard.append(served.assistant().ask(REFUND).text)
            except BaseException as error:
                failures.append(error)
                return

    assert SAID in served.assistant().ask(REFUND).text
    generations = {served.assistant().index.manifest.name}
    people = [threading.Thread(target=person) for _ in range(4)]
    for each in people:
        each.start()
    base, before = Base.__new__(Base), SAID
    base.root = tmp_path / "kb"
    try:
        for number in range(1, 4):
            now = f"在报关离境后第{number}天即可申报退税"
            base.edit("guides/refund/2025-01-01.zh.md", before, now)
            synced_elsewhere(tmp_path)
            assert now in served.assistant().ask(REFUND).text
            generations.add(served.assistant().index.manifest.name)
            before = now
    finally:
        over.set()
        for each in people:
            each.join(60)
    assert not failures
    assert len(generations) == 4
    assert any(before in text for text in heard)
    assert all(SAID in text or "天即可申报退税" in text for text in heard)


def test_a_broken_new_index_leaves_the_open_one_serving(served: Served, tmp_path: Path):
    held = served.assistant()
    (tmp_path / "data" / "index" / POINTER).write_text('{"current": "no-such", "previous": null}', encoding="utf-8")
    assert served.assistant() is held
    (tmp_path / "data" / "index" / POINTER).write_text("{", encoding="utf-8")
    assert served.assistant() is held


def test_those_who_come_at_once_share_one_index(served: Served):
    got: list[Assistant] = []
    threads = [threading.Thread(target=lambda: got.append(served.assistant())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 8
    assert len({id(each) for each in got}) == 1
