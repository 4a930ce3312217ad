import json

import pytest
from asking import DAY, made_answer

from assistant.answer import Answer, Turn
from assistant.context import Context
from assistant.pipeline import Assistant


def test_an_answer_survives_json_in_full(assistant: Assistant):
    answer = assistant.ask("2024年10月出口海外仓什么时候可以申报退税？", DAY)
    assert answer.citations
    assert answer.changes_ahead
    assert Answer.model_validate_json(answer.model_dump_json()) == answer


def test_json_writes_chinese_and_days_as_they_are_read():
    row = json.loads(made_answer().model_dump_json())
    assert (row["text"], row["as_of"], row["reason"]) == ("回答 [1]", "2026-06-01", None)


def test_an_answer_has_the_fields_of_the_design_and_no_other():
    designed = "status reason lang as_of text citations changes_ahead suggestions timings_ms"
    assert list(Answer.model_fields) == designed.split()


def test_an_answer_never_changes():
    with pytest.raises(ValueError, match="frozen"):
        made_answer().text = "anders"  # type: ignore[misc]


def test_two_answers_do_not_share_their_timings():
    assert made_answer().timings_ms is not made_answer().timings_ms


@pytest.mark.parametrize("change", [{"status": "perhaps"}, {"reason": "tired"}, {"lang": "de"}, {"as_of": "soon"}])
def test_an_unknown_status_reason_language_or_day_is_refused(change: dict[str, str]):
    with pytest.raises(ValueError, match=next(iter(change))):
        made_answer(**change)


def test_a_turn_is_of_a_person_or_of_the_assistant():
    with pytest.raises(ValueError, match="role"):
        Turn.model_validate({"role": "system", "content": "x"})


@pytest.mark.parametrize("part", ["understood", "decided"])
def test_a_step_that_runs_too_early_fails_loudly(assistant: Assistant, part: str):
    context: Context
    context, _ = assistant.run("问题", DAY, (), None, ())
    with pytest.raises(RuntimeError, match="comes"):
        getattr(context, part)
