"""The interview: what is read from words, what is asked next, and what follows from the answers."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Turn
from assistant.pipeline import Assistant
from assistant.skills.choose.asking import told
from assistant.skills.choose.business import UNSURE, Facts
from assistant.skills.choose.cases import cases_in
from assistant.skills.choose.facts import facts_in, words
from assistant.skills.choose.rules import next_question, rules, verdict
from ingest.tokens import normalise
from kb.messages import LANGS, Lang, say

VALUES = sorted({(question.slot, value) for question in rules().questions for value in question.choices})


def known(**slots: str) -> Facts:
    return Facts(tuple(slots.items()))


def fitting(facts: Facts) -> list[str]:
    return [item.document for item in verdict(facts, lambda _: True).fits]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("slot", "value"), VALUES)
def test_a_choice_sent_as_a_message_is_understood_as_that_choice(slot: str, value: str, lang: Lang):
    assert facts_in(told(slot, value, lang)).get(slot) == value


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("我在亚马逊卖小包给美国消费者", {"buyer": "consumer_abroad", "place": "domestic", "platform": "yes"}),
        ("货发FBA仓", {"place": "overseas_warehouse"}),
        ("我们不发海外仓，直接寄给德国公司", {"place": "domestic", "buyer": "business_abroad"}),
        ("没有上平台，展会认识的进口商", {"platform": "no", "buyer": "business_abroad"}),
        ("从日本直邮给国内买家", {"place": "abroad", "buyer": "consumer_china"}),
        ("義烏批發市場拿貨，沒有發票", {"source": "market"}),
        ("一票18万美元", {"value": "over"}),
        ("每票大概 USD 20,000", {"value": "within"}),
        ("we ship small packets to consumers in Germany", {"buyer": "consumer_abroad", "place": "domestic"}),
        ("sold to importers abroad, not through a platform", {"buyer": "business_abroad", "platform": "no"}),
        (
            "from an overseas warehouse to shoppers in the US",
            {"place": "overseas_warehouse", "buyer": "consumer_abroad"},
        ),
        ("we have no VAT invoices", {"source": "no_invoice"}),
        ("先把货发到波兰仓再卖", {"place": "overseas_warehouse"}),
        ("stock in a warehouse in Mexico", {"place": "overseas_warehouse"}),
        ("卖给加拿大的客人，一个个小包寄", {"buyer": "consumer_abroad", "place": "domestic"}),
        ("给泰国的经销商供货，微信谈的", {"buyer": "business_abroad", "platform": "no"}),
        ("从越南采购直接卖到美国", {"place": "never_enters"}),
        ("出口二手皮卡", {"activity": "used_car"}),
        ("国外的发动机运进来修好再运出去", {"activity": "maintenance"}),
        ("our company has no export licence", {"activity": "service"}),
        ("报关这些手续想包给别人", {"activity": "service"}),
        ("I have no export experience", {"activity": "service"}),
        ("my buyer only emails me orders", {"platform": "no"}),
        ("货从昆明陆运过去", {"place": "domestic"}),
        ("货从保税仓走", {"place": "bonded_zone"}),
        ("from our Ningbo warehouse to shoppers in Italy", {"place": None, "buyer": "consumer_abroad"}),
        ("we mail every parcel from Japan to consumers in China", {"place": "abroad", "buyer": "consumer_china"}),
        ("buying straight from a factory", {"source": "factory"}),
        ("货从宁波直接发过去，不进海外仓", {"place": "domestic"}),
        ("跟电商平台一点不沾边，按柜出", {"platform": "no", "place": "domestic"}),
        ("从韩国把面膜一单一单寄给国内客人", {"place": "abroad", "buyer": "consumer_china"}),
        ("没人懂报关，想把报关退税全部打包代办", {"activity": "service"}),
        ("is there a firm that handles customs and refunds for us", {"activity": "service"}),
        ("不想要厂家授权，从中东进口越野车", {"activity": "parallel_cars"}),
        ("bought in a certified wholesale market", {"source": "market"}),
        ("repair of a pump sent back to us, outside any bonded zone", {"activity": None, "place": None}),
        ("货不进保税区，直接寄给法国消费者", {"place": "domestic"}),
        ("出口退税怎么办", {}),
    ],
)
def test_what_people_say_of_their_business_is_read(text: str, slots: dict[str, str]):
    facts = facts_in(text)
    assert {slot: facts.get(slot) for slot in slots} == slots
    if not slots:
        assert not facts.told


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("一部分小包寄给日本买家，一部分先囤在洛杉矶的仓库", ["cbec-retail-export-9610", "overseas-warehouse-9810"]),
        (
            "two kinds of trade: parcels to consumers in Poland, and stock for a warehouse in the US",
            ["cbec-retail-export-9610", "overseas-warehouse-9810"],
        ),
        (
            "我们既卖给美国消费者也通过平台供货给法国公司，都从宁波直接发，各走哪个",
            ["cbec-retail-export-9610", "cbec-b2b-direct-9710"],
        ),
        (
            "两种货：一种是义乌市场里采购的，一种是展会上签的合同、直接发给越南经销商",
            ["market-procurement-1039", "general-trade-0110"],
        ),
        ("不卖给个人客户，卖给德国公司", []),
        ("一半卖给德国公司", []),
    ],
)
def test_kinds_of_trade_told_side_by_side_have_each_their_format(text: str, fits: list[str]):
    assert [document for case in cases_in(text) for document in fitting(case)] == fits


def test_kinds_of_buyer_told_side_by_side_are_both_read():
    for text in (
        "一半卖给德国的消费者，一半卖给德国公司",
        "some orders are from French consumers, others from French firms",
    ):
        assert [case.get("buyer") for case in cases_in(text)] == ["consumer_abroad", "business_abroad"]


def test_what_is_told_before_the_first_kind_holds_for_each():
    cases = cases_in("I sell on Amazon: some go by post from Shenzhen, some sit in an FBA warehouse")
    assert [case.get("platform") for case in cases] == ["yes", "yes"]


def test_a_format_that_is_ruled_out_neither_fits_nor_is_open():
    found = verdict(known(buyer="consumer_china", place="bonded_zone"), lambda _: True)
    left = found.only(lambda item: item.document != "bonded-cbec-1210")
    assert [item.document for item in left.fits] == ["bonded-cbec-a-1239"]


@pytest.mark.parametrize(
    ("text", "is_ruled_out"),
    [
        ("我们这里不在1210的名单里，还能走哪个", True),
        ("1210我们城市用不了，该选哪种方式", True),
        ("our city is not on the 1210 list, which mode is left", True),
        ("该用1210还是9610", False),
        ("can we use 1210", False),
    ],
)
def test_a_code_named_to_rule_it_out_is_told_from_one_asked_for(text: str, is_ruled_out: bool):
    assert bool(re.search(words().ruled_out.replace("{code}", "1210"), text)) == is_ruled_out


def test_the_later_word_counts_and_a_weak_word_never_beats_a_plain_one():
    facts = facts_in("买家是境外企业", facts_in("买家是境外消费者"))
    assert facts.get("buyer") == "business_abroad"
    assert facts_in("我在亚马逊上", facts).get("buyer") == "business_abroad"


@pytest.mark.parametrize(
    ("slots", "fits"),
    [
        ({"buyer": "consumer_abroad", "place": "domestic"}, ["cbec-retail-export-9610"]),
        ({"buyer": "consumer_abroad", "place": "overseas_warehouse"}, ["overseas-warehouse-9810"]),
        ({"buyer": "consumer_abroad", "place": "bonded_zone"}, ["bonded-cbec-1210"]),
        ({"buyer": "consumer_china", "place": "bonded_zone"}, ["bonded-cbec-1210", "bonded-cbec-a-1239"]),
        ({"buyer": "consumer_china", "place": "abroad"}, ["cbec-retail-import"]),
        ({"buyer": "business_abroad", "place": "domestic", "platform": "yes"}, ["cbec-b2b-direct-9710"]),
        ({"buyer": "business_abroad", "place": "domestic", "platform": "no"}, ["general-trade-0110"]),
        ({"buyer": "business_abroad", "place": "overseas_warehouse"}, ["overseas-warehouse-9810"]),
        ({"buyer": "business_china"}, ["general-trade-0110"]),
        ({"place": "never_enters"}, ["offshore-trade"]),
        ({"source": "market"}, ["market-procurement-1039"]),
        ({"source": "market", "value": "over"}, []),
        ({"buyer": "business_abroad", "place": "domestic", "platform": UNSURE}, []),
        ({"place": "overseas_warehouse"}, ["overseas-warehouse-9810"]),
        ({"activity": "maintenance", "place": "bonded_zone"}, ["bonded-maintenance"]),
        ({"activity": "used_car", "buyer": "business_abroad"}, ["used-car-exports"]),
    ],
)
def test_the_format_follows_from_the_answers(slots: dict[str, str], fits: list[str]):
    assert fitting(known(**slots)) == fits


def test_a_format_whose_proof_does_not_hold_that_day_is_no_choice():
    facts = known(buyer="consumer_abroad", place="domestic")
    assert verdict(facts, lambda address: not address.startswith("cbec-retail-export-9610")).fits == ()


def ways(facts: Facts = Facts(), asked: int = 0) -> list[tuple[Facts, int]]:  # noqa: B008
    question = next_question(facts)
    if question is None:
        return [(facts, asked)]
    return [way for value in (*question.choices, UNSURE) for way in ways(facts.with_(question.slot, value), asked + 1)]


def test_no_way_through_the_interview_has_more_than_four_questions_or_four_choices():
    every = ways()
    assert len(every) > 15
    assert max(asked for _, asked in every) <= 4
    assert all(2 <= len(question.choices) <= 4 for question in rules().questions)


def test_every_way_with_plain_answers_ends_in_a_format():
    for facts, _ in ways():
        if all(value != UNSURE for _, value in facts.told):
            assert fitting(facts), facts


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str):
    slots = {slot: {*values, UNSURE} for slot, values in words().slots.items()} | {"value": {"within", "over"}}
    assert all(value in slots[slot] for slot, value in facts_in(text).told)


@given(st.lists(st.sampled_from(VALUES), max_size=8))
def test_a_slot_is_told_once_whatever_the_order(told_: list[tuple[str, str]]):
    facts = Facts()
    for slot, value in told_:
        facts = facts.with_(slot, value)
    assert len({slot for slot, _ in facts.told}) == len(facts.told)
    assert all(facts.get(slot) == dict(told_)[slot] for slot, _ in facts.told)


# The tiny library has no text that proves a choice, but it can be asked.


def reply(assistant: Assistant, *said: str) -> tuple[list[Turn], str, str]:
    history: list[Turn] = []
    text = status = ""
    for question in said:
        answer = assistant.ask(question, history=history)
        text, status = answer.text, answer.status
        history += [Turn(role="user", content=question), Turn(role="assistant", content=text)]
    return history, status, text


@pytest.mark.parametrize(("question", "lang"), [("我该用哪种监管方式？", "zh"), ("Which mode should we use?", "en")])
def test_who_says_nothing_of_the_business_is_asked_who_buys(assistant: Assistant, question: str, lang: Lang):
    answer = assistant.ask(question)
    assert answer.status == "clarify"
    assert answer.text == say("choose.ask-buyer", lang)
    assert answer.suggestions == tuple(told("buyer", value, lang) for value in rules().questions[0].choices)
    assert not answer.citations


def test_the_interview_goes_on_through_the_history_and_says_what_it_knows(assistant: Assistant):
    _, status, text = reply(assistant, "我该用哪种监管方式？", "买家是境外企业", "货从国内直接发给买家")
    assert status == "clarify"
    assert say("choose.ask-platform", "zh") in text
    assert "买家是境外企业；货从国内直接发给买家" in text
    assert "按这个问题回答" not in text


def test_a_slot_one_does_not_know_is_not_asked_again(assistant: Assistant):
    _, _, text = reply(assistant, "我该用哪种监管方式？", "买家是境外企业", "不清楚")
    assert say("choose.ask-place", "zh") not in text


@pytest.mark.parametrize(
    "said",
    [
        ("我该用哪种监管方式？", "9810有金额限制吗？"),
        ("9810有金额限制吗？", "买家是境外消费者"),
        ("保税维修用什么监管方式代码",),
        ("我用9810，报关单填什么代码",),
        ("跨境电商出口用什么监管方式代码",),
        ("我们退运的货用哪个代码",),
    ],
)
def test_another_question_is_left_to_others(assistant: Assistant, said: tuple[str, ...]):
    _, _, text = reply(assistant, *said)
    assert not any(say(f"choose.ask-{slot}", "zh") in text for slot in ("buyer", "place", "platform", "source"))


def test_a_kind_of_business_with_its_own_entry_is_asked_nothing():
    for value in words().slots["activity"]:
        assert next_question(known(activity=value)) is None


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("先发美国仓再卖，报关走哪个", True),
        ("该选什么通关方式", True),
        ("哪种业态合适", True),
        ("what kind of trade is that", True),
        ("which customs mode for parcels", True),
        ("出口要多久", False),
        ("哪个海关管这个", False),
        ("what documents do I need", False),
    ],
)
def test_a_question_for_the_format_is_told_from_others(question: str, asks: bool):
    assert bool(re.search(words().asks, question)) == asks


@pytest.mark.parametrize("text", ["没有进项发票，用1039还是0110", "没有发票；用1039"])
def test_what_is_denied_in_one_clause_rules_out_no_code_of_the_next(text: str):
    assert not re.search(words().ruled_out.replace("{code}", "1039"), normalise(text))


def test_formats_between_which_it_is_asked_to_choose_are_not_told():
    left = re.sub(words().between, " ", normalise("想先存进综保区，国内消费者下单后再发，选1210还是直购9610？"))
    assert facts_in(left).get("place") == "bonded_zone"


def test_every_value_of_every_rule_can_be_said():
    slots = {slot: set(values) for slot, values in words().slots.items()}
    for item, lang in product(rules().formats, LANGS):
        for rule in item.rules:
            assert set(rule.fits) <= slots.get(rule.slot, {"within", "over"})
            assert say(f"choose.rule-{rule.say}", lang)
