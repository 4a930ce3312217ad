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
    for name in ("unaccounted", "untold", "unspoken"):
        assert 0.0 <= found[name] <= 1.0 + 1e-9, name


def test_a_question_of_the_index_measures_higher_than_a_strange_one(assistant: Assistant):
    known, strange = measured(assistant, "出口海外仓什么时候可以申报退税？"), measured(assistant, "退掉狮子火锅订单")
    for name in ("best_text", "best_question"):
        assert known[name] > strange[name], name
    assert known["unaccounted"] < strange["unaccounted"]


def test_a_channel_that_did_not_find_the_section_says_nothing_of_it(assistant: Assistant):
    context: Context = retrieve(understood(assistant, "9810有金额限制吗"))
    assert context.found is not None
    hit = context.found.hits[0]
    lexical = replace(hit, parts=tuple(part for part in hit.parts if not part.name.startswith("dense")))
    alone = replace(context, found=Found(hits=(lexical,), rejected=()))
    found = measure(alone, Evidence(alone.index, "9810有金额限制吗", ()))
    assert (found["best_text"], found["best_question"]) == (0.0, 0.0)


def test_a_subject_of_which_the_sections_never_speak_is_told_apart(assistant: Assistant):
    assert measured(assistant, "9810的反倾销税有金额限制吗")["unspoken"] == 1.0
    assert measured(assistant, "9810有金额限制吗")["unspoken"] == 0.0
