from datetime import date
from pathlib import Path

import chromadb
import numpy as np
import pytest
from building import Workshop

from ingest import chroma_reader
from ingest.chroma_reader import ReadCollection, ReadingClient, fits
from ingest.chunks import Row
from ingest.store import COLLECTION, fill_store, open_store
from ingest.vectors import Vector
from kb.model import SectionAddress

TODAY = 20250601
COUNT = 300


@pytest.fixture
def vectors() -> list[Vector]:
    numbers = np.random.default_rng(7).normal(size=(COUNT, 8)).astype(np.float32)
    return list(numbers / np.linalg.norm(numbers, axis=1, keepdims=True))


@pytest.fixture
def folder(workshop: Workshop, vectors: list[Vector]) -> Path:
    """A generation's folder with its vectors, half of them out of force."""
    folder = workshop.settings.index / "generation"
    folder.mkdir(parents=True)
    address = SectionAddress("d", date(2024, 1, 1), "a")
    rows = [Row(f"r{i}", address, "zh", "text", 20240101, 99991231 if i % 2 else 20241231, "x") for i in range(COUNT)]
    fill_store(workshop.settings, folder, rows, vectors)
    return folder


def test_the_installed_engine_is_called_as_it_wants_to_be():
    assert fits()


@pytest.mark.parametrize("where", [None, {"last": {"$gte": TODAY}}])
def test_it_finds_what_the_client_finds(folder: Path, vectors: list[Vector], where: dict[str, object] | None):
    read: ReadCollection = ReadingClient(folder / "chroma").get_or_create_collection(f"{COLLECTION}-text")
    client = chromadb.PersistentClient(
        str(folder / "chroma"), chromadb.Settings(anonymized_telemetry=False, is_persistent=True)
    )
    collection = client.get_collection(f"{COLLECTION}-text", embedding_function=None)
    assert read.count() == collection.count() == COUNT
    for vector in vectors[:5]:
        asked = {"query_embeddings": [vector], "n_results": 40, "where": where, "include": ["distances"]}
        found, theirs = read.query(**asked), collection.query(**asked)
        assert found["ids"] == theirs["ids"]
        assert found["distances"] == theirs["distances"]


def test_a_folder_without_a_store_is_refused_and_stays_empty(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        ReadingClient(tmp_path)
    assert not list(tmp_path.iterdir())


def test_another_engine_is_left_to_its_client(
    workshop: Workshop, folder: Path, vectors: list[Vector], monkeypatch: pytest.MonkeyPatch
):
    before = open_store(workshop.settings, folder).nearest(vectors[0], "text", TODAY, 9)
    monkeypatch.setitem(chroma_reader._CALLED, "query", "($self, vector)")
    assert not fits()
    assert open_store(workshop.settings, folder).nearest(vectors[0], "text", TODAY, 9) == before
