"""The vectors that ship with the project are those of its texts, so that a first start embeds nothing."""

import numpy as np
import pytest

from ingest.chunks import Chunk, chunks
from ingest.embedding import PackagedEmbeddings, embed
from ingest.settings import PROJECT
from ingest.vectors import SHIPPED, Vector, file_name, load
from kb.library import Library


@pytest.fixture(scope="module")
def shipped() -> dict[str, Vector]:
    return load(SHIPPED / file_name(PackagedEmbeddings.name))


@pytest.fixture(scope="module")
def wanted() -> dict[str, Chunk]:
    return {chunk.vector_key: chunk for chunk in chunks(Library.load(PROJECT / "kb"))}


def test_every_chunk_of_the_knowledge_base_has_its_vector(shipped: dict[str, Vector], wanted: dict[str, Chunk]):
    missing = [chunk.id for key, chunk in wanted.items() if key not in shipped]
    assert not missing, f"{len(missing)} chunks have no vector, the first is {missing[0]}: run `newtrade vectors`"


def test_no_vector_of_a_text_that_is_gone_is_shipped(shipped: dict[str, Vector], wanted: dict[str, Chunk]):
    assert not shipped.keys() - wanted.keys(), "run `newtrade vectors`"


def test_shipped_vectors_are_normalised(shipped: dict[str, Vector]):
    assert shipped
    vectors = np.stack(list(shipped.values()))
    assert vectors.shape[1] == PackagedEmbeddings.dimension
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=2e-3)


def test_a_sample_of_the_shipped_vectors_equals_fresh_ones(shipped: dict[str, Vector], wanted: dict[str, Chunk]):
    held = sorted(key for key in wanted if key in shipped)
    assert held
    engine = PackagedEmbeddings()
    for key in held[:: max(1, len(held) // 5)][:5]:
        fresh = embed(engine, [wanted[key].text], as_questions=wanted[key].field == "question")[0]
        cosine = np.dot(fresh, shipped[key]) / np.linalg.norm(shipped[key])
        assert cosine > 0.999, wanted[key].id
