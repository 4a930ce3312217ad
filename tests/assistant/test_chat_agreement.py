import pytest

from assistant.chat.agreement import agrees
from assistant.chat.numerals import numerals_stand
from assistant.chat.weight import weight
from kb.messages import Lang

FILING = "自2024年12月15日起，企业不再办理海外仓业务模式备案。"
LIMIT = "出口海外仓（9810）每票不超过15万美元，应在36个月内核销，税率为13%。"
LIMIT_EN = "An overseas warehouse export (9810) stays under USD 150,000, is written off in 36 months, at a rate of 13%."
FILED_EN = "Since 15 December 2024 the overseas-warehouse filing (9810) is abolished."


def stands(text: str, says: str, lang: Lang = "zh") -> bool:
    return agrees(text, says, says, lang)


@pytest.mark.parametrize(
    ("text", "says", "lang"),
    [
        ("不需要，企业不再办理海外仓备案。", FILING, "zh"),
        ("2024年12月15日起取消海外仓业务模式备案。", FILING, "zh"),
        ("自2024年12月起不用办理海外仓备案。", FILING, "zh"),
        ("9810出口每票最高150,000美元。", LIMIT, "zh"),
        ("出口海外仓应在36个月内核销。", LIMIT, "zh"),
        ("出口海外仓应在三十六个月内核销。", LIMIT, "zh"),
        ("No filing of the overseas warehouse is needed since 15 December 2024.", FILED_EN, "en"),
        ("An export under 9810 stays under 150,000 USD.", LIMIT_EN, "en"),
    ],
)
def test_other_words_for_the_same_agree(text: str, says: str, lang: Lang):
    assert stands(text, says, lang)


@pytest.mark.parametrize(
    ("text", "says", "lang"),
    [
        ("企业需要办理海外仓业务模式备案。", FILING, "zh"),
        ("企业不再办理海外仓登记。", FILING, "zh"),
        ("出口海外仓（9810）一律免税。", LIMIT, "zh"),
        ("出口海外仓（9810）无需核销。", LIMIT, "zh"),
        ("自2024年12月16日起，企业不再办理海外仓备案。", FILING, "zh"),
        ("自2024年15月12日起，企业不再办理海外仓备案。", FILING, "zh"),
        ("出口海外仓应在36天内核销。", LIMIT, "zh"),
        ("出口海外仓（9810）每票不超过15万元。", LIMIT, "zh"),
        ("出口海外仓（9810）每票不超过九十九万美元。", LIMIT, "zh"),
        ("出口海外仓（9810）税率为百分之九。", LIMIT, "zh"),
        ("按海关总署公告2024年第15号，每票有限额。", f"{LIMIT}\n海关总署公告2024年第2号", "zh"),
        ("狮子每天在动物园里睡大觉。", LIMIT, "zh"),
        ("Enterprises file the overseas warehouse.", FILED_EN, "en"),
        ("The overseas-warehouse filing (9810) is abolished since December 2025.", FILED_EN, "en"),
        ("An overseas warehouse export (9810) is written off in 36 days.", LIMIT_EN, "en"),
        ("An overseas warehouse export (9810) is written off in 36 days.", f"{LIMIT_EN} The 36-month limit.", "en"),
        ("Exempt within 6 days of export.", "Exempt within 6 months of export.\nAnnouncement No. 16, 2026-02-06", "en"),
        ("An overseas warehouse export (9810) is exempt.", LIMIT_EN, "en"),
        ("An overseas warehouse export (9810) stays under ninety thousand.", LIMIT_EN, "en"),
    ],
)
def test_another_meaning_in_like_words_does_not(text: str, says: str, lang: Lang):
    assert not stands(text, says, lang)


def test_a_figure_in_a_table_without_a_unit_may_be_named_with_one():
    assert stands("9710的限值为5000元。", "监管方式 限值（元）\n9710 5000")


def test_a_limit_is_no_denial():
    assert weight("申报金额不超过15万美元", "zh") == weight("申报金额最高15万美元", "zh")
    assert weight("不申报", "zh") != weight("申报", "zh")


def test_what_stands_in_brackets_is_a_clause_of_its_own():
    assert weight("取消海外仓（9810）企业备案", "zh") == weight("不再备案", "zh")


@pytest.mark.parametrize(
    ("text", "says", "known"),
    [
        ("十五万美元", "15万美元", True),
        ("三十六个月", "36个月", True),
        ("统一办理", "", True),
        ("三单信息", "三单信息", True),
        ("五倍", "2倍", False),
        ("一半", "", False),
        ("twelve months", "12 months", True),
        ("USD 1.5 million", "1,500,000", True),
        ("two million", "", False),
        ("ten percent", "10 percent", True),
        ("ten percent", "10%", False),
    ],
)
def test_numbers_in_words_must_stand_too(text: str, says: str, known: bool):
    assert numerals_stand(text, says) is known
