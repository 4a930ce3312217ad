"""Yes and no before the statement that bears out or corrects a figure."""

from dataclasses import replace

import pytest
from asking import answering, hit, understood

from assistant.context import Context
from assistant.pipeline import Assistant
from assistant.retrieval.search import Found, Hit
from assistant.steps.compose import compose
from assistant.steps.deciding import decided_first


def asked(assistant: Assistant, question: str, *hits: Hit) -> Context:
    found = Found(hits=hits, rejected=())
    return replace(understood(assistant, question), decision=answering(*hits), found=found)


def with_body(found: Hit, body: str) -> Hit:
    return replace(found, section=found.section.model_copy(update={"body": body}))


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("出口海外仓每票限额是5万美元，对吗", "不对："),
        ("出口海外仓每票限额是15万美元，对吗", "对："),
    ],
)
def test_the_figure_of_the_section_decides(assistant: Assistant, question: str, opening: str):
    limits = hit(assistant, "overseas", "limits")
    context = asked(assistant, question, with_body(limits, "出口海外仓每票不超过15万美元，限额按票计算。"))
    claims = compose(context).claims
    assert claims[0].statement.text == f"{opening}出口海外仓每票不超过15万美元，限额按票计算。"
    assert claims[0].statement.quote == "出口海外仓每票不超过15万美元，限额按票计算。"


def test_the_answer_to_the_heading_does_not_stand_behind_the_no(assistant: Assistant):
    body = "不能再买：出口海外仓每票限额为15万美元。"
    context = asked(
        assistant, "出口海外仓每票限额是5万美元，对吗", with_body(hit(assistant, "overseas", "limits"), body)
    )
    decided = decided_first(context)
    assert decided is not None
    assert decided.statement.text == "不对：出口海外仓每票限额为15万美元。"


def test_nothing_is_denied_that_another_statement_gives(assistant: Assistant):
    body = "出口海外仓每票限额为15万美元。出口海外仓每票限额为5万美元的，办理简化申报。"
    context = asked(
        assistant, "出口海外仓每票限额是5万美元，对吗", with_body(hit(assistant, "overseas", "limits"), body)
    )
    decided = decided_first(context)
    assert decided is None or not decided.statement.text.startswith("不对")


def test_a_section_on_something_else_decides_nothing(assistant: Assistant):
    office = with_body(hit(assistant, "office", "office"), "企业在窗口的停车费为5元。")
    assert decided_first(asked(assistant, "出口海外仓每票限额是5万元，对吗", office)) is None


def test_a_question_that_wants_nothing_confirmed_is_not_decided(assistant: Assistant):
    assert decided_first(asked(assistant, "出口海外仓每票限额多少", hit(assistant, "overseas", "limits"))) is None


def test_an_english_sentence_runs_on_behind_the_no(assistant: Assistant):
    found = with_body(
        hit(assistant, "overseas", "limits", lang="en"), "The limit of an overseas warehouse is USD 150,000."
    )
    context = asked(assistant, "Is the limit of an overseas warehouse USD 50,000, right?", found)
    decided = decided_first(context)
    assert decided is not None
    assert decided.statement.text == "No: the limit of an overseas warehouse is USD 150,000."


def test_nothing_is_affirmed_that_another_statement_denies(assistant: Assistant):
    body = "出口海外仓每票限额为15万美元。生产企业出口海外仓每票限额为5万美元。"
    found = with_body(hit(assistant, "overseas", "limits"), body)
    assert decided_first(asked(assistant, "出口海外仓每票限额是5万美元，对吗", found)) is None


def test_an_example_decides_nothing(assistant: Assistant):
    body = "示例：出口海外仓每票限额为15万美元的，按票计算。"
    found = with_body(hit(assistant, "overseas", "limits"), body)
    assert decided_first(asked(assistant, "出口海外仓每票限额是5万美元，对吗", found)) is None


def test_what_holds_of_another_place_decides_nothing_about_the_one_that_is_named(assistant: Assistant):
    overseas = with_body(hit(assistant, "overseas", "limits"), "出口海外仓的货物不设存储期限。")
    office = with_body(hit(assistant, "office", "office"), "窗口的货物最多存2年。")
    decided = decided_first(asked(assistant, "出口海外仓的货物最多存2年，对吗", office, overseas))
    assert decided is not None
    assert decided.statement.text == "不对：出口海外仓的货物不设存储期限。"


def test_nothing_is_affirmed_by_a_statement_on_something_else(assistant: Assistant):
    office = with_body(hit(assistant, "office", "office"), "货物的单证最多存2年。")
    assert decided_first(asked(assistant, "出口海外仓的货物单证最多存2年，对吗", office)) is None
