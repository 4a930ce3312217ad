import math
import sys

import pytest

from assistant.evaluation.ranking import ranking
from kb.errors import NewTradeError


def test_the_measures_are_those_of_the_textbook():
    relevant = {"one": ["a"], "two": ["b", "c"], "three": ["d"]}
    found = {"one": ["x", "a"], "two": ["b", *(f"y{n}" for n in range(5)), "c"], "three": ["x", "y"]}
    held = ranking(relevant, found)
    assert (held.questions, held.hit_at_1.count, held.hit_at_5.count) == (3, 1, 2)
    assert held.recall_at_5.value == pytest.approx((1 + 0.5 + 0) / 3)
    assert held.recall_at_10.value == pytest.approx((1 + 1 + 0) / 3)
    assert held.mrr.value == pytest.approx((0.5 + 1 + 0) / 3)
    two = (1 + 1 / math.log2(8)) / (1 + 1 / math.log2(3))
    assert held.ndcg_at_10.value == pytest.approx((1 / math.log2(3) + two + 0) / 3)


def test_a_question_that_finds_nothing_counts_as_missed():
    held = ranking({"one": ["a"], "two": ["b"]}, {"one": ["a"]})
    assert (held.hit_at_1.count, held.hit_at_1.of) == (1, 2)


def test_what_is_found_twice_counts_where_it_stands_first():
    assert ranking({"one": ["b"]}, {"one": ["a", "a", "a", "b"]}).mrr.value == 0.5


def test_without_questions_there_is_nothing_and_no_error():
    held = ranking({}, {})
    assert (held.questions, held.hit_at_1.of, held.mrr.of) == (0, 0, 0)


def test_without_the_package_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(NewTradeError) as caught:
        ranking({"one": ["a"]}, {"one": ["a"]})
    assert "make install" in caught.value.message("en")
