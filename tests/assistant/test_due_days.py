import pytest

from assistant.steps.due_days import OF_MONTH, OF_YEAR, due_days


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("次年6月30日前收汇", OF_YEAR, 630),
        ("每月20号之前汇总", OF_MONTH, 20),
        ("by 30 april of the next year", OF_YEAR, 430),
        ("before june 30, right?", OF_YEAR, 630),
        ("by the 15th of each month", OF_MONTH, 15),
    ],
)
def test_a_day_of_every_year_or_month_is_read(text: str, unit: str, value: int):
    assert [(day.unit, day.value) for day in due_days(text)] == [(unit, value)]


@pytest.mark.parametrize("text", ["自2026年1月1日起", "since 1 january 2026", "january 1, 2026", "15日内备齐", "9710"])
def test_the_day_of_one_year_is_due_in_that_year_only(text: str):
    assert not list(due_days(text))
