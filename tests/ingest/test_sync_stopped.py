"""Whatever stops a sync, an index serves: the process dies, is locked out, or the disk is read-only or full."""

import errno
import os
import random
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from building import FakeEmbeddings, Workshop, elsewhere, exit_code, made_settings

from ingest import generation
from ingest.chunks import chunks
from ingest.generation import POINTER, read_pointer, write_pointer
from ingest.sync import STAGES, sync
from ingest.vectors import file_name, load
from kb.errors import IndexUnavailableError, StorageError

OLD = "出口海外仓的货物自2025年起在报关离境后即可申报退税。"
NEW = "自2025年起，离境即可申报退税。"


def die_at(root: Path, deadly: str) -> None:
    def on_stage(stage: str) -> None:
        if stage == deadly:
            os._exit(9)

    sync(made_settings(root), embeddings=FakeEmbeddings(), on_stage=on_stage)


@pytest.mark.parametrize("stage", STAGES)
def test_a_sync_that_dies_at_a_stage_leaves_a_serving_index_and_the_next_recovers(workshop: Workshop, stage: str):
    workshop.sync()
    workshop.tell(NEW)
    assert exit_code(die_at, workshop.root, stage) == 9
    swapped = STAGES.index(stage) >= STAGES.index("swapped")
    assert workshop.says() == (NEW if swapped else OLD)
    assert workshop.open().store.count() == workshop.open().manifest.chunks

    report = workshop.sync()
    assert report.swapped is not swapped
    assert workshop.says() == NEW
    assert workshop.strays() == []
    pointer = read_pointer(workshop.settings.index)
    assert pointer
    assert workshop.folders() == sorted(name for name in (pointer.previous, pointer.current) if name)


@pytest.mark.parametrize("stage", [*STAGES[:6]])
def test_a_first_sync_that_dies_leaves_no_index_and_the_next_builds_one(workshop: Workshop, stage: str):
    assert exit_code(die_at, workshop.root, stage) == 9
    with pytest.raises(IndexUnavailableError) as missing:
        workshop.open()
    assert missing.value.key == "error.index-missing"
    report = workshop.sync()
    assert report.swapped
    assert workshop.folders() == [report.manifest.name]
    assert (report.embedded == 0) is (stage != "planned")


def embed_slowly(root: Path) -> None:
    sync(made_settings(root), embeddings=FakeEmbeddings(before=lambda _: time.sleep(0.004)))


def test_a_sync_killed_while_embedding_keeps_the_vectors_so_far(workshop: Workshop):
    questions = "".join(f"    - 第{n}种问法\n" for n in range(700))
    workshop.base.write("guides/refund/questions.yaml", f"when:\n  zh:\n{questions}")
    vectors = workshop.settings.data / "vectors" / file_name("fake/words")
    process = elsewhere(embed_slowly, workshop.root)
    try:
        wait_for(lambda: len(load(vectors)) >= 128)
        time.sleep(random.random() * 0.3)
    finally:
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    assert process.exitcode == -signal.SIGKILL
    kept = len(load(vectors))
    wanted = len({chunk.vector_key for chunk in chunks(workshop.base.library())})
    assert kept % 64 == 0
    assert 128 <= kept < wanted
    assert workshop.sync().embedded == wanted - kept
    assert workshop.strays() == []


@pytest.mark.parametrize("stage", STAGES[:-2])
def test_an_error_at_any_stage_before_the_swap_leaves_no_trace(workshop: Workshop, stage: str):
    workshop.sync()
    workshop.tell(NEW)

    def fail(now: str) -> None:
        if now == stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workshop.sync(on_stage=fail)
    assert workshop.says() == OLD
    assert len(workshop.folders()) == 1
    assert workshop.strays() == []


