import pytest
from asking import DAY, cited
from hypothesis import given
from hypothesis import strategies as st

from assistant.pipeline import Assistant
from assistant.understanding.sides import sides_of


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("9710和9810有什么区别", "9710", "9810"),
        ("监管方式1300跟1371都是修东西，区别在哪里", "监管方式1300", "1371"),
        ("报关单位备案 vs 临时备案，有效期差多少？", "报关单位备案", "临时备案"),
        ("class 1 exporter versus class 4 exporter: how long does each wait?", "class 1 exporter", "class 4 exporter"),
        ("What is the difference between retail import and parcel tax?", "retail import", "parcel tax"),
    ],
)
def test_a_comparison_has_two_sides(question: str, first: str, second: str):
    sides = sides_of(question)
    assert sides is not None
    assert sides.first.startswith(first)
    assert sides.second.startswith(second)


@pytest.mark.parametrize("question", ["9810和9710要备案吗", "海外仓怎么退税", "tax and customs for 9610", ""])
def test_a_question_that_compares_nothing_has_none(question: str):
    assert sides_of(question) is None


@given(st.text(max_size=80))
def test_any_text_has_two_different_sides_or_none(question: str):
    sides = sides_of(question)
    assert sides is None or (sides.first and sides.second)


def test_a_comparison_is_answered_from_a_section_for_each_side(assistant: Assistant):
    answer = assistant.ask("海外仓备案和海外仓退税有什么区别", DAY)
    documents = {address.split("@")[0] for address in cited(answer)}
    assert {"b2b", "refund"} <= documents
