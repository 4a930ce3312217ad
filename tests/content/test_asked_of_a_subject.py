"""What changed of a subject, what held before, which formats there are: asked without a day or a code."""

import pytest
from answering import answered, plain

from assistant.pipeline import Assistant
from assistant.skills.formats import trade_formats

CHANGED = [
    ("9810有什么新变化", ["2025年1月27日", "2024年12月15日"], "overseas-warehouse-export-refund"),
    ("综保区的规定这几年变了哪些", ["2026年1月1日"], "bonded-zone-tax"),
    ("跨境电商退货政策这两年变过吗", ["2026年第16号"], "cbec-export-returns-tax"),
    ("明年有哪些政策到期", ["2027年12月31日"], "offshore-trade-stamp-duty"),
    ("退税申报36个月这个规定是新的吗", ["36个月"], "export-refund-basics"),
    ("what new rules start in 2027", ["batteryproducts"], "refund-rates"),
    ("market procurement rule changes since 2020", ["2024"], "market-procurement-export"),
    ("what's new for 9810", ["27January2025", "15December2024"], "overseas-warehouse-export-refund"),
]


@pytest.mark.evals
@pytest.mark.parametrize(("question", "holds", "document"), CHANGED)
def test_what_changed_of_a_subject_is_told_without_a_period(
    assistant: Assistant, question: str, holds: list[str], document: str
):
    answer, by = answered(assistant, question)
    assert (answer.status, by) == ("answered", "changes"), answer.text
    assert not [part for part in holds if part not in plain(answer)], answer.text
    assert document in {citation.document for citation in answer.citations}


BOTH = [
    ("以前海淘单次限额多少，现在多少", "5000元", "2000元"),
    ("退税单证以前保存几年，现在几年", "10年", "5年"),
    ("AEO等级原来分几类现在分几类", "五级", "三类"),
    ("个人年度限额2万6是什么时候开始的，之前是多少", "26000元", "20000元"),
    ("9810以前要等卖出去才能退税吗，现在呢", "报关离境后", "实现销售后"),
    ("离岸转手买卖免印花税扩大到哪些地方了，原来是不是只有上海", "7个区域", "上海自贸试验区"),
    ("关税法之后海关追补税款的年限改了没", "3年", "1年"),
    ("陆路启运港扩大过吗", "26个", "西安"),
    ("行邮税最低一档从15%变成13%是哪年", "13%、20%、50%", "15%、25%、50%"),
    ("零售进口退货45天运抵的规定之前是怎样的", "45日内", "30日内运抵"),
]


@pytest.mark.evals
@pytest.mark.parametrize(("question", "now", "before"), BOTH)
def test_what_held_before_stands_behind_what_holds_now(assistant: Assistant, question: str, now: str, before: str):
    answer, by = answered(assistant, question)
    assert by == "changes"
    first, second = answer.text.split("此前", 1)
    assert now in first
    assert before in second
    newer, older = (citation.in_force for citation in answer.citations)
    assert older.end
    assert older.end < newer.start


@pytest.mark.evals
def test_a_document_that_a_sentence_names_is_not_named_behind_it_again(assistant: Assistant):
    answer, _ = answered(assistant, "离境退税的现金限额提过吗")
    assert "2万元" in answer.text
    assert "1万元" in answer.text.split("此前", 1)[1]
    assert "通知）（" not in answer.text


@pytest.mark.evals
def test_the_formats_of_a_group_are_listed_each_with_what_it_is(assistant: Assistant):
    answer, by = answered(assistant, "跨境电商有哪些监管方式")
    assert by == "choose"
    wanted = [item.document for item in trade_formats() if "e-commerce" in item.groups]
    assert [citation.document for citation in answer.citations] == wanted
    english, _ = answered(assistant, "which customs codes are there for cross-border e-commerce exports")
    assert {"9610", "9710", "9810"} <= set(english.text.replace("*", " ").split())


@pytest.mark.evals
@pytest.mark.parametrize("question", ["9610有哪些申报方式", "跨境电商有哪些退税方式", "which codes need a licence"])
def test_what_asks_more_than_which_formats_there_are_is_left_to_others(assistant: Assistant, question: str):
    answer, _ = answered(assistant, question)
    assert "目录条目里有" not in answer.text
    assert "The catalog has" not in answer.text


OPEN = [
    ("我司在速卖通卖小饰品，走什么码", ["9610", "9810"]),
    ("工厂直接卖给美国超市，阿里国际站接单，一般怎么报", ["9710", "9810"]),
    ("A Chinese factory selling wholesale to a US retailer through Alibaba.com, which supervision code?", ["9710"]),
]


@pytest.mark.evals
@pytest.mark.parametrize(("question", "codes"), OPEN)
def test_where_one_thing_is_open_each_answer_to_it_stands_with_its_format(
    assistant: Assistant, question: str, codes: list[str]
):
    answer, by = answered(assistant, question)
    assert (answer.status, by) == ("answered", "choose"), answer.text
    assert not [code for code in codes if code not in answer.text]
    assert len({citation.document for citation in answer.citations}) == len(answer.suggestions) > 1


@pytest.mark.evals
def test_who_only_tells_how_they_sell_is_told_the_format(assistant: Assistant):
    answer, by = answered(assistant, "我们在TikTok Shop美区卖，用平台仓库，货先备到美国仓")
    assert by == "choose"
    assert "9810" in answer.text.splitlines()[0]
