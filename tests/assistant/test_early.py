from datetime import date

import pytest
from asking import understood

from assistant.pipeline import Assistant
from assistant.steps.decide import decide
from assistant.steps.retrieve import retrieve

LIMITS = "出口海外仓（9810）有金额限制吗？"


def decided(assistant: Assistant, question: str, day: date):
    return decide(retrieve(understood(assistant, question, day=day))).decided


def test_a_question_for_a_day_before_its_rule_is_told_the_first_day(assistant: Assistant):
    decision = decided(assistant, LIMITS, date(2023, 6, 1))
    assert (decision.kind, decision.reason) == ("refuse", "not_covered")
    assert decision.later is not None
    assert decision.later.version.document in {"overseas", "b2b"}
    answer = assistant.ask(LIMITS, date(2023, 6, 1))
    assert "2024年1月1日" in answer.text
    assert "2023年6月1日" in answer.text
    assert answer.citations == ()


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2024, 6, 1), date(2026, 6, 1)])
def test_a_rule_in_force_is_never_called_later(assistant: Assistant, day: date):
    assert decided(assistant, LIMITS, day).later is None


def test_what_no_text_covers_has_no_first_day(assistant: Assistant):
    assert decided(assistant, "狮子火锅多少钱一份", date(2023, 6, 1)).later is None
