from pathlib import Path

import numpy as np
import pytest
from building import Base, FakeEmbeddings

from ingest.chunks import Chunk, chunks
from ingest.vectors import VectorCache, file_name, load, save


@pytest.fixture
def found(base: Base) -> tuple[Chunk, ...]:
    return chunks(base.library())


def cache(engine: FakeEmbeddings, tmp_path: Path) -> VectorCache:
    return VectorCache(engine, tmp_path / "vectors", shipped=tmp_path / "shipped")


def test_each_text_is_embedded_once_however_many_chunks_have_it(found: tuple[Chunk, ...], tmp_path: Path):
    engine = FakeEmbeddings()
    vectors = cache(engine, tmp_path).of(found)
    assert len(vectors) == len(found)
    assert engine.calls == len({chunk.vector_key for chunk in found}) < len(found)


def test_vectors_come_in_the_order_of_the_chunks(found: tuple[Chunk, ...], tmp_path: Path):
    engine = FakeEmbeddings()
    vectors = cache(engine, tmp_path).of(found[::-1])
    expected = [engine.embed_query(chunk.text) for chunk in found[::-1]]
    assert np.allclose(vectors, expected, atol=1e-6)


def test_nothing_is_embedded_a_second_time(found: tuple[Chunk, ...], tmp_path: Path):
    first = cache(FakeEmbeddings(), tmp_path).of(found)
    engine = FakeEmbeddings()
    again = cache(engine, tmp_path)
    assert np.allclose(again.of(found), first, atol=1e-3)
    assert again.embedded == engine.calls == 0


def test_shipped_vectors_are_used_and_not_computed(found: tuple[Chunk, ...], tmp_path: Path):
    marker = np.full(64, 0.125, dtype=np.float32)
    save(tmp_path / "shipped" / file_name("fake/words"), {found[0].vector_key: marker})
    engine = FakeEmbeddings()
    held = cache(engine, tmp_path)
    assert np.array_equal(held.of(found[:1])[0], marker)
    assert engine.calls == 0
    assert not (tmp_path / "vectors").exists()


def test_vectors_of_another_model_are_not_used(found: tuple[Chunk, ...], tmp_path: Path):
    cache(FakeEmbeddings("fake/one"), tmp_path).of(found)
    other = FakeEmbeddings("fake/two")
    cache(other, tmp_path).of(found)
    assert other.calls > 0


def test_questions_are_embedded_as_questions_and_texts_as_texts(found: tuple[Chunk, ...], tmp_path: Path):
    asked: dict[str, list[str]] = {"question": [], "text": []}

    class Telling(FakeEmbeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            asked["text"] += texts
            return super().embed_documents(texts)

        def embed_query(self, text: str) -> list[float]:
            asked["question"].append(text)
            return super().embed_query(text)

    cache(Telling(), tmp_path).of(found)
    for field, texts in asked.items():
        assert set(texts) == {chunk.text for chunk in found if chunk.field == field}


def test_progress_counts_what_is_embedded(found: tuple[Chunk, ...], tmp_path: Path):
    told: list[int] = []
    engine = FakeEmbeddings()
    cache(engine, tmp_path).of(found, told.append)
    assert told == list(range(1, engine.calls + 1))


def test_what_was_computed_is_kept_when_the_engine_fails(found: tuple[Chunk, ...], tmp_path: Path):
    def fail(call: int) -> None:
        if call == 60:
            raise RuntimeError("the engine failed")

    many = [c.model_copy(update={"text": f"{c.text} {n}"}) for n in range(3) for c in found[:30]]
    with pytest.raises(RuntimeError):
        cache(FakeEmbeddings(before=fail), tmp_path).of(many)
    engine = FakeEmbeddings()
    cache(engine, tmp_path).of(many)
    assert engine.calls <= len({chunk.vector_key for chunk in many}) - 60


@pytest.mark.parametrize("damage", [b"", b"rubbish", b"PK\x03\x04 half a file"])
def test_a_damaged_file_is_computed_again(found: tuple[Chunk, ...], tmp_path: Path, damage: bytes):
    first = cache(FakeEmbeddings(), tmp_path).of(found)
    path = tmp_path / "vectors" / file_name("fake/words")
    path.write_bytes(damage)
    assert load(path) == {}
    engine = FakeEmbeddings()
    assert np.allclose(cache(engine, tmp_path).of(found), first, atol=1e-3)
    assert engine.calls > 0
    assert load(path)


@pytest.mark.parametrize("part", [0.3, 0.9, 0.999])
def test_half_a_file_is_computed_again(found: tuple[Chunk, ...], tmp_path: Path, part: float):
    cache(FakeEmbeddings(), tmp_path).of(found)
    path = tmp_path / "vectors" / file_name("fake/words")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    assert load(path) == {}


def test_a_missing_file_holds_nothing(tmp_path: Path):
    assert load(tmp_path / "none.npz") == {}


@pytest.mark.parametrize(
    "name", ["packaged/multilingual-e5-small", "sentence-transformers//srv/models/m", "../../etc/x", "模型"]
)
def test_any_model_has_a_file_name_inside_the_folder(name: str):
    assert file_name(name).endswith(".npz")
    assert Path(file_name(name)).name == file_name(name)
