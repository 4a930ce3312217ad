from dataclasses import replace
from datetime import date

from asking import hit, understood

from assistant.context import Context, Decision
from assistant.pipeline import Assistant
from assistant.retrieval.search import Found
from assistant.steps.decide import decide
from assistant.steps.retrieve import retrieve


def decided(assistant: Assistant, question: str, **options: object) -> Decision:
    return decide(retrieve(understood(assistant, question, **options))).decided


def found(assistant: Assistant, question: str) -> Context:
    return retrieve(understood(assistant, question))


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


def test_a_close_second_joins_only_when_it_speaks_of_what_the_first_leaves_out(assistant: Assistant):
    when, office = hit(assistant, "refund", "when", "2025-01-01"), hit(assistant, "office", "office")
    question = "出口海外仓什么时候可以申报退税，账册手续在哪个窗口"
    both = replace(found(assistant, question), found=Found(hits=(when, office), rejected=()))
    measured = decide(both).decided
    if measured.kind == "refuse":  # the score alone may refuse this made-up pair; the second section is then moot
        both = replace(both, understanding=replace(both.understood, instruments=("2024-1",)))
    one = replace(found(assistant, "出口海外仓什么时候可以申报退税？"), found=Found(hits=(when, office), rejected=()))
    assert [h.section.anchor for h in decide(one).decided.evidence] == ["when"]
    assert [h.section.anchor for h in decide(both).decided.evidence] == ["when", "office"]


def test_a_second_that_ranks_far_behind_never_joins(assistant: Assistant):
    when = hit(assistant, "refund", "when", "2025-01-01")
    office = replace(hit(assistant, "office", "office"), score=0.2)
    question = "出口海外仓什么时候可以申报退税，账册手续在哪个窗口"
    context = replace(found(assistant, question), found=Found(hits=(when, office), rejected=()))
    assert [h.section.anchor for h in decide(context).decided.evidence] in (["when"], [])
