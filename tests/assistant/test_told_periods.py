"""The periods of which a text says that it speaks."""

from datetime import date

import pytest

from assistant.understanding.told_periods import periods_told


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("2025年12月31日以前出口的", date(2025, 12, 31), date(2026, 1, 1)),
        ("出口日期在2025年12月31日及以前的", date(2025, 3, 1), date(2026, 1, 1)),
        ("2026年以前的备案单证", date(2025, 12, 31), date(2026, 1, 1)),
        ("2024年12月以前的试点", date(2024, 11, 30), date(2024, 12, 1)),
        ("2020年1月20日至2025年12月31日", date(2020, 1, 20), date(2020, 1, 19)),
        ("2020年到2025年，过期还能报吗", date(2025, 12, 31), date(2026, 1, 1)),
    ],
)
def test_a_period_is_told_with_its_days(text: str, inside: date, outside: date):
    told = list(periods_told(text))
    assert any(period.contains(inside) for period in told)
    assert not any(period.contains(outside) for period in told)


@pytest.mark.parametrize("text", ["自2026年1月1日起", "2025年第9号公告", "财税〔2012〕39号", "2021年重庆跨境电商"])
def test_a_first_day_or_a_number_is_no_period(text: str):
    assert not list(periods_told(text))


def test_a_heading_tells_of_a_year_that_stands_alone():
    (told,) = periods_told("2025年出口、以后退回来的", plain=True)
    assert (told.start, told.end) == (date(2025, 1, 1), date(2025, 12, 31))


def test_what_is_no_day_of_the_calendar_is_left_out():
    assert not list(periods_told("2025年2月30日以前"))
