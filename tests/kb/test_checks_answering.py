import pytest
from building import NEW_ANSWER

ZH, EN = "guides/refund/2025-01-01.zh.md", "guides/refund/2025-01-01.en.md"
HEADING = "## 出口海外仓什么时候可以申报退税？"
HEADING_EN = "## When can exports to an overseas warehouse be declared for refund?"


def ask(base, heading: str, answer: str) -> list[tuple[str, int]]:
    """Put a heading and a first sentence in the Chinese text."""
    base.edit(ZH, HEADING, heading)
    base.edit(ZH, NEW_ANSWER["zh"], answer + NEW_ANSWER["zh"])
    return base.found("answer-first")


@pytest.mark.parametrize(
    "heading", ["## 出口海外仓能退税吗？", "## 出口海外仓能不能退税？", "## 出口海外仓有没有退税？"]
)
def test_yes_or_no_heading_without_an_answer_is_a_warning(base, heading: str):
    assert ask(base, heading, "") == [(ZH, base.line(ZH, heading))]
    assert [p.severity for p in base.problems() if p.rule == "answer-first"] == ["warning"]


@pytest.mark.parametrize("answer", ["能：", "不能，", "离境以后能：", "不能确定，请先确认："])
def test_yes_or_no_heading_that_is_answered_at_once_is_sound(base, answer: str):
    assert ask(base, "## 出口海外仓能退税吗？", answer) == []


@pytest.mark.parametrize(
    "heading", ["## 出口海外仓什么时候能退税，要先卖掉吗？", "## 出口海外仓能退税，还是只能免税？"]
)
def test_heading_that_asks_for_more_than_yes_or_no_may_begin_as_it_likes(base, heading: str):
    assert ask(base, heading, "") == []


@pytest.mark.parametrize(("answer", "found"), [("", 1), ("Yes: ", 0), ("Exempt but not refunded: ", 0)])
def test_english_headings_are_held_to_the_same(base, answer: str, found: int):
    base.edit(EN, HEADING_EN, "## From 2025, can exports to an overseas warehouse be refunded?")
    base.edit(EN, NEW_ANSWER["en"], answer + NEW_ANSWER["en"])
    assert len(base.found("answer-first")) == found
