import pytest
from asking import said

from assistant.answer import Turn
from assistant.understanding.follow_up import complete, leans


@pytest.mark.parametrize(
    ("before", "question", "lang", "whole"),
    [
        ("9810出口海外仓要备案吗？", "那9710呢？", "zh", "9710出口海外仓要备案吗？"),
        ("Do I need to file for 9810?", "what about 9710?", "en", "Do I need to file for 9710?"),
        ("9810要备案吗？", "期限是多久", "zh", "9810要备案吗；期限是多久"),
        ("9810要备案吗？", "为什么", "zh", "9810要备案吗；为什么"),
        ("9710单票最多多少钱", "超过了呢，改走哪个系统申报", "zh", "9710单票最多多少钱；超过了呢，改走哪个系统申报"),
        (
            "What is the limit for 1210?",
            "and the deadline?",
            "en",
            "What is the limit for 1210; the deadline?",
        ),
    ],
)
def test_a_fragment_is_completed_from_the_last_question(before: str, question: str, lang: str, whole: str):
    assert complete(question, said(before), lang) == whole


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("跨境电商零售进口一次最多可以买多少钱的东西？", "zh"),
        ("How much may one order be worth in retail import?", "en"),
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question: str, lang: str):
    assert complete(question, said("9810要备案吗？"), lang) == question


def test_a_first_question_leans_on_nothing():
    assert complete("那9710呢？", (), "zh") == "那9710呢？"


def test_what_the_assistant_said_is_not_taken_for_a_question():
    history = (*said("9810要备案吗？"), Turn(role="assistant", content="1210每次5000元。"))
    assert complete("那9710呢？", history, "zh") == "9710要备案吗？"


def test_a_chain_of_fragments_goes_back_to_the_question_they_hang_on():
    whole = complete("要多久", said("9810出口海外仓要不要办理备案？", "那9710呢"), "zh")
    assert whole == "9710出口海外仓要不要办理备案；要多久"


def test_a_short_question_with_two_subjects_of_its_own_leans_on_nothing():
    assert complete("海外仓退税期限", said("9810要备案吗？"), "zh", ("海外仓", "退税")) == "海外仓退税期限"


def test_a_short_but_whole_question_keeps_what_it_asks():
    """Only a bare code may be put in the place of the one before."""
    whole = complete("9810要备案吗？", said("1039市场采购怎么免税？"), "zh")
    assert "备案" in whole


@pytest.mark.parametrize("question", ["那9710呢？", "它要备案吗，需要交什么材料给海关看", "为什么？"])
def test_words_that_point_back_lean_at_any_length(question: str):
    assert leans(question, "zh")


def test_an_empty_history_turn_is_passed_over():
    assert complete("那9710呢？", said("9810要备案吗？", "  "), "zh") == "9710要备案吗？"


@pytest.mark.parametrize(
    ("last", "fragment", "whole"),
    [
        ("重庆西永综保区有多大", "那江津的呢", "重庆江津综保区有多大"),
        ("个人包裹限值是多少", "税率呢", "个人包裹税率是多少"),
        ("光伏出口还能退税吗", "电池呢", "电池出口还能退税吗"),
        ("what is the deadline for import goods?", "what about export?", "what is the deadline for export goods?"),
    ],
)
def test_an_alternative_takes_the_place_of_the_one_before(last: str, fragment: str, whole: str):
    lang = "zh" if fragment[0] > "z" else "en"
    assert complete(fragment, [Turn(role="user", content=last)], lang) == whole


def test_of_two_alternatives_none_is_replaced():
    last = "进口和出口的期限一样吗"
    assert complete("出口呢", [Turn(role="user", content=last)], "zh") == f"{last.rstrip('?')}；出口呢"


@pytest.mark.parametrize(
    ("before", "question", "lang"),
    [
        ("个人包裹怎么征税", "算下来才四十几块，还收吗", "zh"),
        ("今年出口的退税什么时候报", "过了这个日子就一分钱都拿不到了？", "zh"),
        ("What is the limit per 1039 declaration?", "Which goods are not allowed?", "en"),
        ("How many goods are on the list?", "Who checks breaches of these rules?", "en"),
    ],
)
def test_a_question_that_points_back_or_drops_its_object_is_completed(before: str, question: str, lang: str):
    assert complete(question, said(before), lang).startswith(before.rstrip("?"))


def test_a_question_with_a_subject_of_its_own_is_no_follow_up_though_it_points():
    question = "离境退税的那个现金限额最多能退多少"
    assert complete(question, said("9610要备案吗"), "zh", ["离境退税"]) == question


def test_one_authority_takes_the_place_of_the_other():
    assert complete("税务那边呢", said("单证海关要求保存几年"), "zh") == "单证税务那边要求保存几年"
