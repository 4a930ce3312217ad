"""The guard on any text: it answers, at once, and always the same."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.steps.guard import load_guards, wish_in
from assistant.steps.understand import MAX_QUESTION

KINDS = {kind.name for kind in load_guards().kinds}
WORDS = st.lists(
    st.sampled_from(["怎么", "买单", "不被", "发现", "吗", "罚", "你", "规则", "how", "hide", "so", "that", "9610"])
)
LONG = ["x ", "不被", "without a ", "买", "\\", "把你", "so that a ", "能不能 ", "how to avoid "]


@given(st.text(max_size=MAX_QUESTION))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_known_kind_or_none(text: str):
    assert wish_in(text) in KINDS | {None}


@given(WORDS.map(" ".join))
@settings(max_examples=100, deadline=None)
def test_the_same_text_is_judged_the_same_in_any_case_and_width(text: str):
    assert wish_in(text) == wish_in(text.upper())


@pytest.mark.parametrize(
    "part", ["x ", "不被", "without a ", "买", "\\", "把你", "so that a ", "能不能 ", "how to avoid "]
)
def test_the_longest_question_is_judged_in_a_moment(part: str):
    text = (part * MAX_QUESTION)[:MAX_QUESTION]
    wish_in(text)
    start = time.process_time()
    wish_in(text)
    assert time.process_time() - start < 0.1
