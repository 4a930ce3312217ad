"""The calculations as pure functions, and how a question becomes their input."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.skills.calculate.export_refund import ExportRefund, export_refund, gap_amount, refund_amount
from assistant.skills.calculate.money import say_money, say_share, to_fen
from assistant.skills.calculate.parcel import Parcel, limit_of
from assistant.skills.calculate.reading import is_other_matter, read
from assistant.skills.calculate.retail_import import retail_import_tax
from assistant.skills.calculate.retail_order import RetailImport, case_of, statutory_amount
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.working import Missing, Worked
from ingest.settings import PROJECT
from kb.library import Library

TODAY = date(2026, 11, 23)
D = Decimal


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(Library.load(PROJECT / "kb"), TODAY, "zh")


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("0.004", "0.00"), ("1.115", "1.12"), ("273", "273.00")],
)
def test_tax_is_rounded_half_up_to_the_fen(amount: str, rounded: str):
    assert to_fen(D(amount)) == D(rounded)


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        ("5000", "5000元", "CNY 5,000"),
        ("26000", "26,000元", "CNY 26,000"),
        ("1000000", "100万元", "CNY 1,000,000"),
        ("120000000", "1.2亿元", "CNY 120,000,000"),
        ("9.1", "9.10元", "CNY 9.10"),
    ],
)
def test_money_is_said_as_readers_write_it(amount: str, zh: str, en: str):
    assert (say_money(D(amount), "zh"), say_money(D(amount), "en")) == (zh, en)


def test_a_share_is_said_as_a_percentage():
    assert [say_share(D(share)) for share in ("0.091", "0.1", "1", "0.13")] == ["9.1%", "10%", "100%", "13%"]


@pytest.mark.parametrize(
    ("price", "bought", "case"),
    [
        ("5000", None, "within"),
        ("5000.01", None, "over_single"),
        ("26000", None, "over_single"),
        ("26000.01", None, "over_year"),
        ("1000", "25000", "within"),
        ("1000.01", "25000", "over_year"),
    ],
)
def test_an_order_is_on_one_side_of_the_limits(price: str, bought: str | None, case: str):
    order = RetailImport(D(price), bought=D(bought) if bought else None)
    assert case_of(order, D(5000), D(26000)) == case


def test_freight_and_insurance_are_part_of_the_dutiable_value():
    assert RetailImport(D(100), D(20), D(3)).value == 123


def test_the_statutory_amount_waits_for_what_it_needs():
    order = RetailImport(D(1000))
    assert statutory_amount(order) is None
    assert statutory_amount(replace(order, vat_rate=D("0.13"))) == 130
    assert statutory_amount(replace(order, vat_rate=D("0.13"), bears_consumption_tax=True)) is None
    assert statutory_amount(replace(order, vat_rate=D("0.13"), may_bear_consumption_tax=True)) is None
    assert statutory_amount(replace(order, statutory_vat=D(150), statutory_consumption=D(50))) == 200


def test_the_example_of_the_guide_comes_out(rules: Rules):
    worked = retail_import_tax(RetailImport(D(1000), vat_rate=D("0.13"), bears_consumption_tax=False), rules)
    assert isinstance(worked, Worked)
    assert worked.amount == 91
    assert all(piece.is_proven for piece in worked.pieces)


def test_a_single_item_above_the_limit_pays_in_full_when_its_amounts_are_known(rules: Rules):
    order = RetailImport(
        D(6000), statutory_duty=D(300), statutory_vat=D(819), statutory_consumption=D(0), single_item=True
    )
    worked = retail_import_tax(order, rules)
    assert isinstance(worked, Worked)
    assert worked.amount == 1119
    unknown = retail_import_tax(replace(order, single_item=None), rules)
    assert isinstance(unknown, Missing)
    assert len(unknown.choices) == 2
    several = retail_import_tax(replace(order, single_item=False), rules)
    assert isinstance(several, Worked)
    assert several.amount is None


def test_no_rule_no_sum(rules: Rules):
    before = replace(rules, day=date(2014, 1, 1))
    assert retail_import_tax(RetailImport(D(1000), vat_rate=D("0.13")), before) is None


def test_a_parcel_from_nearby_once_had_a_limit_of_its_own():
    assert limit_of(Parcel(D(1), from_near=True), (D(800), D(1000))) == 800
    assert limit_of(Parcel(D(1)), (D(800), D(1000))) == 1000
    assert limit_of(Parcel(D(1), from_near=True), (D(2000),)) == 2000


def test_a_refund_and_its_gap_make_up_the_tax_on_the_invoice():
    invoice, vat, rate = D("123456.78"), D("0.13"), D("0.09")
    assert refund_amount(invoice, rate) + gap_amount(invoice, vat, rate) == to_fen(invoice * vat)
    assert gap_amount(invoice, rate, vat) == 0


def test_without_the_invoice_the_refund_is_not_guessed(rules: Rules):
    assert isinstance(export_refund(ExportRefund(None, D("0.13")), rules), Missing)


def test_goods_whose_refund_is_cancelled_get_nothing(rules: Rules):
    worked = export_refund(ExportRefund(D(1000), goods="photovoltaic"), rules)
    assert isinstance(worked, Worked)
    assert worked.amount == 0


def test_each_number_of_a_question_has_its_role():
    reading = read("海淘3000块的酒，运费200元，保险50元，今年已经买了1万元，增值税13%，消费税率10%，交多少税")
    assert {role: amount.value for role, amount in reading.money.items()} == {
        "price": 3000,
        "freight": 200,
        "insurance": 50,
        "bought": 10000,
    }
    assert {role: amount.value for role, amount in reading.shares.items()} == {
        "vat": D("0.13"),
        "consumption": D("0.1"),
    }
    assert (reading.calculation, reading.wants) == ("retail_import", True)


def test_a_word_after_the_number_names_it_too():
    reading = read("海淘3000元，200元运费，13%的增值税税率，交多少税")
    assert reading.money["freight"].value == 200
    assert reading.shares["vat"].value == D("0.13")


def test_what_is_said_later_goes_before_what_was_said_first():
    reading = read("海淘3000元要交多少税；增值税13%；那4000元呢")
    assert reading.money["price"].value == 4000
    assert reading.shares["vat"].value == D("0.13")


def test_two_prices_of_which_only_one_can_count_are_unclear():
    assert read("海淘原价3000元，打折2000元，交多少税").is_unclear
    assert read("海淘3000元的还是2000元的，交多少税").is_unclear


@pytest.mark.parametrize(
    "question",
    [
        "海淘一件3000元，还有2000元的，交多少税",
        "海淘两样，3000元的和2000元的，交多少税",
        "海淘一件3000一件2000，交多少税",
        "cross-border order of 3,000 yuan and another 2,000 yuan, how much tax",
    ],
)
def test_prices_that_belong_together_are_added_up(question: str):
    reading = read(question)
    assert not reading.is_unclear
    assert [amount.total for amount in (reading.money["price"], *reading.further)] == [3000, 2000]


def test_a_limit_is_no_price():
    assert "price" not in read("超过5000元的海淘商品要交多少税").money


def test_a_last_part_on_another_matter_is_no_sum():
    assert is_other_matter("海淘3000元要交多少税；那退货呢", "retail_import")
    assert is_other_matter("海淘3000元要交多少税；好的谢谢", "retail_import")
    assert not is_other_matter("海淘3000元要交多少税；13%", "retail_import")


@pytest.mark.parametrize(
    "question",
    [
        "300 of our lamps still sit in the warehouse",
        "we exported 450 sofas and get the refund",
        "2 million parcels a year, refund",
        "2026、退税率9%",
        "battery refund rate 2026",
        "13 to 9 percent refund cut december 2024",
    ],
)
def test_a_count_or_a_year_is_no_amount_of_money(question: str):
    assert not read(question).amounts


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("invoice 88,000, refund?", 88_000),
        ("an order worth 950", 950),
        ("we sell for 5,600,000", 5_600_000),
        ("a further 2,000 more at 13%", 2000),
        ("发票金额800", 800),
        ("海淘奶粉1200、要交税", 1200),
        ("那4000呢", 4000),
        ("what about 4,000?", 4000),
    ],
)
def test_a_bare_number_is_money_where_a_word_beside_it_or_its_place_says_so(question: str, amount: int):
    assert [found.value for found in read(question).amounts] == [amount]


def test_a_tax_on_an_amount_is_not_that_amount():
    assert read("how much duty on a 760 yuan parcel").money["price"].value == 760
    assert read("parcel of 760 yuan, duty 90 yuan").money["duty"].value == 90


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("What tax is due?", True),
        ("What import tax would I owe?", True),
        ("A tourist spent 180 yuan, can he get the tax refund?", True),
        ("Can I get the refund if the buyer pays 180 yuan less?", False),
        ("900 yuan order, VAT 13%, tax?", True),
        ("What is the last day for the money to arrive if I want the rebate?", False),
        ("What about the refund we already got?", False),
        ("What refund rate applies?", False),
        ("Which form do I need for the refund?", False),
    ],
)
def test_only_what_asks_for_the_sum_itself_wants_one(question: str, wants: bool):
    assert read(question).wants is wants


def test_goods_that_are_not_subject_to_excise_bear_none():
    assert "yes_consumption" not in read("not subject to excise").says
    assert "yes_consumption" in read("subject to excise").says
