import time
from datetime import UTC, date, datetime, timedelta

import pytest

from kb.dates import days_named, this_day, this_moment


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


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_today_is_the_day_in_china_whatever_the_clock_of_the_machine_is_set_to(
    zone: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert this_day() == (datetime.now(UTC) + timedelta(hours=8)).date()
        assert this_moment().utcoffset() == timedelta(hours=8)
    finally:
        monkeypatch.undo()
        time.tzset()
