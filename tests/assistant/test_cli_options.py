from datetime import date

import pytest

from assistant.cli.options import parse_day
from kb.errors import NewTradeError

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "day"), [("", "2026-06-01"), ("2024-10-31", "2024-10-31"), (" 2024-10-31 ", "2024-10-31")]
)
def test_a_day_is_read_and_today_stands_for_none(text: str, day: str):
    assert parse_day(text, TODAY).isoformat() == day


@pytest.mark.parametrize(
    "text", ["soon", "2026-02-30", "1979-12-31", "2101-01-01", "31.10.2024", "2024-10", "２０２４"]
)
def test_what_is_no_day_of_trade_is_refused_by_name(text: str):
    with pytest.raises(NewTradeError) as caught:
        parse_day(text, TODAY)
    assert text in caught.value.message("zh")
