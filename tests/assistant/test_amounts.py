"""Amounts in questions: money, percentages, bare numbers, and what only looks like one."""

from decimal import Decimal

import pytest

from assistant.understanding.amounts import Amount, amounts_in
from assistant.understanding.numerals import chinese_value


def only(text: str) -> Amount:
    found = amounts_in(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("3000元", "3000", "CNY"),
        ("三千块", "3000", "CNY"),
        ("三千块钱的货", "3000", "CNY"),
        ("￥800", "800", "CNY"),
        ("1,000 yuan", "1000", "CNY"),
        ("RMB 3,000.50", "3000.50", "CNY"),
        ("1.3万元", "13000", "CNY"),
        ("3万五千块", "35000", "CNY"),
        ("兩萬塊", "20000", "CNY"),
        ("一亿二千万元", "120000000", "CNY"),
        ("1 million yuan", "1000000", "CNY"),
        ("$200", "200", "USD"),
        ("USD 1,000", "1000", "USD"),
        ("5000美金", "5000", "USD"),
        ("18万刀", "180000", "USD"),
        ("300欧元", "300", "EUR"),
        ("HK$99", "99", "HKD"),
    ],
)
def test_money_is_read_with_its_currency(text: str, value: str, currency: str):
    amount = only(text)
    assert (amount.kind, amount.value, amount.currency) == ("money", Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("13%", "0.13"),
        ("退税率９％", "0.09"),
        ("13个点", "0.13"),
        ("十三个点", "0.13"),
        ("百分之十三", "0.13"),
        ("百分之九点一", "0.091"),
        ("9.1 percent", "0.091"),
    ],
)
def test_a_percentage_is_a_share_of_one(text: str, share: str):
    amount = only(text)
    assert (amount.kind, amount.value) == ("percent", Decimal(share))


@pytest.mark.parametrize(
    ("text", "value"), [("1.2万", "12000"), ("两万五", "25000"), ("5k", "5000"), ("10w", "100000"), ("3万5", "35000")]
)
def test_a_number_with_a_scale_may_be_money_without_its_unit(text: str, value: str):
    amount = only(text)
    assert (amount.kind, amount.value, amount.scaled) == ("number", Decimal(value), True)


@pytest.mark.parametrize(
    "text",
    [
        "2018年6月",
        "36个月",
        "买了50件",
        "2020年第75号公告",
        "财税〔2018〕103号",
        "一起",
        "一般贸易",
        "千万别",
        "within 30 days",
        "exported in January 2027",
        "since 2026",
        "cleared on 20 October 2026",
        "by the 5 of May 2026",
        "shipped October 20, 2026",
    ],
)
def test_days_counts_and_document_numbers_are_no_amounts(text: str):
    assert not amounts_in(text)


@pytest.mark.parametrize("text", ["超过5000元", "5000元以内", "2000元以下", "more than 5,000 yuan", "up to CNY 5,000"])
def test_a_limit_is_told_from_an_amount(text: str):
    assert only(text).is_bound


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("三箱每箱200元", "600"),
        ("买3瓶，每瓶200元", "600"),
        ("200元一瓶买了3瓶", "600"),
        ("3 boxes at 200 yuan each", "600"),
        ("5 bottles, 300 yuan each", "1500"),
        ("two boxes at 200 yuan each", "400"),
        ("CNY 300 each, 4 pieces", "1200"),
        ("200 yuan x 3", "600"),
        ("买5件，单价300元", "1500"),
        ("单价300元，5件", "1500"),
        ("单价88块数量20", "1760"),
        ("200元×12", "2400"),
        ("5×200元", "1000"),
        ("买3瓶，200块一瓶", "600"),
        ("3瓶200元的鱼油", "600"),
        ("三罐奶粉每罐280", "840"),
        ("3瓶一共200元", "200"),
        ("3000元一台的相机", "3000"),
    ],
)
def test_pieces_are_counted_where_the_text_says_how_many(text: str, total: str):
    assert only(text).total == Decimal(total)


def test_the_price_of_one_piece_without_a_count_has_no_total():
    assert only("每箱200元").total is None


def test_places_are_those_of_the_normalised_text():
    text = "运费200元，货价3000元"
    assert [text[a.start : a.end] for a in amounts_in(text)] == ["200元", "3000元"]


def test_a_comma_after_an_amount_ends_it():
    assert only("CNY 1,000,000, please").value == 1_000_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三千五", "3500"),
        ("一百二", "120"),
        ("一千零五", "1005"),
        ("十三", "13"),
        ("二〇二六", "2026"),
        ("九点一", "9.1"),
    ],
)
def test_a_numeral_is_worth_what_people_mean(text: str, value: str):
    assert chinese_value(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "点", "三点", "元", "abc"])
def test_what_is_no_numeral_has_no_value(text: str):
    assert chinese_value(text) is None


def test_of_two_pieces_named_one_by_one_each_has_its_price():
    assert [amount.total for amount in amounts_in("两张发票，一张10万一张5万")] == [100_000, 50_000]


def test_a_full_width_comma_parts_two_numbers():
    assert [amount.value for amount in amounts_in("货价2000，300运费")] == [2000, 300]
