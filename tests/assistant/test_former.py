"""The day before the new rule."""

from datetime import date

import pytest
from asking import begin, understood

from assistant.pipeline import Assistant
from assistant.steps.former import before_the_rule
from assistant.steps.retrieve import retrieve
from assistant.steps.understand import understand


@pytest.mark.parametrize(
    "question",
    [
        "新规之前出口海外仓什么时候申报退税",
        "老办法下出口海外仓什么时候申报退税",
        "When was the overseas warehouse refund due before the new rule?",
    ],
)
def test_before_the_new_rule_is_the_day_before_the_rule_that_is_found(assistant: Assistant, question: str):
    found = retrieve(understand(begin(assistant, question)))
    assert found.understood.day == date(2024, 12, 31)
    assert found.found is not None
    assert found.found.hits[0].version.in_force.start < date(2025, 1, 1)


@pytest.mark.parametrize("question", ["出口海外仓什么时候申报退税", "新规之后出口海外仓什么时候申报退税"])
def test_any_other_question_stays_with_its_day(assistant: Assistant, question: str):
    context = retrieve(understood(assistant, question))
    assert context.found is not None
    assert before_the_rule(context, context.found) is None
