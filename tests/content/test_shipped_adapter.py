"""The map that ships was learned from the texts that ship: it puts the right section first more often than none."""

import numpy as np

from assistant.evaluation.questions import load_questions
from ingest.adapter import shipped_adapter
from ingest.chunks import chunks
from ingest.embedding import PackagedEmbeddings
from ingest.settings import PROJECT
from ingest.vectors import SHIPPED, file_name, load
from kb.dates import day_number
from kb.library import Library


def test_the_map_puts_the_right_section_first_more_often_than_the_bare_engine():
    engine, adapter = PackagedEmbeddings(), shipped_adapter(PackagedEmbeddings.name)
    assert adapter is not None
    vectors = load(SHIPPED / file_name(engine.name))
    texts = [chunk for chunk in chunks(Library.load(PROJECT / "kb")) if chunk.field == "text"]
    places = [f"{chunk.address.document}#{chunk.address.anchor}" for chunk in texts]
    first, last = (np.array([getattr(chunk, name) for chunk in texts]) for name in ("first", "last"))
    bare = np.stack([vectors[chunk.vector_key] for chunk in texts])
    ours = adapter.texts(bare)
    every = load_questions(PROJECT / "tests/evals/questions/trial.yaml")
    asked = [q for q in every if q.expect.sections and not q.history and q.kind in {"direct", "colloquial", "lookup"}]
    right = {"bare": 0, "ours": 0}
    for question in asked[::3]:
        vector = np.array([engine.embed_query(question.question)], dtype=np.float32)
        day = day_number(question.expect.day or question.as_of)
        served = (first <= day) & (day <= last)
        for name, cosines in (("bare", bare @ vector[0]), ("ours", ours @ adapter.questions(vector)[0])):
            best = places[int(np.where(served, cosines, -1).argmax())]
            right[name] += best in question.expect.sections
    count = len(asked[::3])
    assert right["ours"] >= right["bare"] + 0.05 * count, f"{right} of {count}: run `newtrade adapt`"
