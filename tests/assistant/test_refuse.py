from dataclasses import replace
from datetime import date

import pytest
from asking import hit, understood

from assistant.answer import Answer, Reason
from assistant.context import Decision
from assistant.pipeline import Assistant
from assistant.retrieval.search import Found, Hit
from assistant.steps.refuse import refusal
from kb.messages import say


def refused(assistant: Assistant, question: str, reason: Reason, *hits: Hit, **options: object) -> Answer:
    context = understood(assistant, question, **options)
    decision = Decision(kind="refuse", reason=reason)
    return refusal(replace(context, decision=decision, found=Found(hits=hits, rejected=())))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_refusal_names_the_nearest_text_and_says_that_it_does_not_answer(assistant: Assistant, lang):
    near = hit(assistant, "refund", "when", "2025-01-01", lang)
    answer = refused(assistant, "退税 refund", "not_covered", near, lang=lang)
    assert (answer.status, answer.reason, answer.citations) == ("refused", "not_covered", ())
    assert say("answer.refused-not-covered", lang) in answer.text
    assert say("answer.nearest", lang, title=near.version.title, heading=near.section.heading) in answer.text
    assert answer.suggestions == (near.section.heading,)


@pytest.mark.parametrize(
    ("document", "anchor", "key"),
    [("refund", "call", "answer.hotline-tax"), ("overseas", "limits", "answer.hotline-customs")],
)
def test_the_hotline_is_that_of_the_nearest_text(assistant: Assistant, document: str, anchor: str, key: str):
    assert say(key, "zh") in refused(assistant, "退税", "not_covered", hit(assistant, document, anchor)).text


def test_without_a_near_text_both_hotlines_are_named(assistant: Assistant):
    assert say("answer.hotline-both", "zh") in refused(assistant, "退税", "not_covered").text


def test_out_of_scope_names_no_text(assistant: Assistant):
    near = hit(assistant, "refund", "when", "2025-01-01")
    answer = refused(assistant, "今天天气", "out_of_scope", near)
    assert near.version.title not in answer.text
    assert say("answer.refused-out-of-scope", "zh") in answer.text


def test_a_question_without_a_code_is_told_what_would_help(assistant: Assistant):
    near = hit(assistant, "overseas", "limits")
    hint = say("answer.answerable", "zh")
    assert hint in refused(assistant, "限制", "not_covered", near).text
    assert hint not in refused(assistant, "9810限制", "not_covered", near).text


def test_a_day_before_all_texts_is_said_to_be_that(assistant: Assistant):
    answer = refused(assistant, "退税", "not_covered", day=date(2020, 3, 1))
    assert say("answer.before-texts", "zh", day="2020年3月1日", first="2024年1月1日") in answer.text
    assert answer.as_of == date(2020, 3, 1)


def test_suggestions_are_three_different_headings_at_the_most(assistant: Assistant):
    when, call = hit(assistant, "refund", "when"), hit(assistant, "refund", "call")
    more = [hit(assistant, "b2b", anchor) for anchor in ("filing", "steps", "table")]
    answer = refused(assistant, "退税", "not_covered", when, when, call, *more)
    assert answer.suggestions == (when.section.heading, call.section.heading, more[0].section.heading)
