import numpy as np
import pytest
from building import Base, FakeEmbeddings, Workshop

from ingest.background import background
from ingest.chunks import Chunk, chunks
from ingest.generation import Background
from kb.model import FOLDERS


def test_a_background_is_measured_for_each_language_and_field_and_kept_in_the_manifest(workshop: Workshop):
    workshop.sync()
    found = workshop.open().manifest.background
    assert set(found) == {"zh-text", "zh-question", "en-text", "en-question"}
    assert all(-1 <= b.mean <= 1 and b.mean < b.right <= 1.001 for b in found.values())


def test_it_is_the_cosine_of_questions_with_other_documents(base: Base):
    wanted = chunks(base.library())
    engine = FakeEmbeddings()
    vectors = [np.array(engine.embed_query(c.text), dtype=np.float32) for c in wanted]
    expected = [
        float(vectors[i] @ vectors[j])
        for i, a in enumerate(wanted)
        for j, b in enumerate(wanted)
        if (a.field, a.lang, b.field) == ("question", "zh", "text") and a.address.document != b.address.document
    ]
    found = background(wanted, vectors)["zh-text"]
    assert found.mean == pytest.approx(np.mean(expected), abs=1e-4)
    own = [
        max(float(vectors[i] @ vectors[j]) for j, b in enumerate(wanted) if b.field == "text" and _same(a, b))
        for i, a in enumerate(wanted)
        if (a.field, a.lang) == ("question", "zh")
    ]
    assert found.right == pytest.approx(np.mean(own), abs=1e-4)


def _same(a: Chunk, b: Chunk) -> bool:
    return (a.address.document, a.address.anchor) == (b.address.document, b.address.anchor)


def test_a_library_of_one_document_has_a_background_too(workshop: Workshop):
    for path in (workshop.base.root / FOLDERS["format"] / "overseas").iterdir():
        path.unlink()
    workshop.sync()
    assert set(workshop.open().manifest.background.values()) == {Background(mean=0.0, right=1.0)}


def test_a_cosine_is_told_between_what_does_not_answer_and_what_does():
    found = Background(mean=0.8, right=0.9)
    assert [found.standard(cosine) for cosine in (0.8, 0.85, 0.9)] == pytest.approx([0, 0.5, 1])


def test_an_engine_that_tells_nothing_apart_gives_a_number_too():
    assert abs(Background(mean=0.8, right=0.8).standard(0.8)) < 1
