"""What of a further section belongs in an answer."""

from dataclasses import replace

import pytest
from asking import hit, understood

from assistant.context import Context
from assistant.pipeline import Assistant
from assistant.retrieval.fusion import Part
from assistant.retrieval.search import Hit
from assistant.steps.adding import is_of_heading, what_adds
from kb.statements import Statement, statements


def sentences(found: Hit) -> list[Statement]:
    return list(statements(found.section.body))


def added(context: Context, first: Hit, second: Hit) -> list[Statement]:
    return what_adds(context, second, sentences(second), [(first, sentences(first))])


def test_a_section_that_speaks_of_what_is_left_out_is_added_whole(assistant: Assistant):
    context = understood(assistant, "退税申报以后账册手续去哪个窗口")
    when, office = hit(assistant, "refund", "when", "2025-01-01"), hit(assistant, "office", "office")
    assert added(context, when, replace(office, score=0.5)) == sentences(office)


def test_a_section_that_adds_nothing_asked_stays_out(assistant: Assistant):
    context = understood(assistant, "出口海外仓什么时候可以申报退税？")
    when, office = hit(assistant, "refund", "when", "2025-01-01"), hit(assistant, "office", "office")
    assert added(context, when, replace(office, score=0.5)) == []


def ways(found: Hit, near: float, score: float) -> Hit:
    return replace(found, score=score, parts=(Part(name="bonus_ways", rank=0, raw=near, value=0.0),))


@pytest.mark.parametrize(("near", "score", "count"), [(0.9, 0.85, 1), (0.2, 0.85, 0), (0.9, 0.7, 0)])
def test_of_one_that_may_be_meant_itself_the_opening_is_shown(
    assistant: Assistant, near: float, score: float, count: int
):
    context = understood(assistant, "出口海外仓什么时候可以申报退税？")
    when = ways(hit(assistant, "refund", "when", "2025-01-01"), 0.5, 1.0)
    office = ways(hit(assistant, "office", "office"), near, score)
    assert added(context, when, office) == sentences(office)[:count]


def test_of_one_that_rank_cannot_tell_from_the_first_the_opening_is_shown_whatever_is_meant(assistant: Assistant):
    context = understood(assistant, "出口海外仓什么时候可以申报退税？")
    when = ways(hit(assistant, "refund", "when", "2025-01-01"), 0.5, 1.0)
    office = ways(hit(assistant, "office", "office"), 0.2, 0.99)
    assert added(context, when, office) == sentences(office)[:1]


def test_a_question_is_that_of_a_heading_when_it_says_nearly_the_same(assistant: Assistant):
    filing = hit(assistant, "b2b", "filing")
    context = understood(assistant, "海外仓还要办理模式备案吗")
    assert is_of_heading(context, filing, "海外仓还要办理模式备案吗")
    assert not is_of_heading(context, filing, "退税的税率是多少")


def test_a_heading_that_wants_what_the_question_wants_may_be_meant(assistant: Assistant):
    context = understood(assistant, "海外仓可以退税吗")
    when = ways(hit(assistant, "refund", "when", "2025-01-01"), 0.9, 1.0)
    filing = ways(hit(assistant, "b2b", "filing"), 0.1, 0.85)
    filing = replace(
        filing, section=filing.section.model_copy(update={"heading": "海外仓可以办手续吗？", "body": "可以。"})
    )
    assert [statement.text for statement in added(context, when, filing)] == ["可以。"]


def test_the_yes_of_a_heading_is_no_answer_to_the_same_without_what_it_needs(assistant: Assistant):
    filing = hit(assistant, "b2b", "filing")
    context = understood(assistant, "海外仓没有办理模式备案可以吗")
    assert is_of_heading(context, filing, "海外仓需要办理模式备案吗，可以吗")
    assert not is_of_heading(context, filing, "海外仓没有办理模式备案可以吗")


def test_what_rank_has_first_is_shown_though_another_goes_before_it(assistant: Assistant):
    context = understood(assistant, "出口海外仓什么时候可以申报退税？")
    when = ways(hit(assistant, "refund", "when", "2025-01-01"), 0.9, 0.96)
    office = ways(hit(assistant, "office", "office"), 0.1, 1.0)
    assert added(context, when, office) == sentences(office)[:1]
