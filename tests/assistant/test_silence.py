from dataclasses import replace
from datetime import date

import pytest
from asking import hit, understood

from assistant.pipeline import Assistant
from assistant.steps.evidence import Evidence
from assistant.steps.silence import is_silent, silence_on
from kb.statements import Statement

RATE = "自2024年4月1日起，账册企业的查验率是多少，本手册无法从已查到的文本得知。"
BEFORE = "账册企业的查验率低于20%，只适用到2024年3月31日。"


def silence(assistant: Assistant, question: str, body: str, day: date = date(2026, 6, 1)) -> Statement | None:
    office = hit(assistant, "office", "office")
    section = office.section.model_copy(update={"body": body})
    context = understood(assistant, question, day=day)
    evidence = Evidence(assistant.index, question, context.understood.terms)
    return silence_on(context, replace(office, section=section), evidence)


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        (RATE, True),
        ("26个启运港的名单，本指南没有收录。", True),
        ("The inspection rate is not known to this manual; confirm with 12360.", True),
        ("自2024年4月1日起，企业不再办理备案。", False),
        ("No filing is needed.", False),
    ],
)
def test_a_text_says_itself_that_it_does_not_tell(text: str, silent: bool):
    assert is_silent(text) is silent


def test_a_section_is_silent_on_what_only_such_a_sentence_speaks_of(assistant: Assistant):
    found = silence(assistant, "账册企业的查验率", f"账册手续由企业办理。{RATE}")
    assert found is not None
    assert found.text == RATE


def test_a_section_answers_what_another_sentence_speaks_of_as_much(assistant: Assistant):
    assert silence(assistant, "账册手续", f"账册手续由企业办理。{RATE}") is None


def test_what_held_before_does_not_answer_what_holds_now(assistant: Assistant):
    assert silence(assistant, "账册企业的查验率低于多少", RATE + BEFORE) is not None


def test_a_section_without_such_a_sentence_is_never_silent(assistant: Assistant):
    assert silence(assistant, "查验率", "账册手续由企业办理。") is None
