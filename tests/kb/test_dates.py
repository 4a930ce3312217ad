from datetime import date

import pytest

from kb.dates import days_named


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("自2026年4月1日起，第251号令于2021年11月1日施行", ["2026-04-01", "2021-11-01"]),
        ("From 1 April 2026 and since 27 January 2025.", ["2026-04-01", "2025-01-27"]),
        ("2026年4月", []),
        ("2025年2月30日", []),
        ("次年4月30日", []),
    ],
)
def test_full_dates_are_found_and_days_outside_the_calendar_are_not(text: str, days: list[str]):
    assert days_named(text) == tuple(date.fromisoformat(day) for day in days)
