"""Questions that ask two things."""

from dataclasses import replace

import pytest
from asking import answering, hit, understood

from assistant.pipeline import Assistant
from assistant.steps.compose import compose
from assistant.steps.parts import by_parts, parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("高级认证有什么好处，多久复核一次", ["高级认证有什么好处", "高级认证，多久复核一次"]),
        ("9810还要不要备案？报关交什么单子？", ["9810还要不要备案", "9810，报关交什么单子"]),
        ("单证放在哪 要放几年", ["单证放在哪", "单证，要放几年"]),
        ("货卖了一半，怎么申报，去哪办", ["货卖了一半，怎么申报", "货卖了一半，去哪办"]),
    ],
)
def test_a_further_part_is_about_what_the_first_is_about(question: str, parts: list[str]):
    assert [part.question for part in parts_of(question, "zh")] == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "how long do I keep the filed documents, and can they be digital",
            ["how long do I keep the filed documents", "keep the filed documents, can they be digital"],
        ),
        (
            "which order governs AEO now and since when",
            ["which order governs AEO now", "order governs AEO now, since when"],
        ),
    ],
)
def test_english_parts_are_cut_where_a_new_question_begins(question: str, parts: list[str]):
    assert [part.question for part in parts_of(question, "en")] == parts


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("9810还要备案吗", "zh"),
        ("听说限额是2万，对吗", "zh"),
        ("没有发票，怎么办", "zh"),
        ("什么票都没有，会怎样", "zh"),
        ("can I get a refund for goods and services", "en"),
    ],
)
def test_a_question_that_asks_one_thing_has_no_parts(question: str, lang: str):
    assert parts_of(question, lang) == ()


def test_each_thing_is_answered_from_its_own_section(assistant: Assistant):
    context = understood(assistant, "出口海外仓什么时候可以申报退税，综合保税区的账册手续去哪个窗口")
    first = hit(assistant, "refund", "when", "2025-01-01")
    composed = compose(replace(context, decision=answering(first)))
    anchors = [composed.decided.evidence[claim.source].section.anchor for claim in composed.claims]
    assert list(dict.fromkeys(anchors)) == ["when", "office"]


def test_where_a_part_finds_nothing_the_question_stays_whole(assistant: Assistant):
    assert by_parts(understood(assistant, "出口海外仓什么时候可以申报退税，狮子吃什么")) == ()
