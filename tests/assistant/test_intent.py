import pytest

from assistant.understanding.intent import intent_of


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("你好", "small_talk"),
        ("谢谢！", "small_talk"),
        ("Thanks!", "small_talk"),
        ("你是谁？", "small_talk"),
        ("who are you?", "small_talk"),
        ("9610和9710有什么区别", "comparison"),
        ("compare 9610 with 9710", "comparison"),
        ("9610 vs 9710", "comparison"),
        ("退税新规有什么变化", "changes"),
        ("what changed in 2026", "changes"),
        ("海外仓怎么备案", "procedure"),
        ("如何申报退稅", "procedure"),
        ("how do I file for 9810", "procedure"),
        ("能退多少", "calculation"),
        ("how much tax on retail import", "calculation"),
        ("海关总署公告2020年第75号", "lookup"),
        ("what is code 9810", "lookup"),
        ("9810要备案吗", "rule"),
        ("is a filing required", "rule"),
        ("", "rule"),
    ],
)
def test_the_words_tell_what_kind_of_answer_is_wanted(question: str, intent: str):
    assert intent_of(question) == intent


def test_a_greeting_before_a_question_is_no_small_talk():
    assert intent_of("你好，9810要备案吗") == "rule"
