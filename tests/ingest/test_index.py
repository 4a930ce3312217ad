import shutil
from pathlib import Path

import pytest
from building import FakeEmbeddings, Workshop
from chromadb.api.shared_system_client import SharedSystemClient

from ingest.generation import LEXICAL, LIBRARY, MANIFEST, POINTER, ROWS
from ingest.index import open_index
from kb.errors import IndexUnavailableError


@pytest.fixture
def serving(workshop: Workshop) -> Path:
    """The folder of the generation that serves."""
    folder = workshop.settings.index / workshop.sync().manifest.name
    SharedSystemClient.clear_system_cache()  # as a new process would find it
    return folder


def test_all_parts_of_an_open_index_stem_from_the_same_sync(workshop: Workshop, serving: Path):
    index = workshop.open()
    assert index.manifest.name == serving.name
    assert index.library == workshop.base.library()
    assert index.store.count() == len(index.rows) == len(index.places.of_row) == index.manifest.chunks
    assert [row for field in ("text", "question") for row in index.lexical[field].rows] == [
        row for field in ("text", "question") for row in index.rows if row.field == field
    ]
    assert index.embeddings is workshop.engine


def test_what_is_embedded_finds_itself(workshop: Workshop, serving: Path):
    index = workshop.open()
    ((name, cosine),) = index.store.nearest(workshop.engine.embed_query("打哪个电话"), "question", 20250601, 1)
    assert name.startswith("refund@2025-01-01/zh#call/")
    assert cosine == pytest.approx(1, abs=1e-3)
    assert index.places.sections[index.places.of_row[name]].anchor == "call"


def test_an_edited_file_changes_no_open_index_and_none_opened_before_the_next_sync(workshop: Workshop, serving: Path):
    workshop.tell("新的回答。")
    assert "新的回答" not in workshop.says()


def test_without_a_sync_the_error_names_the_command(workshop: Workshop):
    with pytest.raises(IndexUnavailableError) as missing:
        workshop.open()
    assert missing.value.key == "error.index-missing"
    assert "newtrade sync" in missing.value.message("zh")
    assert str(workshop.settings.index) in missing.value.message("en")


def test_a_model_set_that_did_not_make_the_index_is_told_without_loading_it(workshop: Workshop, serving: Path):
    set_to = workshop.settings.model_copy(update={"embedding": "sentence-transformers:no/such-model"})
    with pytest.raises(IndexUnavailableError) as other:
        open_index(set_to)
    assert other.value.key == "error.index-embedding"
    assert "sentence-transformers/no/such-model" in other.value.message("en")


def test_an_index_of_another_model_names_both_models_and_the_command(workshop: Workshop, serving: Path):
    with pytest.raises(IndexUnavailableError) as other:
        open_index(workshop.settings, FakeEmbeddings("fake/other"))
    message = other.value.message("en")
    assert "fake/words" in message
    assert "fake/other" in message
    assert "newtrade sync" in message


def test_the_engine_of_the_settings_is_used_when_none_is_given(workshop: Workshop, serving: Path):
    with pytest.raises(IndexUnavailableError) as other:
        open_index(workshop.settings)
    assert "packaged/multilingual-e5-small" in other.value.message("en")


@pytest.mark.parametrize("part", [POINTER, MANIFEST, LIBRARY, ROWS])
@pytest.mark.parametrize("damage", [b"", b"rubbish", b"{}", b'{"a": [1, 2', b"\xff\xff", None])
def test_a_damaged_file_is_a_clear_error_and_a_sync_repairs_it(
    workshop: Workshop, serving: Path, part: str, damage: bytes | None
):
    path = (serving.parent if part == POINTER else serving) / part
    path.unlink() if damage is None else path.write_bytes(damage)
    check_broken_then_repaired(workshop)


def test_a_missing_generation_is_a_clear_error_and_a_sync_repairs_it(workshop: Workshop, serving: Path):
    shutil.rmtree(serving)
    check_broken_then_repaired(workshop)


def test_a_missing_lexical_index_is_a_clear_error_and_a_sync_repairs_it(workshop: Workshop, serving: Path):
    shutil.rmtree(serving / LEXICAL)
    check_broken_then_repaired(workshop)


@pytest.mark.parametrize("damage", [b"", b"rubbish" * 1000, b"SQLite format 3\x00" + b"\x00" * 5000, None])
def test_a_damaged_vector_store_is_a_clear_error_and_a_sync_repairs_it(
    workshop: Workshop, serving: Path, damage: bytes | None
):
    path = serving / "chroma" / "chroma.sqlite3"
    shutil.rmtree(path.parent) if damage is None else path.write_bytes(damage)
    check_broken_then_repaired(workshop)


def test_an_index_made_by_older_code_is_a_clear_error_and_a_sync_repairs_it(workshop: Workshop, serving: Path):
    path = serving / MANIFEST
    path.write_text(path.read_text().replace('"format": ', '"format": 1000'))
    check_broken_then_repaired(workshop)


def check_broken_then_repaired(workshop: Workshop) -> None:
    with pytest.raises(IndexUnavailableError) as broken:
        workshop.open()
    assert "newtrade sync" in broken.value.message("zh")
    assert "newtrade sync" in broken.value.message("en")
    calls = workshop.engine.calls
    assert workshop.sync().swapped
    assert workshop.engine.calls == calls
    assert workshop.open().library == workshop.base.library()
    assert not workshop.sync().swapped
    assert workshop.strays() == []
