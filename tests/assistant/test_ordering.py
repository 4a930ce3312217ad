"""The order of the sections that answer."""

from dataclasses import replace

from asking import answering, hit, understood

from assistant.context import Context
from assistant.pipeline import Assistant
from assistant.retrieval.search import Found, Hit
from assistant.steps.ordering import in_order


def asked(assistant: Assistant, question: str, *hits: Hit, found: tuple[Hit, ...] = ()) -> Context:
    return replace(
        understood(assistant, question), decision=answering(*hits), found=Found(hits=found or hits, rejected=())
    )


def anchors(hits: tuple[Hit, ...]) -> list[str]:
    return [found.section.anchor for found in hits]


def test_a_section_of_its_own_goes_before_the_introduction(assistant: Assistant):
    page, when = (
        hit(assistant, "refund", "who-this-is-for", "2025-01-01"),
        hit(assistant, "refund", "when", "2025-01-01"),
    )
    assert anchors(in_order(asked(assistant, "什么时候退税", page, when))) == ["when"]
    near = replace(when, score=0.8)
    assert anchors(in_order(asked(assistant, "什么时候退税", page, found=(page, near)))) == ["when"]


def test_an_introduction_answers_who_asks_for_it_and_where_nothing_is_near(assistant: Assistant):
    page, when = (
        hit(assistant, "refund", "who-this-is-for", "2025-01-01"),
        hit(assistant, "refund", "when", "2025-01-01"),
    )
    assert anchors(in_order(asked(assistant, "这份指南写给谁", page, when)))[0] == "who-this-is-for"
    far = replace(when, score=0.3)
    assert anchors(in_order(asked(assistant, "什么时候退税", page, found=(page, far)))) == ["who-this-is-for"]


def test_a_former_rule_follows_the_rule_of_the_day(assistant: Assistant):
    office = hit(assistant, "office", "office")
    body = "2012年7月1日至2025年12月31日，退税率为13%。"
    former = replace(office, section=office.section.model_copy(update={"body": body}))
    when = hit(assistant, "refund", "when", "2025-01-01")
    assert anchors(in_order(asked(assistant, "退税率多少", former, when))) == ["when", "office"]


def test_of_two_that_rank_cannot_tell_apart_the_one_asked_for_so_goes_first(assistant: Assistant):
    when = hit(assistant, "refund", "when", "2025-01-01")
    office = hit(assistant, "office", "office")
    question = "出口海外仓什么时候可以申报退税？"
    near = asked(assistant, question, office, replace(when, score=0.96 * office.score))
    assert anchors(in_order(near)) == ["when", "office"]
    far = asked(assistant, question, office, replace(when, score=0.8 * office.score))
    assert anchors(in_order(far)) == ["office", "when"]


def test_a_section_that_only_points_follows_the_others(assistant: Assistant):
    office = hit(assistant, "office", "office")
    body = "退税的做法见出口海外仓退税指引。"
    pointer = replace(office, section=office.section.model_copy(update={"body": body}))
    when = hit(assistant, "refund", "when", "2025-01-01")
    assert anchors(in_order(asked(assistant, "退税有哪些变化", pointer, when))) == ["when", "office"]
