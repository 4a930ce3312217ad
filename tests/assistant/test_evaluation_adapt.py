"""The map is learned from ways of asking, and measured on what it was not learned from."""

from datetime import date

import numpy as np
import pytest

from assistant.evaluation.adapt import learn, measure
from ingest.chunks import Chunk
from kb.model import SectionAddress

SECTIONS, WAYS, SIZE = 60, 40, 16


def world(seed: int = 0) -> tuple[list[Chunk], list[np.ndarray]]:
    """Return sections whose questions say what is meant in half of the dimensions, and anything in the other half."""
    chance = np.random.default_rng(seed)
    meant = chance.normal(size=(SECTIONS, SIZE))
    found, vectors = [], []

    def add(section: int, field: str, number: int) -> None:
        chunk = {
            "id": f"{section}/{field}{number}",
            "address": SectionAddress("doc", date(2026, 1, 1), f"s{section}"),
            "lang": "zh",
            "field": field,
            "text": f"{section} {number}",
            "first": 20260101,
            "last": 99991231,
        }
        found.append(Chunk.model_validate(chunk))
        vector = np.concatenate((meant[section], chance.normal(size=SIZE)))
        vectors.append((vector / np.linalg.norm(vector)).astype(np.float32))

    for section in range(SECTIONS):
        add(section, "text", 0)
        for number in range(WAYS):
            add(section, "question", number)
    return found, vectors


@pytest.mark.slow
def test_what_was_asked_in_other_words_comes_near_its_section():
    found = measure(*world())
    assert found.after.share > found.before.share + 0.1
    assert found.after_unseen.share > found.before_unseen.share + 0.05


@pytest.mark.slow
def test_the_same_texts_give_the_same_map():
    one, other = ([part[: 10 * WAYS] for part in world(seed)] for seed in (0, 1))
    assert learn(*one).digest == learn(*one).digest != learn(*other).digest
