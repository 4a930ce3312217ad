from datetime import date, timedelta

import pytest
from asking import hit

from assistant.answer import ChangeAhead
from assistant.pipeline import Assistant
from assistant.steps.ahead import WINDOW, changes_near
from assistant.understanding.days import SaidDay
from kb.citation import cite
from kb.dates import DateRange

TURN = date(2025, 1, 1)
"""The day on which the rule on refunds changed."""


def near(assistant: Assistant, version: str, day: date) -> tuple[ChangeAhead, ...]:
    found = hit(assistant, "refund", "when", version)
    citation = cite(1, assistant.index.library, found.version, found.section, ())
    return changes_near(assistant.index.library, (citation,), day, None)


def test_a_rule_that_is_soon_replaced_is_pointed_out_with_the_first_day_of_the_next(assistant: Assistant):
    (change,) = near(assistant, "2024-01-01", date(2024, 10, 31))
    assert (change.what, change.day, change.anchor) == ("replaced", TURN, "when")
    assert "2025年1月1日" in change.text


@pytest.mark.parametrize(("days", "told"), [(0, 1), (180, 1), (181, 0)])
def test_an_end_is_told_of_half_a_year_ahead(assistant: Assistant, days: int, told: int):
    last = TURN - timedelta(days=1)
    assert len(near(assistant, "2024-01-01", last - timedelta(days=days))) == told
    assert timedelta(days=180) == WINDOW


@pytest.mark.parametrize(("days", "told"), [(0, 1), (180, 1), (181, 0)])
def test_a_beginning_is_told_of_half_a_year_after(assistant: Assistant, days: int, told: int):
    changes = near(assistant, "2025-01-01", TURN + timedelta(days=days))
    assert [change.what for change in changes] == ["began"] * told


def test_a_rule_that_began_within_the_period_named_is_told_of_however_long_ago(assistant: Assistant):
    found = hit(assistant, "refund", "when", "2025-01-01")
    citation = cite(1, assistant.index.library, found.version, found.section, ())
    period = DateRange(start=date(2024, 7, 1), end=date(2025, 12, 31))
    named = SaidDay(words="2024年下半年以来", period=period, day=date(2025, 12, 31), precision="year")
    assert changes_near(assistant.index.library, (citation,), named.day, None) == ()
    (change,) = changes_near(assistant.index.library, (citation,), named.day, named)
    assert (change.what, change.day) == ("began", TURN)


def test_the_first_text_of_a_document_is_no_change(assistant: Assistant):
    assert near(assistant, "2024-01-01", date(2024, 1, 15)) == ()


def test_a_rule_in_force_for_long_is_no_news(assistant: Assistant):
    assert near(assistant, "2025-01-01", date(2026, 6, 1)) == ()


def test_no_citations_no_changes(assistant: Assistant):
    assert changes_near(assistant.index.library, (), TURN, None) == ()
