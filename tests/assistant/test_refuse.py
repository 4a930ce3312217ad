from dataclasses import replace
from datetime import date

import pytest
from asking import hit, understood

from assistant.answer import Answer, Reason
from assistant.context import Decision
from assistant.pipeline import Assistant
from assistant.retrieval.search import Found, Hit
from assistant.steps.guard import suspected_in
from assistant.steps.refuse import refusal
from kb.messages import say
from kb.statements import statements


def refused(
    assistant: Assistant,
    question: str,
    reason: Reason,
    *hits: Hit,
    measures: dict[str, float] | None = None,
    **options: object,
) -> Answer:
    context = understood(assistant, question, **options)
    decision = Decision(kind="refuse", reason=reason, measures=measures or {})
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


def test_naming_the_format_is_asked_for_only_where_the_nearest_texts_are_of_several(assistant: Assistant):
    near, other = hit(assistant, "overseas", "limits"), hit(assistant, "b2b", "filing")
    assert near.version.formats != other.version.formats
    hint = say("answer.answerable", "zh")
    assert hint in refused(assistant, "限制", "not_covered", near, other).text
    assert hint not in refused(assistant, "限制", "not_covered", near).text
    assert hint not in refused(assistant, "9810限制", "not_covered", near, other).text


def test_naming_the_format_helps_nobody_whose_subject_no_text_speaks_of(assistant: Assistant):
    near, other = hit(assistant, "overseas", "limits"), hit(assistant, "b2b", "filing")
    hint, silent = say("answer.answerable", "zh"), {"probability": 1.0, "unaccounted": 0.6}
    assert hint not in refused(assistant, "限制", "not_covered", near, other, measures=silent).text


def test_another_countrys_rule_is_refused_without_a_text_of_ours_beside_it(assistant: Assistant):
    near = hit(assistant, "overseas", "limits")
    answer = refused(assistant, "越南进口关税多少", "not_covered", near)
    assert near.version.title not in answer.text
    assert answer.suggestions == ()


def test_a_far_text_is_not_called_the_nearest(assistant: Assistant):
    near = hit(assistant, "overseas", "limits")
    assert (
        near.version.title not in refused(assistant, "限制", "not_covered", near, measures={"probability": 0.01}).text
    )


def test_a_text_that_says_itself_that_it_does_not_tell_is_quoted_and_cited(assistant: Assistant):
    near = hit(assistant, "overseas", "limits")
    said = statements(near.section.body)[0]
    context = understood(assistant, "限制")
    decision = Decision("refuse", "not_covered", evidence=(near,), silence=said)
    answer = refusal(replace(context, decision=decision, found=Found(hits=(near,), rejected=())))
    assert (answer.status, answer.reason) == ("refused", "not_covered")
    assert said.quote in answer.text
    assert answer.citations[0].anchor == "limits"
    assert said.quote in answer.citations[0].quote


def test_what_held_before_is_told_beside_a_text_that_does_not_tell_what_holds_now(assistant: Assistant):
    now, before = "限额是多少，本手册没有收录。", "限额为5000元，只适用到2024年3月31日。"
    near = hit(assistant, "overseas", "limits")
    near = replace(near, section=near.section.model_copy(update={"body": now + before}))
    decision = Decision("refuse", "not_covered", evidence=(near,), silence=statements(now + before)[0])
    answer = refusal(replace(understood(assistant, "限额"), decision=decision, found=Found(hits=(near,), rejected=())))
    assert now in answer.text
    assert before in answer.text
    assert answer.citations[0].quote == f"{now}\n{before}"


def test_a_refused_question_that_looks_like_a_wish_is_told_the_lawful_route(assistant: Assistant):
    asked = "海关查验的时候送点什么能快一点放"
    assert suspected_in(asked)
    answer = refused(assistant, asked, "not_covered")
    assert (answer.status, answer.reason) == ("refused", "unsafe")
    assert suspected_in("越南进口关税多少") is None


def test_a_day_before_all_texts_is_said_to_be_that(assistant: Assistant):
    answer = refused(assistant, "退税", "not_covered", day=date(2020, 3, 1))
    assert say("answer.before-texts", "zh", day="2020年3月1日", first="2024年1月1日") in answer.text
    assert answer.as_of == date(2020, 3, 1)


def test_suggestions_are_three_different_headings_at_the_most(assistant: Assistant):
    when, call = hit(assistant, "refund", "when"), hit(assistant, "refund", "call")
    more = [hit(assistant, "b2b", anchor) for anchor in ("filing", "steps", "table")]
    answer = refused(assistant, "退税", "not_covered", when, when, call, *more)
    assert answer.suggestions == (when.section.heading, call.section.heading, more[0].section.heading)
