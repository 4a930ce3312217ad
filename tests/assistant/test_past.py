"""Statements of a rule that held before the day."""

from datetime import date

import pytest

from assistant.steps.past import is_former

_RANGE = "2022年5月1日至2025年12月31日的原规定是：备案单证保存期为5年。"
_UNTIL = "报关单出口日期在2025年12月31日及以前的，继续按原规定执行。"


@pytest.mark.parametrize("text", [_RANGE, _UNTIL])
def test_the_old_rule_is_former_today_and_the_rule_of_its_own_days(text: str):
    assert is_former(text, date(2026, 6, 1))
    assert not is_former(text, date(2025, 6, 1))


def test_what_names_no_day_is_former_by_its_words():
    assert is_former("以前要先备案。", date(2025, 6, 1))
