"""A sync adds, keeps and drops what the files say, and whatever stops it, an index serves."""

import errno
import os
import resource
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest
from building import FakeEmbeddings, Workshop, elsewhere, exit_code, made_settings

from ingest import files, generation
from ingest.chunks import chunks
from ingest.generation import POINTER, finished, read_pointer, write_pointer
from ingest.sync import STAGES, rollback, sync
from ingest.vectors import file_name, load
from kb.errors import IndexUnavailableError, LibraryError, StorageError

GUIDE = "guides/refund/2025-01-01.zh.md"
OLD = "出口海外仓的货物自2025年起在报关离境后即可申报退税。"
NEW = "自2025年起，离境即可申报退税。"


# What it does


def test_the_first_sync_adds_all_and_embeds_each_text_once(workshop: Workshop):
    report = workshop.sync()
    wanted = chunks(workshop.base.library())
    assert report.swapped
    assert set(report.plan.add) == {chunk.id for chunk in wanted}
    assert (report.plan.keep, report.plan.drop) == ((), ())
    assert report.embedded == workshop.engine.calls == len({chunk.vector_key for chunk in wanted})
    assert report.manifest == workshop.open().manifest
    assert workshop.strays() == []


def test_the_second_sync_does_nothing(workshop: Workshop):
    first = workshop.sync()
    calls = workshop.engine.calls
    second = workshop.sync()
    assert (second.swapped, second.embedded, second.plan.changes) == (False, 0, 0)
    assert second.manifest == first.manifest
    assert workshop.engine.calls == calls
    assert len(workshop.folders()) == 1


def test_an_edited_section_costs_one_drop_one_add_and_one_embedding(workshop: Workshop):
    total = len(workshop.sync().plan.add)
    workshop.tell(NEW)
    report = workshop.sync()
    assert report.plan.add == report.plan.drop == ("refund@2025-01-01/zh#when/0",)
    assert len(report.plan.keep) == total - 1
    assert report.embedded == 1
    assert workshop.says() == NEW


def test_a_new_phrasing_costs_one_embedding_however_many_versions_have_it(workshop: Workshop):
    workshop.sync()
    workshop.base.edit("guides/refund/questions.yaml", "    - 请问何时申报\n", "    - 请问何时申报\n    - 几时退\n")
    report = workshop.sync()
    assert (len(report.plan.add), len(report.plan.drop), report.embedded) == (2, 0, 1)


def test_a_removed_document_is_dropped(workshop: Workshop):
    workshop.sync()
    for path in (workshop.base.root / "catalog" / "overseas").iterdir():
        path.unlink()
    report = workshop.sync()
    assert report.plan.add == ()
    assert report.plan.drop
    assert all(name.startswith("overseas@") for name in report.plan.drop)
    assert not [row for row in workshop.open().rows if row.address.document == "overseas"]
    assert workshop.open().manifest.documents == 1


def test_a_new_version_ends_the_one_before_and_embeds_only_what_it_says_anew(workshop: Workshop):
    workshop.sync()
    for lang in ("zh", "en"):
        text = workshop.base.read(f"guides/refund/2025-01-01.{lang}.md").replace("2025-01-01", "2026-01-01")
        workshop.base.write(f"guides/refund/2026-01-01.{lang}.md", text)
    report = workshop.sync()
    assert report.embedded == 0
    index = workshop.open()
    assert {row.last for row in index.rows if row.id.startswith("refund@2025-01-01/zh#when/")} == {20251231}


def test_what_is_not_indexed_is_served_anew_without_an_embedding(workshop: Workshop):
    workshop.sync()
    workshop.base.edit("glossary.yaml", "国外仓库", "外国仓库")
    report = workshop.sync()
    assert (report.swapped, report.embedded, report.plan.changes) == (True, 0, 0)
    assert workshop.open().library.glossary == workshop.base.library().glossary


def test_an_edit_taken_back_embeds_nothing(workshop: Workshop):
    workshop.sync()
    workshop.tell(NEW)
    workshop.sync()
    workshop.tell(OLD)
    assert workshop.sync().embedded == 0
    assert workshop.says() == OLD


def test_another_model_builds_a_new_generation(workshop: Workshop):
    workshop.sync()
    workshop.engine = FakeEmbeddings("fake/other", dimension=32)
    report = workshop.sync()
    assert report.swapped
    assert report.manifest.embedding == "fake/other"
    assert workshop.open().manifest.dimension == 32


def test_stages_are_told_in_order_and_the_old_text_serves_until_the_swap(workshop: Workshop):
    workshop.sync()
    workshop.tell(NEW)
    seen = []
    workshop.sync(on_stage=lambda stage: seen.append((stage, workshop.says())))
    assert tuple(stage for stage, _ in seen) == STAGES
    assert {stage for stage, says in seen if says == NEW} == {"swapped", "cleaned"}
    assert {says for stage, says in seen if stage not in {"swapped", "cleaned"}} == {OLD}


def test_an_open_index_answers_on_while_newer_ones_are_swapped_in(workshop: Workshop):
    workshop.sync()
    index = workshop.open()
    vector = workshop.engine.embed_query("啥时候能退税")
    before = index.store.nearest(vector, "question", 20250601, 3)
    workshop.tell(NEW)
    workshop.sync()
    assert index.store.nearest(vector, "question", 20250601, 3) == before


# Files that cannot be indexed


def check_refused_and_old_serves(workshop: Workshop) -> LibraryError:
    with pytest.raises(LibraryError) as refused:
        workshop.sync()
    assert workshop.says() == OLD
    assert workshop.strays() == []
    return refused.value


