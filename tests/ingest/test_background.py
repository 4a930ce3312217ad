import numpy as np
import pytest
from building import Base, FakeEmbeddings, Workshop

from ingest.background import background
from ingest.chunks import chunks
from ingest.generation import Background
from kb.model import FOLDERS


def test_a_background_is_measured_for_each_language_and_field_and_kept_in_the_manifest(workshop: Workshop):
    workshop.sync()
    found = workshop.open().manifest.background
    assert set(found) == {"zh-text", "zh-question", "en-text", "en-question"}
    assert all(-1 <= b.mean <= 1 and b.deviation > 0 for b in found.values())


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
    assert found.deviation == pytest.approx(np.std(expected), abs=1e-4)


def test_a_library_of_one_document_has_a_background_too(workshop: Workshop):
    for path in (workshop.base.root / FOLDERS["format"] / "overseas").iterdir():
        path.unlink()
    workshop.sync()
    assert set(workshop.open().manifest.background.values()) == {Background(mean=0.0, deviation=1.0)}


def test_a_cosine_is_told_in_deviations_above_the_background():
    assert Background(mean=0.8, deviation=0.05).standard(0.9) == pytest.approx(2)
