from dataclasses import replace

import pytest
from asking import understood

from assistant.calibration import NAMES
from assistant.context import Context
from assistant.pipeline import Assistant
from assistant.retrieval.search import Found
from assistant.steps.evidence import Evidence
from assistant.steps.measures import measure
from assistant.steps.retrieve import retrieve


def measured(assistant: Assistant, question: str) -> dict[str, float]:
    context = retrieve(understood(assistant, question))
    return measure(context, Evidence(context.index, question, context.understood.terms))


def test_every_measure_is_taken_in_the_order_of_the_calibration(assistant: Assistant):
    assert tuple(measured(assistant, "出口海外仓什么时候可以申报退税？")) == NAMES


@pytest.mark.parametrize("question", ["出口海外仓什么时候可以申报退税？", "狮子火锅天气", "海外仓", "limits of 9810"])
def test_shares_lie_between_zero_and_one(assistant: Assistant, question: str):
    found = measured(assistant, question)
    for name in ("unknown", "coverage", "near_question"):
        assert 0.0 <= found[name] <= 1.0 + 1e-9, name
    assert found["scope"] in {0.0, 1.0, 2.0}


def test_a_question_of_the_index_measures_higher_than_a_strange_one(assistant: Assistant):
    known, strange = measured(assistant, "出口海外仓什么时候可以申报退税？"), measured(assistant, "退掉狮子火锅订单")
    for name in ("coverage", "near_question", "dense_question", "words_question"):
        assert known[name] > strange[name], name
    assert known["unknown"] < strange["unknown"]


def test_the_language_is_that_of_the_question(assistant: Assistant):
    assert measured(assistant, "9810有限额吗")["chinese"] == 1.0
    assert measured(assistant, "is there a limit for 9810")["chinese"] == 0.0


def test_scope_counts_terms_codes_and_instruments_up_to_two(assistant: Assistant):
    assert measured(assistant, "窗口")["scope"] == 0.0
    assert measured(assistant, "9810的窗口")["scope"] == 1.0
    assert measured(assistant, "9810和9710海外仓退税")["scope"] == 2.0


def test_a_crowd_too_small_gives_no_gap(assistant: Assistant):
    context: Context = retrieve(understood(assistant, "9810有金额限制吗"))
    assert context.found is not None
    alone = replace(context, found=Found(hits=context.found.hits[:1], rejected=()))
    found = measure(alone, Evidence(alone.index, "9810有金额限制吗", ()))
    assert (found["gap_text"], found["gap_question"]) == (0.0, 0.0)
