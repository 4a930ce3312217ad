from datetime import date

import pytest
from asking import DAY, said, understood

from assistant.pipeline import Assistant
from assistant.steps.understand import MAX_QUESTION, search_words
from kb.messages import say


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "answer.empty"),
        ("   \n\t ", "answer.empty"),
        ("\x00\x07\u200b\ufeff", "answer.empty"),
        ("😀🎉📦", "answer.no-words"),
        ("？！……", "answer.no-words"),
        ("退" * 10_000, "answer.too-long"),
        ("a " * (MAX_QUESTION // 2 + 1) + "b", "answer.too-long"),
    ],
)
def test_what_is_no_question_is_refused_with_a_word_on_what_to_do(assistant: Assistant, question: str, message: str):
    answer = understood(assistant, question).answer
    assert answer is not None
    assert (answer.status, answer.reason, answer.as_of) == ("refused", "invalid", DAY)
    assert answer.text == say(message, answer.lang, most=MAX_QUESTION)


def test_the_longest_question_is_understood(assistant: Assistant):
    context = understood(assistant, ("海外仓退税" * MAX_QUESTION)[:MAX_QUESTION])
    assert context.answer is None
    assert len(context.understood.question) == MAX_QUESTION


def test_control_characters_do_not_reach_the_question(assistant: Assistant):
    question = understood(assistant, "9810\x00要备案\u202e吗\x07\r\n？").understood.question
    assert all(char.isprintable() or char in "\n\t" for char in question)
    assert "9810" in question
    assert "备案" in question


def test_html_is_text_like_any_other(assistant: Assistant):
    context = understood(assistant, "<script>alert(1)</script>9810有限额吗")
    assert context.understood.codes == ("9810",)
    assert "<script>" in context.understood.question


def test_the_language_asked_for_goes_before_that_of_the_question(assistant: Assistant):
    assert understood(assistant, "9810要备案吗", lang="en").understood.lang == "en"
    answer = understood(assistant, "", lang="en").answer
    assert answer is not None
    assert answer.text == say("answer.empty", "en")


def test_a_day_in_the_question_goes_before_the_day_of_the_conversation(assistant: Assistant):
    named = understood(assistant, "2024年10月出口海外仓什么时候退税").understood
    assert named.day == date(2024, 10, 31)
    assert named.said is not None
    bare = understood(assistant, "出口海外仓什么时候退税", day=date(2024, 5, 1)).understood
    assert (bare.day, bare.said) == (date(2024, 5, 1), None)


def test_full_width_digits_name_a_code(assistant: Assistant):
    assert understood(assistant, "９８１０有金额限制吗？").understood.codes == ("9810",)


def test_instruments_terms_and_intent_are_filled_in(assistant: Assistant):
    known = understood(assistant, "国家税务总局公告2024年第1号对FBA退税怎么规定").understood
    assert known.instruments == ("2024-1",)
    assert [said.phrase for said in known.terms] == ["fba", "退税"]
    assert known.intent == "lookup"


def test_a_follow_up_is_completed_and_says_so(assistant: Assistant):
    known = understood(assistant, "那9710呢？", history=said("9810有金额限制吗？")).understood
    assert (known.question, known.completed, known.codes) == ("9710有金额限制吗？", True, ("9710",))


def test_words_of_the_day_and_of_meant_terms_weigh_less_than_the_own(assistant: Assistant):
    known = understood(assistant, "2024年10月FBA什么时候退钱").understood
    weights = assistant.weights
    words = search_words(known.question, known.terms, known.said, "zh", weights)
    assert words["fba"] >= 1.0
    assert words["2024"] == weights.said_day
    assert 0 < words["海外"] <= weights.expansion


def test_a_history_of_any_length_leaves_a_question_that_can_be_asked(assistant: Assistant):
    """What the history adds must not pass the limit that the question itself is held to."""
    context = understood(assistant, "那9710呢？", history=said("退税" * 5000))
    assert context.answer is not None or len(context.understood.question) <= MAX_QUESTION


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("2024年12月以来9810有什么变化", "2026-06-01"),
        ("2025年9810有什么变化", "2025-12-31"),
        ("2027年9810有什么变化", "2027-12-31"),
        ("2024年12月以来9810怎么报关", "2024-12-01"),
    ],
)
def test_what_changed_in_a_period_is_told_by_the_rules_at_its_end(assistant: Assistant, question: str, day: str):
    assert understood(assistant, question).understood.day.isoformat() == day


@pytest.mark.parametrize(
    "question", ["增值税管理办法2025年施行的，对吧", "The rule took effect on 1 July 2025, right?"]
)
def test_a_day_on_which_a_rule_is_said_to_have_begun_is_not_the_day_of_the_question(
    assistant: Assistant, question: str
):
    assert understood(assistant, question).understood.day == DAY


def test_a_day_of_a_trade_stays_the_day_though_something_is_to_be_confirmed(assistant: Assistant):
    assert understood(assistant, "2025年3月1日出口的货要备案，对吧").understood.day == date(2025, 3, 1)
