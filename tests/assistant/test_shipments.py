"""Days of shipments."""

from datetime import date

import pytest

from assistant.understanding.days import day_in

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    "question",
    [
        "2024年10月那批9610小包出口",
        "货是2025年8月出的",
        "去年十月走的一柜",
        "前年底放行的一票货",
        "2025年8月发到海外仓的货",
        "the goods left in November last year",
        "goods cleared for export on 20 October 2025",
        "panels leave port 28 March 2026",
        "last year's batch",
    ],
)
def test_a_day_of_goods_is_that_of_a_shipment(question: str):
    said = day_in(question, TODAY)
    assert said is not None
    assert said.of_trade


@pytest.mark.parametrize(
    "question",
    [
        "去年办的出口退税备案",
        "2015年第一批试点城市有哪些",
        "证书2023年发的",
        "2018年的报关手册",
        "the departure refund in 2024",
        "a company founded in 2018",
    ],
)
def test_any_other_day_is_not(question: str):
    said = day_in(question, TODAY)
    assert said is not None
    assert not said.of_trade


def test_a_word_for_goods_in_another_clause_makes_no_day_a_shipment():
    said = day_in("去年底查旧账，2024年10月那批小包出口", TODAY)
    assert said is not None
    assert said.day == date(2024, 10, 31)


def test_of_two_days_one_to_come_does_not_count():
    said = day_in("合同写的尾款2028年6月付，2026年3月签的", TODAY)
    assert said is not None
    assert said.day == date(2026, 3, 31)
