"""Where a past day stands in a question."""

from datetime import date

import pytest

from assistant.understanding.days import SaidDay, day_in
from assistant.understanding.standing import asks_of_both, asks_of_today

TODAY = date(2026, 6, 1)


def said(question: str) -> SaidDay:
    found = day_in(question, TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "question",
    [
        "2016年就拿到试点资格，现在还有效吗",
        "我们2019年就备案了，现在还要再备案吗",
        "2022年拿到的证书还作数吗",
        "我们公司2015年成立，想申请高级认证要什么条件",
        "去年办的备案，今年法人换了，多少天内要去变更",
        "公司2022年就开始出口光伏板，现在还有退税吗",
        "The zone joined the pilot in 2016. Is that still valid?",
        "Our registration was obtained in 2017. Does it expire?",
        "We have been exporting since 2021. What rate applies today?",
    ],
)
def test_a_past_day_behind_what_is_asked_of_today_is_background(question: str):
    assert asks_of_today(question, said(question))


@pytest.mark.parametrize(
    "question",
    [
        "2018年零售进口限额是多少",
        "2024年11月出口的一票货，到现在还没报退税，36个月管不管我",
        "去年那批货现在还能退税吗",
        "去年十月走的一柜，现在去报退税还来得及吗",
        "2022年注册的时候要交哪些材料",
        "2023年我们拿到资格，当时的规定是什么，现在想不起来了",
        "In 2023 we registered as exporters. Did we need a filing?",
        "Shipped in October 2025, can we still claim now?",
        "before the VAT Law, what applied? And now?",
    ],
)
def test_the_rules_of_a_shipment_or_of_a_time_asked_for_are_those_of_the_day(question: str):
    assert not asks_of_today(question, said(question))


@pytest.mark.parametrize(
    "question",
    [
        "2018年单次限值是多少，现在又是多少",
        "现在限额多少？2018年呢？",
        "2025年出口的单证存几年，今年出口的呢",
        "去年出口的和今年出口的，备案单证分别留几年",
        "2018年的限额跟现在比高了多少",
        "What was the period in 2023, and what is it today?",
        "How many years before 2026 and how many now?",
        "What was the grace time before October 2025 and what is it after?",
    ],
)
def test_two_times_that_are_both_asked_for_are_told_apart_from_background(question: str):
    assert asks_of_both(question, said(question))


@pytest.mark.parametrize(
    "question",
    [
        "2016年就拿到试点资格，现在还有效吗",
        "货是2025年10月出口的，今年4月30日前没收到钱，还能退税吗",
        "前年报关的包裹，客户今年才退回来，当时退得了吗",
        "Shipped in October 2025, buyer only paid now. Can we claim?",
    ],
)
def test_one_question_with_two_times_asks_of_one(question: str):
    assert not asks_of_both(question, said(question))


@pytest.mark.parametrize(
    "question",
    [
        "2020年3月28日以前零售进口退货有什么不一样",
        "What was different about retail import returns before 28 March 2020?",
    ],
)
def test_how_a_former_time_differs_is_told_beside_today(question: str):
    assert asks_of_both(question, said(question))