def test_a_broken_file_is_named_and_the_old_generation_serves(workshop: Workshop):
    workshop.sync()
    line = workshop.base.edit(GUIDE, "effective_from: 2025-01-01", "effective_from: soon")
    message = check_refused_and_old_serves(workshop).message("en")
    assert f"{GUIDE}:{line}" in message
    assert "newtrade check" in message


def test_a_wrong_encoding_is_named_with_its_line_and_the_old_generation_serves(workshop: Workshop):
    workshop.sync()
    path = workshop.base.root / GUIDE
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert f"{GUIDE}:5" in check_refused_and_old_serves(workshop).message("zh")


def test_an_emptied_knowledge_base_is_refused_and_the_old_generation_serves(workshop: Workshop):
    workshop.sync()
    for folder in ("guides", "catalog"):
        shutil.rmtree(workshop.base.root / folder)
    assert "NEWTRADE_KB" in check_refused_and_old_serves(workshop).message("en")


def test_a_missing_knowledge_base_is_refused_and_the_old_generation_serves(workshop: Workshop):
    workshop.sync()
    shutil.rmtree(workshop.base.root)
    assert "NEWTRADE_KB" in check_refused_and_old_serves(workshop).message("zh")


def test_many_sections_asked_for_in_the_same_words_pass_the_smoke_questions(workshop: Workshop):
    for file in ("guides/refund/questions.yaml", "catalog/overseas/questions.yaml"):
        anchors = {"guides/refund/questions.yaml": ("who-this-is-for", "when", "call")}.get(file, ("limits",))
        lines = [f"{a}:\n  zh: [同一句话, 同一句话吗]\n  en: [the very same words]\n" for a in anchors]
        workshop.base.write(file, "".join(lines))
    text = workshop.base.read(GUIDE)
    more = "".join(f'{{#more-{n} sources="practice"}}\n## 同一句话\n\n第{n}条。\n\n' for n in range(30))
    workshop.base.write(GUIDE, text.replace("{#about-this-page}", f"{more}{{#about-this-page}}"))
    assert workshop.sync().swapped


def test_a_phrasing_of_stop_words_alone_passes_the_smoke_questions(workshop: Workshop):
    lines = [f"{a}:\n  en: [what about it?, how do I do it?]\n" for a in ("who-this-is-for", "when", "call")]
    workshop.base.write("guides/refund/questions.yaml", "".join(lines))
    workshop.base.remove("catalog/overseas/questions.yaml")
    assert workshop.sync().swapped


def test_an_engine_that_returns_nonsense_is_not_swapped_in(workshop: Workshop):
    workshop.sync()

    class Broken(FakeEmbeddings):
        def _embed(self, text: str) -> list[float]:
            return super()._embed(str(self.calls))[::-1] if self.calls % 2 else [0.0] * self.dimension

    workshop.tell(NEW)
    with pytest.raises(IndexUnavailableError):
        sync(workshop.settings, embeddings=Broken("fake/broken"))
    assert workshop.says() == OLD
    assert workshop.strays() == []


# Interrupted


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
    monkeypatch.setattr(files, "replace_file", full)
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


# Generations


@pytest.mark.parametrize("keep", [2, 3, 5])
def test_as_many_generations_are_kept_as_set(workshop: Workshop, keep: int):
    workshop.settings = made_settings(workshop.root, keep=keep)
    names = []
    for number in range(keep + 2):
        workshop.tell(f"第{number}次的回答。")
        names.append(workshop.sync().manifest.name)
    assert workshop.folders() == names[-keep:]
    assert finished(workshop.settings.index) == tuple(reversed(names[-keep:]))


def test_rollback_serves_the_generation_before_and_then_the_newer_one_again(workshop: Workshop):
    first = workshop.sync().manifest
    workshop.tell(NEW)
    second = workshop.sync().manifest
    assert rollback(workshop.settings) == first
    assert workshop.says() == OLD
    assert rollback(workshop.settings) == second
    assert workshop.says() == NEW


def test_a_sync_after_a_rollback_serves_the_files_again_and_keeps_what_served(workshop: Workshop):
    first = workshop.sync().manifest.name
    workshop.tell(NEW)
    second = workshop.sync().manifest.name
    rollback(workshop.settings)
    third = workshop.sync().manifest.name
    assert workshop.says() == NEW
    assert workshop.folders() == [first, third]
    assert second not in workshop.folders()
    assert rollback(workshop.settings).name == first


def test_without_a_generation_before_a_rollback_says_so(workshop: Workshop):
    for _ in range(2):
        with pytest.raises(IndexUnavailableError) as none:
            rollback(workshop.settings)
        assert none.value.key == "error.no-previous"
        workshop.sync()


def test_a_rollback_to_a_generation_that_is_gone_says_so_and_the_present_one_serves(workshop: Workshop):
    first = workshop.sync().manifest.name
    workshop.tell(NEW)
    workshop.sync()
    shutil.rmtree(workshop.settings.index / first)
    with pytest.raises(IndexUnavailableError) as none:
        rollback(workshop.settings)
    assert none.value.key == "error.no-previous"
    assert workshop.says() == NEW


def test_a_damaged_generation_is_never_the_one_before(workshop: Workshop):
    first = workshop.sync().manifest.name
    workshop.tell(NEW)
    second = workshop.sync().manifest.name
    (workshop.settings.index / second / "rows.json").write_text("[")
    workshop.sync()
    assert workshop.says() == NEW
    assert rollback(workshop.settings).name == first
    assert workshop.says() == OLD


def wait_for(happened: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)
