"""Which statements of a section are shown, and which comes first."""

from dataclasses import replace
from datetime import date

import pytest
from asking import hit, understood

from assistant.pipeline import Assistant
from assistant.steps.selecting import select
from assistant.steps.wants import wants_of
from assistant.steps.weighing import Wanted


def selected(assistant: Assistant, question: str, body: str, day: date = date(2026, 6, 1), **also: object) -> list[str]:
    found = hit(assistant, "refund", "when", "2025-01-01")
    found = replace(found, section=found.section.model_copy(update={"body": body}))
    context = understood(assistant, question, day=day)
    wanted = Wanted(context.understood.words, question, wants_of(question), 190, **also)  # type: ignore[arg-type]
    return [statement.text for statement in select(context, found, wanted)]


def test_what_adds_nothing_asked_is_left_out_but_for_one_condition(assistant: Assistant):
    body = (
        "海外仓货物离境后申报退税。海外仓退税在离境后申报。海外仓货物离境后申报退税的，留存单证。海外仓退税申报要快。"
    )
    assert len(selected(assistant, "海外仓货物离境后申报退税吗", body)) == 2


def test_who_asks_how_much_gets_the_sentence_with_the_amount_first(assistant: Assistant):
    body = "自2024年12月1日起，平台为关税扣缴义务人。平台未扣缴税款的，处税款50%以上3倍以下罚款。"
    texts = selected(assistant, "平台没扣缴关税罚多少", body)
    assert texts[0].startswith("平台未扣缴税款的")
    assert selected(assistant, "谁是关税扣缴义务人", body)[0].startswith("自2024年12月1日起")


def test_a_former_amount_does_not_come_first(assistant: Assistant):
    body = "高级认证企业多久复核，请向海关确认。高级认证企业每5年复核一次，只适用到2026年3月31日。"
    assert selected(assistant, "高级认证企业多久复核一次", body)[0].startswith("高级认证企业多久复核")


def test_yes_or_no_is_answered_by_the_opening(assistant: Assistant):
    body = "在区外，原则上不能。自2019年1月1日起，网购保税商品不得在区外线下自提。"
    assert selected(assistant, "网购保税商品可以线下自提吗", body)[0] == "在区外，原则上不能。"


@pytest.mark.parametrize(
    "aside",
    [
        "示例：离境退税100元的，可退11元。",
        "离境退税怎样申报，请向12366（税务）确认。",
        "离境退税的其他情形，见离境退税指南。",
    ],
)
def test_an_aside_is_no_condition_worth_reading(assistant: Assistant, aside: str):
    texts = selected(assistant, "离境退税的税率", f"离境退税的税率为11%。{aside}离境退税按税率办理。")
    assert texts[0] == "离境退税的税率为11%。"
    assert aside not in texts


TABLE = """\
光伏产品出口退税率分三段。

| 时间 | 光伏产品出口退税率 | 备注 |
| --- | --- | --- |
| 2020年1月1日至2024年11月30日 | 13% | 旧 |
| 2024年12月1日至2026年3月31日 | 9% | 旧 |
| 2026年4月1日起 | 取消退税 | 新 |
"""


@pytest.mark.parametrize(
    ("day", "row"), [(date(2023, 5, 1), "13%"), (date(2025, 6, 1), "9%"), (date(2026, 6, 1), "取消退税")]
)
def test_of_a_table_by_periods_only_the_row_of_the_day_is_shown(assistant: Assistant, day: date, row: str):
    texts = selected(assistant, "光伏产品出口退税率多少", TABLE, day)
    assert len(texts) == 2
    assert row in texts[1]


LIST = "退税要三项单证：报关单、发票、合同。\n\n- 报关单\n- 发票\n- 合同\n"


def test_a_list_that_only_repeats_its_sentence_is_left_out(assistant: Assistant):
    assert selected(assistant, "退税要哪些单证", LIST) == ["退税要三项单证：报关单、发票、合同。"]
    more = LIST.replace("- 合同\n", "- 合同，须由法定代表人签章\n")
    assert len(selected(assistant, "退税要哪些单证", more)) == 4


STEPS = "退税按步骤办理。\n\n1. 先办理退税备案。\n2. 登录电子税务局。\n3. 下载表格。\n"


def test_of_steps_all_are_shown_or_none(assistant: Assistant):
    assert len(selected(assistant, "退税备案怎样办理", STEPS)) == 4
    assert len(selected(assistant, "退税备案办理", STEPS)) in {1, 4}
    assert selected(assistant, "退税备案办理", STEPS, is_first=False) == ["退税按步骤办理。"]


def test_an_example_with_the_amount_does_not_stand_for_the_rule(assistant: Assistant):
    body = "代办退税额＝发票金额×退税率。示例：代办退税发票金额10万元，代办退税额为1.3万元。"
    assert selected(assistant, "代办退税额多少，怎么计算", body)[0] == "代办退税额＝发票金额×退税率。"


def test_a_bare_yes_stands_before_its_reason_even_where_that_has_the_words(assistant: Assistant):
    body = "包括。跨境电商商品的完税价格包括运费。"
    assert selected(assistant, "跨境电商商品的完税价格包不包运费", body)[0] == "包括。"


def test_a_lead_in_never_stands_without_its_list(assistant: Assistant):
    body = "退税要留存报关单、发票两样单证：\n\n- 报关单\n- 发票\n"
    assert len(selected(assistant, "退税要留存哪些单证", body)) == 3


def test_a_list_with_an_amount_for_each_case_is_shown_whole_to_who_asks_how_much(assistant: Assistant):
    body = "骗税的停止退税。\n\n- 不满5万元的，停半年。\n- 5万元以上的，停一年。"
    assert len(selected(assistant, "骗税停多久", body)) == 3
    assert len(selected(assistant, "骗税是谁管", body)) == 1


def test_an_example_with_the_day_of_the_question_is_shown(assistant: Assistant):
    example = "例如，2026年1月2日办结的，核算期到2027年4月。"
    body = f"核算期为次月1日至次年4月30日。例如，2025年2月13日办结的，核算期到2026年4月。{example}"
    texts = selected(assistant, "2026年1月2日办结的什么时候核算", body)
    assert example in texts
    assert len(texts) == 2


def test_a_rule_that_ends_after_the_day_is_a_rule_of_the_day(assistant: Assistant):
    body = "2025年1月27日以前，海外仓货物卖出后才能申报退税。"
    assert selected(assistant, "海外仓货物没卖掉能退税吗", body, day=date(2024, 12, 31)) == [body]


def test_the_steps_that_an_opening_announces_are_shown_with_it(assistant: Assistant):
    body = "海外仓退税按“报关、申报、核算”的次序办。\n\n1. 报关：货物离境。\n2. 申报：填表。\n3. 核算：次年。"
    assert len(selected(assistant, "海外仓退税，先干啥后干啥", body)) == 4
    assert len(selected(assistant, "海外仓能退税吗", body)) == 1
