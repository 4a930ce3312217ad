"""Telling changes: which questions are of the kind, and that only what a text says of its day counts."""

import re
from datetime import date

import pytest
from asking import begin

from assistant.draft import Draft, Paragraph
from assistant.pipeline import Assistant
from assistant.skills.changed import all_changes
from assistant.skills.changes import tell_changes
from assistant.skills.telling_changes import piece_of, says_the_same
from assistant.skills.topic import words
from assistant.steps.retrieve import retrieve
from assistant.steps.understand import understand
from kb.messages import LANGS, Lang, say

DAY = date(2025, 6, 1)


def told(assistant: Assistant, question: str, day: date = DAY) -> Draft | None:
    return tell_changes(retrieve(understand(begin(assistant, question, day=day))))


def first_line(draft: Draft) -> str:
    block = draft.blocks[0]
    assert isinstance(block, Paragraph)
    return block.pieces[0].text


@pytest.mark.parametrize("lang", LANGS)
def test_a_change_is_what_a_text_or_its_note_says_of_a_day(assistant: Assistant, lang: Lang):
    found = {
        (str(c.day), c.version.document, c.section.anchor if c.section else None)
        for c in all_changes(assistant.index, lang)
    }
    assert ("2025-01-01", "refund", None) in found
    assert not [item for item in found if item[1] in {"office", "overseas"}], "a text that begins is no change"


@pytest.mark.parametrize("lang", LANGS)
def test_every_change_that_is_told_is_proven(assistant: Assistant, lang: Lang):
    pieces = [piece_of(changed, {}) for changed in all_changes(assistant.index, lang)]
    assert any(pieces)
    assert all(piece.is_proven and piece.sources for piece in pieces if piece)


@pytest.mark.parametrize(
    "question",
    ["今年以来有什么变化", "2025年1月1日起变了什么", "最近有什么新规", "今年税务有什么变化", "what changed this year?"],
)
def test_a_period_is_answered_with_what_changed_in_it(assistant: Assistant, question: str):
    draft = told(assistant, question)
    assert draft
    assert draft.by == "changes"
    assert draft.tells_changes
    assert any(source.version.document == "refund" for piece in draft.pieces for source in piece.sources)


def test_nothing_changed_names_the_period_and_the_last_change(assistant: Assistant):
    draft = told(assistant, "上个月有什么变化", date(2026, 6, 1))
    assert draft
    assert draft.status == "answered"
    expected = say("changes.none", "zh", start="2026年5月1日", end="2026年5月31日")
    assert first_line(draft) == expected
    assert any(piece.sources for piece in draft.pieces)


def test_what_is_to_come_is_said_to_come(assistant: Assistant):
    draft = told(assistant, "明年有什么变化", date(2024, 6, 1))
    assert draft
    assert first_line(draft) == say("changes.heading-ahead", "zh", start="2025年1月1日")
    assert any("还没有实行" in piece.text for piece in draft.pieces)


def test_customs_is_not_told_what_changed_in_tax(assistant: Assistant):
    assert told(assistant, "今年海关有什么变化") is None


@pytest.mark.parametrize(
    "question",
    [
        "9810要备案吗",
        "今年出口退税要什么材料",
        "2025年出口的货怎么退税",
        "今年天气有什么变化",
        "9710和9810有什么区别",
        "变更备案怎么办",
    ],
)
def test_other_questions_are_left_to_others(assistant: Assistant, question: str):
    assert told(assistant, question) is None


def test_the_old_text_stands_beside_the_new(assistant: Assistant):
    draft = told(assistant, "出口海外仓退税的新旧规定有什么不同")
    assert draft
    versions = {str(source.version.day) for piece in draft.pieces for source in piece.sources}
    assert versions == {"2024-01-01", "2025-01-01"}


@pytest.mark.parametrize("question", ["退税规定2025改了哪些", "退税新政策2025"])
def test_what_a_question_is_about_is_kept_when_the_words_for_change_stand_around_it(
    assistant: Assistant, question: str
):
    draft = told(assistant, question)
    assert draft
    assert {source.version.document for piece in draft.pieces for source in piece.sources} == {"refund"}


def test_the_words_for_change_do_not_swallow_what_changed():
    assert "refund rules" in re.sub(words().asks, " ", "did the refund rules change in 2025?")
    assert "出口退税" in re.sub(words().asks, " ", "出口退税最近有哪些新规定")


def test_one_change_told_twice_is_one(assistant: Assistant):
    (first, *_) = all_changes(assistant.index, "zh")
    assert says_the_same(first, first)


@pytest.mark.parametrize("question", ["明年有哪些政策要变", "what will change next year?"])
def test_what_is_to_change_is_asked_without_the_word_change(assistant: Assistant, question: str):
    draft = told(assistant, question, date(2024, 6, 1))
    assert draft
    assert draft.by == "changes"


@pytest.mark.parametrize(
    "question", ["清单历次调整了哪些", "限值提过几次", "how has the list evolved", "the history of the limit"]
)
def test_every_change_there_was_is_told_from_the_latest(question: str):
    assert re.search(words().history, question)


def test_what_must_be_changed_is_no_change():
    assert not re.search(words().asks, "备案信息需要变更单位名称")
