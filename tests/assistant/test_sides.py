import pytest
from asking import DAY, cited
from hypothesis import given
from hypothesis import strategies as st

from assistant.pipeline import Assistant
from assistant.understanding.sides import sides_of


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("9710和9810有什么区别", "9710", "9810"),
        ("监管方式1300跟1371都是修东西，区别在哪里", "监管方式1300", "1371"),
        ("参展的样机展完运回来，填2600还是填3010", "2600", "3010"),
        ("报关单位备案 vs 临时备案，有效期差多少？", "报关单位备案", "临时备案"),
        ("class 1 exporter versus class 4 exporter: how long does each wait?", "class 1 exporter", "class 4 exporter"),
        ("What is the difference between retail import and parcel tax?", "retail import", "parcel tax"),
    ],
)
def test_a_comparison_has_two_sides(question: str, first: str, second: str):
    sides = sides_of(question)
    assert sides is not None
    assert sides.names == (first, second)


@pytest.mark.parametrize(
    ("question", "phrases", "names", "point"),
    [
        ("一类企业跟四类企业退税时间差多少", (), ("一类企业", "四类企业"), "退税时间"),
        ("综保区和保税物流中心存货期限哪个长", ("综保区", "保税物流中心"), ("综保区", "保税物流中心"), "存货期限"),
        ("生产企业vs贸易公司 退税计税依据", (), ("生产企业", "贸易公司"), "退税计税依据"),
        ("水路启运港退税和陆路的有什么区别", (), ("水路启运港退税", "陆路启运港退税"), ""),
        ("退免税、免税、征税三种待遇咋区分", (), ("退免税", "免税", "征税"), "三种待遇"),
        ("零售进口的单次限值和年度限值分别是多少", (), ("单次限值", "年度限值"), "零售进口"),
        ("2025年出口和2026年出口退税期限有什么不同", (), ("2025年出口", "2026年出口"), "退税期限"),
        (
            "How do a trading company and a factory differ in refund basis?",
            (),
            ("trading company", "factory"),
            "refund basis",
        ),
        ("difference between class 1 and class 4 refunds", (), ("class 1", "class 4"), "refunds"),
        (
            "Is there a deadline difference between exports in 2025 and exports in 2026?",
            (),
            ("exports in 2025", "exports in 2026"),
            "deadline",
        ),
        ("class 1 vs class 4 exporter refund days", (), ("class 1", "class 4"), "exporter refund days"),
        ("difference between tax-exempt and tax-refund exports", ("tax",), ("tax-exempt", "tax-refund"), "exports"),
        ("自营出口，跟委托出口，退税期限一样吗", (), ("自营出口", "委托出口"), "退税期限"),
        (
            "Is the deadline for paying tax the same as the deadline for filing papers?",
            (),
            ("deadline for paying tax", "deadline for filing papers"),
            "",
        ),
    ],
)
def test_what_the_sides_are_is_told_from_the_point_in_which_they_are_compared(
    question: str, phrases: tuple[str, ...], names: tuple[str, ...], point: str
):
    sides = sides_of(question, phrases)
    assert sides is not None
    assert (sides.names, sides.point) == (names, point)
    assert all(asked.startswith(name) for asked, name in zip(sides.questions, names, strict=True))


@pytest.mark.parametrize("question", ["AEO新规和旧规有什么区别", "跟去年比有什么不同", "已售未售未区分的后果"])
def test_a_rule_beside_the_one_before_it_is_no_comparison_of_two_things(question: str):
    assert sides_of(question) is None


@pytest.mark.parametrize("question", ["9810和9710要备案吗", "海外仓怎么退税", "tax and customs for 9610", ""])
def test_a_question_that_compares_nothing_has_none(question: str):
    assert sides_of(question) is None


@given(st.text(max_size=80))
def test_any_text_has_two_different_sides_or_none(question: str):
    sides = sides_of(question)
    assert sides is None or (len(set(sides.names)) > 1 and all(sides.names) and all(sides.questions))


def test_a_comparison_is_answered_from_a_section_for_each_side(assistant: Assistant):
    answer = assistant.ask("海外仓备案和海外仓退税有什么区别", DAY)
    documents = {address.split("@")[0] for address in cited(answer)}
    assert "refund" in documents
    assert len(documents) > 1


@pytest.mark.parametrize(
    ("question", "first"), [("1371和1300有什么区别", "监管方式1371"), ("1300 vs 4561", "supervision mode 1300")]
)
def test_a_bare_code_is_asked_for_as_a_supervision_mode(question: str, first: str):
    sides = sides_of(question)
    assert sides is not None
    assert sides.questions[0] == first
