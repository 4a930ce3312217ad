import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.disagreement import disagree, saying

KEEP = "企业应当将出口货物的备案单证自申报之日起保存{}。"
FILE = "出口企业{}在报关之前向所在地海关办理出口海外仓业务模式备案。"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (KEEP.format("5年"), KEEP.format("10年")),
        (KEEP.format("五年"), KEEP.format("10年")),
        (KEEP.format("5年"), "企业须将出口货物的备案单证自申报之日起保存10年。"),
        ("自2024年1月1日起，" + KEEP.format("5年"), "自2025年3月1日起，" + KEEP.format("10年")),
        ("可以：" + KEEP.format("15日"), KEEP.format("30日") + "（财政部公告2026年第1号）"),
        (FILE.format("应当"), FILE.format("不需要")),
        ("单票不超过15万美元的货物可以简化申报并享受便利。", "单票不超过5万美元的货物可以简化申报并享受便利。"),
        (
            "An exporter keeps the record documents of each declaration for 5 years.",
            "An exporter keeps the record documents of each declaration for 10 years.",
        ),
        (
            "An exporter must file the overseas warehouse model with local customs before declaring.",
            "An exporter need not file the overseas warehouse model with local customs before declaring.",
        ),
    ],
)
def test_statements_that_cannot_both_hold_disagree(one: str, two: str):
    assert disagree(one, two)
    assert disagree(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (KEEP.format("5年"), KEEP.format("五年")),
        (KEEP.format("5年"), KEEP.format("5年") + "（财政部公告2026年第1号）"),
        ("9710：" + KEEP.format("5年"), "9810货物：" + KEEP.format("5年")),
        ("9710出口" + KEEP.format("5年"), "9810出口" + KEEP.format("10年")),
        ("2015年至2020年，" + KEEP.format("5年"), "自2021年1月1日起，" + KEEP.format("10年")),
        (FILE.format("应当"), FILE.format("可以")),
        ("申报不实影响海关监管秩序的，处3万元以下罚款。", "申报不实影响海关统计准确性的，处1万元以下罚款。"),
        ("税率为13%。", "税率为9%。"),
        ("单票最高15万美元，适用市场采购贸易方式出口。", "单票不超过15万美元，适用市场采购贸易方式出口。"),
        (
            "A wrong declaration that affects customs supervision order brings a fine of CNY 30,000.",
            "A wrong declaration that affects the accuracy of statistics brings a fine of CNY 10,000.",
        ),
    ],
)
def test_statements_of_other_things_or_with_the_same_meaning_do_not(one: str, two: str):
    assert not disagree(one, two)


@given(st.text(max_size=60), st.text(max_size=60))
def test_disagreement_has_two_sides_and_nothing_disagrees_with_itself(one: str, two: str):
    assert not disagree(one, one)
    assert disagree(one, two) == disagree(two, one)


@given(st.integers(1, 99), st.integers(1, 99))
def test_only_another_figure_makes_a_disagreement(first: int, second: int):
    assert disagree(KEEP.format(f"{first}年"), KEEP.format(f"{second}年")) == (first != second)


def test_a_saying_tells_amounts_by_unit():
    assert saying("单票15万美元以内，36个月内，USD 1,000，税率13%").amounts == (
        ("usd", 150000.0),
        ("month", 36.0),
        ("usd", 1000.0),
        ("%", 13.0),
    )


def test_a_statement_without_the_letters_of_another_is_not_taken_apart():
    saying.cache_clear()
    assert not disagree(KEEP.format("5年"), "Sellers on a platform file a monthly list of parcels.")
    assert saying.cache_info().misses == 1