def test_a_stop_right_after_the_swap_does_not_take_the_new_generation_away(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
):
    workshop.sync()
    workshop.tell(NEW)

    def write_and_stop(*args: object) -> None:
        write_pointer(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.sync.write_pointer", write_and_stop)
    with pytest.raises(KeyboardInterrupt):
        workshop.sync()
    assert workshop.says() == NEW


def test_half_a_file_that_a_killed_sync_left_is_removed(workshop: Workshop):
    workshop.sync()
    (workshop.settings.index / f".{POINTER}.4711").write_text('{"curr')
    workshop.sync()
    assert workshop.strays() == []


# Refused by the machine


def hold_lock(root: Path) -> None:
    def wait(stage: str) -> None:
        if stage == "embedded":
            (root / "holding").touch()
            time.sleep(60)

    sync(made_settings(root), embeddings=FakeEmbeddings(), on_stage=wait)


def test_a_second_sync_in_another_process_is_told_to_wait(workshop: Workshop):
    process = elsewhere(hold_lock, workshop.root)
    try:
        wait_for((workshop.root / "holding").exists)
        with pytest.raises(StorageError) as locked:
            workshop.sync()
    finally:
        process.kill()
        process.join()
    assert locked.value.key == "error.sync-locked"
    assert str(workshop.settings.index) in locked.value.message("zh")
    assert workshop.sync().swapped, "the lock of a killed sync is free"


def test_a_second_sync_in_the_same_process_is_told_to_wait(workshop: Workshop):
    keys = []

    def again(stage: str) -> None:
        if stage == "planned":
            with pytest.raises(StorageError) as locked:
                workshop.sync()
            keys.append(locked.value.key)

    assert workshop.sync(on_stage=again).swapped
    assert keys == ["error.sync-locked"]


@pytest.mark.parametrize("data", ["a-file", "a-file/below", "/proc/newtrade", "/dev/null/x"])
def test_a_data_folder_that_cannot_be_is_named(workshop: Workshop, data: str):
    (workshop.root / "a-file").write_text("in the way")
    workshop.settings = made_settings(workshop.root, data=workshop.root / data)
    with pytest.raises(StorageError) as refused:
        workshop.sync()
    assert refused.value.key == "error.storage"
    assert data.rsplit("/", maxsplit=1)[-1] in refused.value.message("en")


def sync_without_rights(root: Path) -> None:
    """Sync as somebody who may read the folder but not write it; the exit code tells what was said."""
    if os.geteuid() == 0:
        os.seteuid(65534)
    try:
        sync(made_settings(root), embeddings=FakeEmbeddings())
    except StorageError as error:
        os._exit(7 if error.key == "error.storage" and "ermission" in error.message("en") else 1)
    os._exit(0)


def test_a_read_only_data_folder_is_named_and_the_old_generation_serves():
    root = Path(tempfile.mkdtemp(prefix="newtrade-"))
    workshop = Workshop(root)
    try:
        workshop.sync()
        workshop.tell(NEW)
        folders = [path for path in (root, *root.rglob("*")) if path.is_dir()]
        for folder in folders:
            folder.chmod(0o555)
        assert exit_code(sync_without_rights, root) == 7
        assert workshop.says() == OLD
    finally:
        for folder in folders:
            folder.chmod(0o755)
        shutil.rmtree(root)


def test_a_disk_that_is_full_at_the_swap_leaves_the_old_generation_serving(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
):
    workshop.sync()
    workshop.tell(NEW)
    write = generation.write_text

    def full(path: Path, text: str) -> None:
        if path.name == POINTER:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        write(path, text)

    monkeypatch.setattr(generation, "write_text", full)
    check_storage_error(workshop, "No space left")
    monkeypatch.undo()
    assert workshop.sync().embedded == 0
    assert workshop.says() == NEW


def test_a_disk_that_is_full_while_vectors_are_kept_leaves_the_old_generation_serving(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
):
    workshop.sync()
    workshop.tell(NEW)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("ingest.vectors.replace_file", full)
    check_storage_error(workshop, "No space left")


def check_storage_error(workshop: Workshop, reason: str) -> None:
    with pytest.raises(StorageError) as refused:
        workshop.sync()
    assert refused.value.key == "error.storage"
    assert reason in refused.value.message("en")
    assert workshop.says() == OLD
    assert len(workshop.folders()) == 1
    assert workshop.strays() == []


def sync_with_little_room(root: Path, most: int) -> None:
    """Sync where no file may grow past some bytes; the exit code tells what was said."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        sync(made_settings(root), embeddings=FakeEmbeddings())
    except StorageError as error:
        os._exit(7 if error.key == "error.storage" else 1)
    os._exit(0)


@pytest.mark.parametrize("most", [0, 1_000, 20_000, 60_000, 150_000])
def test_a_sync_that_really_runs_out_of_room_leaves_the_old_generation_serving(workshop: Workshop, most: int):
    """The limits bite at the vectors, the texts, and inside Chroma."""
    workshop.sync()
    workshop.tell(NEW)
    assert exit_code(sync_with_little_room, workshop.root, most) == 7
    assert workshop.says() == OLD
    assert len(workshop.folders()) == 1
    assert workshop.strays() == []
    assert workshop.sync().swapped
    assert workshop.says() == NEW


def wait_for(happened: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)
