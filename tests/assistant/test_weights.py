"""The weights file says everything that search asks of it."""

import pytest
from asking import made_answer

from assistant.retrieval.weights import Weights, load_weights
from ingest.chunks import FIELDS


def test_every_channel_has_a_weight_and_together_they_are_one():
    channels = load_weights().channels
    assert set(channels) == {f"{engine}_{field}" for engine in ("dense", "lexical") for field in FIELDS}
    assert sum(channels.values()) == pytest.approx(1.0)


def test_every_bonus_that_search_gives_has_a_value_and_the_right_sign():
    bonuses = load_weights().bonuses
    assert {"code", "other_code", "instrument", "region", "changed"} <= set(bonuses)
    assert bonuses["code"] > 0 > bonuses["other_code"]
    assert bonuses["instrument"] > 0 > bonuses["region"]
    assert bonuses["changed"] > 0


def test_the_floor_is_a_share_and_fewer_are_accepted_than_asked_for():
    weights = load_weights()
    assert 0 < weights.floor < 1
    assert 0 < weights.accepted < weights.depth


def test_an_unknown_weight_is_refused():
    with pytest.raises(ValueError, match="surprise"):
        Weights.model_validate({**load_weights().model_dump(), "surprise": 1})


def test_an_answer_refuses_an_unknown_field_too():
    with pytest.raises(ValueError, match="surprise"):
        made_answer(surprise=1)
