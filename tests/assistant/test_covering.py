from dataclasses import replace

from asking import hit, understood

from assistant.pipeline import Assistant
from assistant.retrieval.search import Found
from assistant.steps.covering import Coverage


def test_of_two_sections_as_near_the_one_that_speaks_of_more_of_the_question_comes_first(assistant: Assistant):
    context = understood(assistant, "出口海外仓什么时候可以申报退税？")
    office, when = hit(assistant, "office", "office"), hit(assistant, "refund", "when", "2025-01-01")
    found = Coverage(context).ranked(Found(hits=(office, when), rejected=()))
    assert [one.section.anchor for one in found.hits] == ["when", "office"]
    assert all(one.parts[-1].name == "bonus_coverage" for one in found.hits)
    assert all(0 <= one.parts[-1].raw <= 1 for one in found.hits)


def test_a_section_that_a_search_rejected_may_come_back_and_a_far_one_goes(assistant: Assistant):
    context = understood(assistant, "出口海外仓什么时候可以申报退税？")
    when = replace(hit(assistant, "refund", "when", "2025-01-01"), score=0.4)
    office = replace(hit(assistant, "office", "office"), score=0.41)
    found = Coverage(context).ranked(Found(hits=(office,), rejected=(when,)))
    assert [one.section.anchor for one in found.hits] == ["when"]
    assert [one.section.anchor for one in found.rejected] == ["office"]


def test_nothing_found_stays_nothing(assistant: Assistant):
    nothing = Found(hits=(), rejected=())
    assert Coverage(understood(assistant, "9810")).ranked(nothing) == nothing
