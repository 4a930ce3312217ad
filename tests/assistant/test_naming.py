"""A code that a question gives a trade that has another."""

from dataclasses import replace

import pytest
from asking import answering, hit, understood

from assistant.context import Context
from assistant.pipeline import Assistant
from assistant.retrieval.search import Found
from assistant.steps.naming import told_otherwise

TEXT = "出口海外仓的监管方式代码是9810。"


def asked(assistant: Assistant, question: str, body: str = TEXT) -> Context:
    limits = hit(assistant, "overseas", "limits")
    limits = replace(limits, section=limits.section.model_copy(update={"body": body}))
    context = understood(assistant, question)
    terms = tuple(
        replace(said, term=said.term.model_copy(update={"codes": ("9810",)})) for said in context.understood.terms
    )
    context = replace(context, understanding=replace(context.understood, terms=terms))
    return replace(context, decision=answering(limits), found=Found(hits=(limits,), rejected=()))


@pytest.mark.parametrize("question", ["出口海外仓是9710，对吗", "海外仓的代码是9710吧", "9710是海外仓，对不对"])
def test_a_wrong_code_is_answered_with_the_right_one(assistant: Assistant, question: str):
    told = told_otherwise(asked(assistant, question))
    assert told is not None
    assert told[1].text == TEXT


@pytest.mark.parametrize("question", ["出口海外仓是9810，对吗", "海外仓的货改报9710，对吗", "海外仓是9710还是9810"])
def test_a_right_code_and_one_that_is_not_given_to_the_trade_are_left_alone(assistant: Assistant, question: str):
    assert told_otherwise(asked(assistant, question)) is None


def test_a_text_with_the_wrong_code_tells_nothing(assistant: Assistant):
    context = asked(assistant, "出口海外仓是9710，对吗", "9710和9810都能出口。")
    assert told_otherwise(context) is None
