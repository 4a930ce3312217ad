"""Each step of the pipeline measured alone."""

from assistant.evaluation import step_decide, step_retrieve, step_understand
from assistant.evaluation.questions import EvalQuestion
from assistant.evaluation.step_decide import measure_decide
from assistant.evaluation.step_retrieve import measure_retrieve
from assistant.evaluation.step_understand import measure_understand
from assistant.pipeline import Assistant

REFUND = "出口海外仓什么时候可以申报退税？"
OLD_REFUND = "2024年5月出口海外仓什么时候可以申报退税？"


def asked(text: str, kind: str = "direct", lang: str = "zh", **expect: object) -> EvalQuestion:
    history = expect.pop("history", ())
    values = {"id": text, "lang": lang, "kind": kind, "question": text, "as_of": "2026-06-01", "history": history}
    return EvalQuestion.model_validate({**values, "expect": {"status": "answered", **expect}})


def test_the_day_is_right_when_the_month_said_holds_it(assistant: Assistant):
    right, wrong = asked(OLD_REFUND, day="2024-05-15"), asked(OLD_REFUND, day="2024-06-15")
    assert measure_understand(assistant, [right]).checks["day"].count == 1
    found = measure_understand(assistant, [wrong])
    assert found.checks["day"].count == 0
    assert "day 2024-05-31 instead of 2024-06-15" in found.wrong[0]


def test_only_what_the_entry_tells_is_checked(assistant: Assistant):
    plain = measure_understand(assistant, [asked(REFUND)])
    assert set(plain.checks) == {"language", "left as asked"}
    told = measure_understand(assistant, [asked("9710和9810有什么区别", kind="comparison", codes=["9810"], terms=[])])
    assert set(told.checks) == {"language", "left as asked", "codes", "terms", "intent"}
    assert all(rate.count == 1 for rate in told.checks.values())


def test_a_code_that_is_missed_is_wrong_and_one_found_besides_is_not(assistant: Assistant):
    found = measure_understand(assistant, [asked("9810有金额限制吗", codes=["9810", "1210"])])
    assert found.checks["codes"].count == 0
    assert "codes 9810 instead of 1210, 9810" in found.wrong[0]


def test_a_follow_up_must_be_completed(assistant: Assistant):
    history = [{"role": "user", "content": "9810有金额限制吗"}]
    found = measure_understand(assistant, [asked("那9710呢", kind="follow_up", history=history)])
    assert found.by_kind["follow_up"]["follow-up completed"].count == 1
    alone = measure_understand(assistant, [asked("那9710呢", kind="follow_up")])
    assert alone.checks["follow-up completed"].count == 0


def test_a_section_of_another_day_does_not_count_as_found(assistant: Assistant):
    today = measure_retrieve(assistant, [asked(REFUND, sections=["refund#when"])])
    assert (today.every.hit_at_1.count, today.missed) == (1, ())
    before = measure_retrieve(assistant, [asked(REFUND, sections=["refund#when"], day="2024-05-15")])
    assert before.every.hit_at_1.count == 0
    assert "refund@2025-01-01#when (not in force)" in before.missed[0]


def test_where_no_day_is_noted_the_one_understood_will_do(assistant: Assistant):
    found = measure_retrieve(assistant, [asked(OLD_REFUND, sections=["refund#when"])])
    assert found.every.hit_at_1.count == 1


def test_only_questions_with_sections_to_find_are_searched(assistant: Assistant):
    found = measure_retrieve(assistant, [asked(REFUND, sections=["refund#when"]), asked("天气", status="refused")])
    assert (found.every.questions, set(found.by_kind)) == (1, {"direct"})


def test_deciding_is_told_by_what_was_expected_and_what_was_done(assistant: Assistant):
    questions = [
        asked("9810有金额限制吗"),
        asked("今天天气怎么样", kind="out_of_scope", status="refused", reason="not_covered"),
        asked("怎么逃税", kind="unsafe"),
        asked("你好", kind="colloquial", status="clarify"),
    ]
    found = measure_decide(assistant, questions)
    table = found.every.table
    assert (table["answer"]["answer"], table["answer"]["refuse"], table["refuse"]["refuse"]) == (1, 1, 1)
    assert table["clarify"]["clarify"] == 1
    assert (found.every.agreed.count, found.every.agreed.of) == (3, 4)
    assert found.by_kind["unsafe"].agreed.count == 0
    assert (found.reasons.count, found.reasons.of) == (0, 1), "refused, but as out of scope"
    assert [line.split(":")[0] for line in found.wrong] == ["`怎么逃税` (unsafe)"]


def test_the_reports_hold_the_numbers_and_what_went_wrong(assistant: Assistant):
    questions = [asked(REFUND, sections=["refund#when"], day="2024-05-15"), asked("怎么逃税", kind="unsafe")]
    understood = step_understand.report("mine", measure_understand(assistant, questions))
    assert "| all | 100.0% (34% to 100%), 2 |" in understood
    assert "## Understood otherwise" in understood
    retrieved = step_retrieve.report("mine", measure_retrieve(assistant, questions))
    assert "| all | 1 | 0.0% (0% to 79%) |" in retrieved
    assert "## No right section" in retrieved
    decided = step_decide.report("mine", measure_decide(assistant, questions))
    assert "| answer | 1 | 0 | 1 |" in decided
    assert "## Decided otherwise" in decided
