"""Spans of time without days, and periods that two days or a beginning make."""

from datetime import date

import pytest

from assistant.understanding.days import day_in
from assistant.understanding.spans import recent_in, spans_in

TODAY = date(2026, 11, 23)


def period(question: str) -> tuple[str, str | None]:
    said = day_in(question, TODAY)
    assert said, question
    return str(said.period.start), str(said.period.end) if said.period.end else None


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("最近三个月有什么新规", "2026-08-23", "2026-11-23"),
        ("近半年9810有啥变化", "2026-05-23", "2026-11-23"),
        ("最近两年", "2024-11-23", "2026-11-23"),
        ("过去一年", "2025-11-23", "2026-11-23"),
        ("这两年变过吗", "2024-11-23", "2026-11-23"),
        ("这半年出了什么新规", "2026-05-23", "2026-11-23"),
        ("最近10天", "2026-11-13", "2026-11-23"),
        ("上半年有哪些新规", "2026-01-01", "2026-06-30"),
        ("2025年下半年", "2025-07-01", "2025-12-31"),
        ("去年下半年", "2025-07-01", "2025-12-31"),
        ("下个月有什么变化", "2026-12-01", "2026-12-31"),
        ("下个季度", "2027-01-01", "2027-03-31"),
        ("4月起AEO有什么变化", "2026-04-01", "2026-11-23"),
        ("12月起", "2025-12-01", "2026-11-23"),
        ("what changed in the last six months", "2026-05-23", "2026-11-23"),
        ("over the past year", "2025-11-23", "2026-11-23"),
        ("since March what changed", "2026-03-01", "2026-11-23"),
        ("the first half of 2026", "2026-01-01", "2026-06-30"),
        ("next month", "2026-12-01", "2026-12-31"),
    ],
)
def test_a_span_is_read_from_its_words(question: str, start: str, end: str):
    assert period(question) == (start, end)


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("2025年到2026年有什么变化", "2025-01-01", "2026-12-31"),
        ("2025到2026", "2025-01-01", "2026-12-31"),
        ("2025年3月至2026年5月", "2025-03-01", "2026-05-31"),
        ("去年到今年", "2025-01-01", "2026-12-31"),
        ("what changed between 2025 and 2026", "2025-01-01", "2026-12-31"),
        ("from 2024 to 2026", "2024-01-01", "2026-12-31"),
        ("from January 2025 to March 2026", "2025-01-01", "2026-03-31"),
    ],
)
def test_two_days_make_a_period(question: str, start: str, end: str):
    assert period(question) == (start, end)


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("2026年以来", "2026-01-01", "2026-11-23"),
        ("今年以来", "2026-01-01", "2026-11-23"),
        ("1月1日起变了什么", "2026-01-01", "2026-11-23"),
        ("2024年12月以来", "2024-12-01", "2026-11-23"),
        ("since 1 April 2026", "2026-04-01", "2026-11-23"),
        ("明年1月1日起", "2027-01-01", None),
    ],
)
def test_a_beginning_reaches_up_to_now_or_stays_open(question: str, start: str, end: str | None):
    assert period(question) == (start, end)


@pytest.mark.parametrize(
    "question", ["申报前30天内", "提前3天申报", "36个月内", "每年上半年", "就近报关", "次年3月起", "最近的海关在哪"]
)
def test_limits_of_time_are_no_spans(question: str):
    assert not list(spans_in(question, TODAY))


def test_recently_without_a_number_reaches_back_a_year():
    found = recent_in("海关最近有什么新规", TODAY)
    assert found
    assert (found.start, found.end) == (date(2025, 11, 23), TODAY)
    assert recent_in("海关有什么新规", TODAY) is None


def test_a_span_that_ends_in_a_longer_month_stays_in_the_calendar():
    ((_, _, span),) = spans_in("最近六个月", date(2026, 8, 31))
    assert span.start == date(2026, 2, 28)
