"""Figures that a question takes for granted, and what statements say of them."""

from datetime import date

import pytest

from assistant.steps.past import is_former
from assistant.steps.premise import is_borne_out, premise_of, still_stands
from ingest.tokens import tokens
from kb.statements import Statement

DAY = date(2026, 6, 1)
LIMITS = "自2019年1月1日起，跨境电商零售进口商品的单次交易限值为人民币5000元，个人年度交易限值为人民币26000元。"


def sentence(text: str) -> Statement:
    return Statement(text=text, quote=text, form="sentence", block=1)


@pytest.mark.parametrize(
    ("question", "units", "value"),
    [
        ("听说年度限额是2万，对吗", {"cny", "usd"}, 20000),
        ("单票限额是5万美金，没记错吧", {"usd"}, 50000),
        ("单证存5年就行了吧", {"year"}, 5),
        ("临时备案有效期是两年对吗", {"year"}, 2),
        ("限额还是2千块吗", {"cny"}, 2000),
        ("is the rate 10%, right?", {"%"}, 10),
        ("Is it true that the limit is 2000 yuan?", {"cny"}, 2000),
        ("the yearly limit is 20,000 yuan, is not it?", {"cny"}, 20000),
        ("一单不能超过2000，对吗", {"cny", "usd"}, 2000),
        ("罚款不是最高三倍吗", {"fold"}, 3),
        ("收汇要在次年6月30日前，对吗", {"day of year"}, 630),
        ("I heard the cap is USD 100,000 per declaration. Is that right?", {"usd"}, 100000),
    ],
)
def test_a_figure_to_be_confirmed_is_taken_with_its_unit(question: str, units: set[str], value: float):
    premise = premise_of(question)
    assert premise is not None
    assert (premise.units, premise.value) == (units, value)


@pytest.mark.parametrize(
    "question",
    [
        "年度限额是多少",
        "5000元的包裹能走9610，对吗",
        "我卖了3万，要备案，对吗",
        "1000元和2000元的都要报关，对吗",
        "2026年5月出口的，对吗",
        "how much is the limit, right?",
    ],
)
def test_a_question_without_a_figure_to_be_confirmed_takes_nothing_for_granted(question: str):
    assert premise_of(question) is None


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("听说年度交易限值是2万，对吗", False),
        ("个人年度交易限值是26000元，对吗", True),
        ("单次交易限值是5000元，对吗", True),
        ("单次交易限值是2000元，对吗", False),
        ("个人年度交易限值是5000元，对吗", False),
        ("个人年度交易限值是2万美元，对吗", None),
        ("限值是5000元，对吗", None),
    ],
)
def test_the_clause_that_speaks_of_what_was_asked_decides(question: str, verdict: bool | None):
    premise = premise_of(question)
    assert premise is not None
    assert is_borne_out(premise, sentence(LIMITS), tokens(question), DAY) is verdict


@pytest.mark.parametrize(
    "text",
    [
        "2016年4月8日至2018年12月31日，个人年度交易限值为人民币20000元。",
        "原规定是个人年度交易限值20000元。",
        "From 1 May 2022 to 31 December 2025 the limit was CNY 20,000.",
    ],
)
def test_a_former_rule_decides_nothing_about_the_day(text: str):
    premise = premise_of("个人年度交易限值是2万元，对吗")
    assert premise is not None
    assert is_borne_out(premise, sentence(text), ["年度"], DAY) is None
    assert not still_stands(premise, sentence(text), DAY)


def test_a_period_that_has_not_ended_is_the_rule_of_the_day():
    premise = premise_of("退税率是13%，对吗")
    assert premise is not None
    running = sentence("2026年4月1日至2026年12月31日，电池产品退税率由13%下调至6%。")
    assert is_borne_out(premise, running, ["退税"], DAY) is False


def test_of_a_figure_raised_only_the_new_one_stands():
    old, new = premise_of("现金限额是1万元，对吗"), premise_of("现金限额是2万元，对吗")
    assert old is not None
    assert new is not None
    raised = sentence("自2025年4月26日起，现金限额由1万元提高到2万元。")
    assert is_borne_out(old, raised, ["现金"], DAY) is False
    assert is_borne_out(new, raised, ["现金"], DAY) is True
    assert not still_stands(old, raised, DAY)


@pytest.mark.parametrize(("said", "verdict"), [("千分之一", False), ("万分之五", True), ("0.05%", True)])
def test_fractions_in_words_are_shares_like_any(said: str, verdict: bool):
    premise = premise_of(f"滞报金每天按{said}收，对吗")
    assert premise is not None
    statement = sentence("滞报金按日以完税价格的万分之五征收。")
    assert is_borne_out(premise, statement, ["滞报", "报金"], DAY) is verdict


def test_a_bound_of_a_case_is_no_figure_in_place_of_another():
    premise = premise_of("is the limit of a parcel still 1000 yuan")
    assert premise is not None
    waived = sentence("Parcel tax of CNY 50 or less is waived.")
    assert is_borne_out(premise, waived, ["parcel"], DAY) is None


def test_a_limit_of_another_place_bears_nothing_out_where_there_is_none():
    question = "综合保税区货物最多存两年，对吗"
    premise = premise_of(question)
    assert premise is not None
    text = "综合保税区内货物不设存储期限，保税物流中心内货物存储期限为2年。"
    assert is_borne_out(premise, sentence(text), tokens(question), DAY) is None
    assert is_borne_out(premise, sentence("综合保税区内货物存储期限为2年。"), tokens(question), DAY) is True


@pytest.mark.parametrize(
    "text", ["2025年1月27日以前，货物卖出后才能申报退税。", "Before 27 January 2025 goods are claimed once sold."]
)
def test_a_rule_that_ends_on_a_day_still_to_come_is_no_former_rule(text: str):
    assert not is_former(text, date(2024, 12, 31))
    assert is_former(text, date(2025, 1, 27))


@pytest.mark.parametrize(
    ("question", "verdict"), [("税率现在还是15%、25%、50%对吗", False), ("税率是13%、20%、50%对吗", True)]
)
def test_a_list_of_figures_is_borne_out_as_a_whole(question: str, verdict: bool):
    premise = premise_of(question)
    assert premise is not None
    assert is_borne_out(premise, sentence("税率为13%、20%、50%。"), tokens(premise.rest), DAY) is verdict


def test_figures_of_different_things_are_no_list():
    assert premise_of("税率是13%，期限是3年，对吗") is None


def test_a_figure_is_denied_where_none_is_set():
    premise = premise_of("备案有效期是3年，对吗")
    assert premise is not None
    assert is_borne_out(premise, sentence("备案长期有效，不设到期日。"), tokens(premise.rest), DAY) is False


def test_what_asks_for_a_confirmation_is_no_part_of_what_is_asked():
    premise = premise_of("I heard the limit is USD 50,000. Is that right?")
    assert premise is not None
    assert "heard" not in premise.rest
    assert "right" not in premise.rest
