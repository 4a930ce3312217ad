from dataclasses import replace
from datetime import date

import pytest
from asking import hit, understood
from deciding import CALIBRATION

from assistant.context import Context, Decision
from assistant.pipeline import Assistant
from assistant.retrieval.fusion import Part
from assistant.retrieval.search import Found, Hit
from assistant.steps.decide import decide
from assistant.steps.retrieve import retrieve


def decided(assistant: Assistant, question: str, **options: object) -> Decision:
    return decide(retrieve(understood(assistant, question, **options))).decided


def test_a_question_that_a_section_answers_is_answered_from_it(assistant: Assistant):
    decision = decided(assistant, "出口海外仓什么时候可以申报退税？")
    assert (decision.kind, decision.reason) == ("answer", None)
    assert decision.evidence[0].section.anchor == "when"
    assert 0.5 < decision.measures["probability"] <= 1.0


def test_a_question_of_the_field_without_a_rule_is_not_covered(assistant: Assistant):
    decision = decided(assistant, "退税的狮子火锅订单")
    assert (decision.kind, decision.reason, decision.evidence) == ("refuse", "not_covered", ())
    assert decision.measures["probability"] < 0.5


def test_a_question_of_another_field_is_out_of_scope(assistant: Assistant):
    decision = decided(assistant, "今天天气怎么样")
    assert (decision.kind, decision.reason) == ("refuse", "out_of_scope")


def test_where_nothing_is_in_force_there_is_nothing_to_answer_from(assistant: Assistant):
    decision = decided(assistant, "出口海外仓什么时候可以申报退税？", day=date(2020, 1, 1))
    assert (decision.kind, decision.reason, decision.measures) == ("refuse", "not_covered", {})


def test_a_named_instrument_is_answered_even_where_the_score_is_low(assistant: Assistant):
    decision = decided(assistant, "国家税务总局公告2024年第1号")
    assert decision.kind == "answer"
    version = decision.evidence[0].version
    assert any("2024年第1号" in s.instrument for s in version.sources_of(decision.evidence[0].section))


CLOSE = (CALIBRATION.second + CALIBRATION.tie) / 2
"""Near enough to add what is missing, not so near that it is shown in any case."""


def pair(assistant: Assistant, question: str, second: float) -> Context:
    """Two sections as if found close together; the first rests on a named instrument, so it is always answered."""
    named = Part(name="bonus_instrument", rank=0, raw=0.0, value=0.5)
    when = replace(hit(assistant, "refund", "when", "2025-01-01"), parts=(named,))
    office = replace(hit(assistant, "office", "office"), score=second)
    return replace(retrieve(understood(assistant, question)), found=Found(hits=(when, office), rejected=()))


@pytest.mark.parametrize(
    ("question", "second", "anchors"),
    [
        ("出口海外仓什么时候可以申报退税，账册手续在哪个窗口", CLOSE, ["when", "office"]),
        ("出口海外仓什么时候可以申报退税，账册手续在哪个窗口", 0.2, ["when"]),
        ("出口海外仓什么时候可以申报退税？", CLOSE, ["when"]),
    ],
)
def test_a_second_section_joins_when_it_is_close_and_speaks_of_what_the_first_leaves_out(
    assistant: Assistant, question: str, second: float, anchors: list[str]
):
    evidence = decide(pair(assistant, question, second)).decided.evidence
    assert [found.section.anchor for found in evidence] == anchors


def test_a_second_that_can_hardly_be_told_from_the_first_is_shown_in_any_case(assistant: Assistant):
    evidence = decide(pair(assistant, "出口海外仓什么时候可以申报退税？", 1.0)).decided.evidence
    assert [found.section.anchor for found in evidence] == ["when", "office"]


def silent_on(assistant: Assistant, question: str, body: str) -> tuple[Context, Hit]:
    found = pair(assistant, question, 0.2)
    assert found.found is not None
    first = found.found.hits[0]
    silent = replace(first, section=first.section.model_copy(update={"body": body}))
    return replace(found, found=Found(hits=(silent,), rejected=())), silent


def test_of_two_things_asked_one_may_be_told_where_a_section_is_silent_on_the_other(assistant: Assistant):
    context, _ = silent_on(assistant, "海外仓的查验率是多少，什么时候可以申报退税？", "查验率是多少，本手册没有收录。")
    assert decide(context).decided.silence is None


def test_a_section_that_says_it_does_not_tell_is_quoted_in_a_refusal(assistant: Assistant):
    body = "查验率是多少，本手册没有收录。"
    context, silent = silent_on(assistant, "查验率是多少", body)
    decision = decide(context).decided
    assert (decision.kind, decision.reason) == ("refuse", "not_covered")
    assert decision.silence is not None
    assert decision.silence.text == body
    assert decision.evidence == (silent,)
