"""Sums as people type them, on the real texts: slang, amounts in many notations, several at once, and look-alikes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from summing import TODAY, sum_of, told

from kb.messages import say

TYPED: dict[str, list[Any]] = yaml.safe_load(Path(__file__).with_name("sums_as_typed.yaml").read_text(encoding="utf-8"))


def test_there_are_enough_trial_questions():
    assert len(TYPED["answered"]) >= 60
    assert len(TYPED["rules"]) >= 30


@pytest.mark.parametrize("row", TYPED["answered"], ids=lambda row: row["question"])
def test_a_sum_as_people_type_it_is_worked_out(row: dict[str, str]):
    context = sum_of(row["question"])
    answer = told(context)
    assert answer is not None
    assert context.draft
    assert answer.status == "answered", answer.text
    assert row["holds"] in answer.text, answer.text
    assert any(row["at"] in f"{c.document}#{c.anchor}" for c in answer.citations), answer.citations
    assert all(piece.is_proven for piece in context.draft.pieces), [p for p in context.draft.pieces if not p.is_proven]


@pytest.mark.parametrize("row", TYPED["asked"], ids=lambda row: row["question"])
def test_a_sum_that_lacks_something_asks_for_it_and_its_choices_lead_on(row: dict[str, Any]):
    context = sum_of(row["question"])
    answer = told(context)
    assert answer is not None
    assert context.draft
    assert answer.status == "clarify", answer.text
    assert row["asks"] in answer.text, answer.text
    assert len(context.draft.suggestions) == row["choices"]
    for choice in context.draft.suggestions:
        after = told(sum_of(choice))
        assert after is not None, choice
        assert after.text != answer.text, choice


@pytest.mark.parametrize("row", TYPED["turns"], ids=lambda row: " / ".join(row["turns"]))
def test_a_sum_is_put_together_over_several_turns(row: dict[str, Any]):
    answer = told(sum_of(row["turns"][-1], TODAY, tuple(row["turns"][:-1])))
    assert answer is not None
    assert answer.status == "answered", answer.text
    assert row["holds"] in answer.text, answer.text


@pytest.mark.parametrize("row", TYPED["days"], ids=lambda row: f"{row['day']} {row['question']}")
def test_a_sum_as_typed_follows_the_rules_of_its_day(row: dict[str, str]):
    day = date.fromisoformat(row["day"])
    answer = told(sum_of(row["question"], day))
    assert answer is not None
    assert answer.status == "answered", answer.text
    assert row["holds"] in answer.text, answer.text
    assert all(citation.in_force.contains(day) for citation in answer.citations)


@pytest.mark.parametrize("question", TYPED["rules"])
def test_a_question_on_a_rule_is_no_sum_even_with_an_amount(question: str):
    context = sum_of(question)
    assert context.draft is None, told(context)


def test_what_is_asked_back_needs_no_day():
    answer = told(sum_of("帮我算哈这一票能退好多税"))
    assert answer is not None
    assert answer.text == say("calc.ask-which", "zh")
