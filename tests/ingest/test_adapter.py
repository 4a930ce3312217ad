"""The learned map: what it does to vectors, how it is kept, and that a generation stays with its own."""

from pathlib import Path

import numpy as np
import pytest
from building import Base, FakeEmbeddings, Workshop
from hypothesis import given
from hypothesis import strategies as st

import ingest.sync
from ingest.adapter import Adapter, adapter_file, read_adapter, shipped_adapter, write_adapter
from ingest.chunks import chunks
from ingest.embedding import PackagedEmbeddings
from kb.errors import IndexUnavailableError

SIZE = 64


def made(seed: int = 1) -> Adapter:
    """Return a map of which the file holds every number exactly."""
    chance = np.random.default_rng(seed)

    def numbers(*shape: int) -> np.ndarray:
        return chance.normal(size=shape).astype(np.float16).astype(np.float32)

    return Adapter(numbers(SIZE), numbers(SIZE, SIZE), numbers(SIZE), numbers(SIZE, SIZE))


def unchanging() -> Adapter:
    none, same = np.zeros(SIZE, dtype=np.float32), np.eye(SIZE, dtype=np.float32)
    return Adapter(none, same, none, same)


@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_every_mapped_vector_has_length_one(seed: int, count: int):
    vectors = np.random.default_rng(seed).normal(size=(count, SIZE)).astype(np.float32)
    for mapped in (made(seed).questions(vectors), made(seed).texts(vectors)):
        assert mapped.shape == vectors.shape
        assert np.linalg.norm(mapped, axis=1) == pytest.approx(1, abs=1e-4)


def test_a_map_that_changes_nothing_leaves_directions_as_they_are():
    vectors = np.random.default_rng(0).normal(size=(3, SIZE)).astype(np.float32)
    expected = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    assert unchanging().questions(vectors) == pytest.approx(expected, abs=1e-6)


def test_chunks_are_mapped_as_what_they_are(base: Base):
    found, adapter = chunks(base.library()), made()
    engine = FakeEmbeddings()
    vectors = [np.array(engine.embed_query(chunk.text), dtype=np.float32) for chunk in found]
    for chunk, before, after in zip(found, vectors, adapter.of(found, vectors), strict=True):
        one = adapter.questions if chunk.field == "question" else adapter.texts
        assert after == pytest.approx(one(before[None])[0], abs=1e-5)


def test_what_is_written_is_read_again(tmp_path: Path):
    adapter = made()
    write_adapter(tmp_path / "map.npz", adapter)
    again = read_adapter(tmp_path / "map.npz")
    assert again.digest == adapter.digest != made(2).digest
    assert np.array_equal(again.text_map, adapter.text_map)


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_a_missing_or_damaged_map_is_named(tmp_path: Path, content: bytes | None):
    path = tmp_path / "map.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexUnavailableError, match=r"map\.npz"):
        read_adapter(path)


def test_the_packaged_model_has_a_map_of_its_size_and_others_none():
    adapter = shipped_adapter(PackagedEmbeddings.name)
    assert adapter is not None
    assert adapter.question_map.shape == adapter.text_map.shape == (PackagedEmbeddings.dimension,) * 2
    assert shipped_adapter("fake/words") is None
    assert adapter_file("fake/words") == "adapter_fake_words.npz"


# In the index


def test_another_map_builds_a_new_generation_and_embeds_nothing(workshop: Workshop, monkeypatch: pytest.MonkeyPatch):
    plain = workshop.sync().manifest
    monkeypatch.setattr(ingest.sync, "shipped_adapter", lambda _: made())
    mapped = workshop.sync()
    assert (plain.adapter, mapped.manifest.adapter) == ("", made().digest)
    assert (mapped.swapped, mapped.embedded) == (True, 0)
    assert not workshop.sync().swapped


def test_a_generation_is_searched_through_the_map_that_made_it(workshop: Workshop, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ingest.sync, "shipped_adapter", lambda _: made())
    workshop.sync()
    monkeypatch.setattr(ingest.sync, "shipped_adapter", lambda _: made(2))  # a newer one ships, no sync was run
    index = workshop.open()
    asked = "海外仓何时退税"
    raw = np.array([workshop.engine.embed_query(asked)], dtype=np.float32)
    assert index.embed([asked]) == pytest.approx(made().questions(raw), abs=1e-5)


def test_a_generation_whose_map_is_gone_is_called_broken(workshop: Workshop, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ingest.sync, "shipped_adapter", lambda _: made())
    name = workshop.sync().manifest.name
    (workshop.settings.index / name / ingest.sync.ADAPTER).unlink()
    with pytest.raises(IndexUnavailableError):
        workshop.open()
    assert workshop.sync().swapped  # and is built anew
    assert workshop.open().adapter is not None
