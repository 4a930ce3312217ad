"""Questions, judge, run and summary of an evaluation."""

from datetime import date
from pathlib import Path

import pytest
from asking import DAY, hit, made_answer

from assistant.answer import Answer
from assistant.evaluation.judge import Verdict, judge
from assistant.evaluation.questions import EvalQuestion, load_questions
from assistant.evaluation.report import report
from assistant.evaluation.run import run
from assistant.evaluation.summary import summarise
from assistant.pipeline import Assistant
from ingest.settings import PROJECT
from kb.citation import cite
from kb.errors import NewTradeError

QUESTIONS = """\
- id: q-1
  lang: zh
  kind: direct
  question: 9810有金额限制吗
  as_of: 2026-06-01
  expect: {status: answered, sections: ["overseas#limits"], must: [[15万美元, "150,000"]], must_not: [20万]}
- id: q-2
  lang: zh
  kind: out_of_scope
  question: 今天天气怎么样
  expect: {status: refused, reason: out_of_scope}
"""


def question(**changes: object) -> EvalQuestion:
    expect = {"status": "answered", "sections": ["overseas#limits"], "must": [["15万美元", "150,000"]]}
    given = {"expect": expect | changes.pop("expect", {})} | changes  # type: ignore[operator]
    return EvalQuestion.model_validate({"id": "q", "lang": "zh", "kind": "direct", "question": "限额", **given})


@pytest.fixture
def right(assistant: Assistant) -> Answer:
    found = hit(assistant, "overseas", "limits")
    citation = cite(1, assistant.index.library, found.version, found.section, ())
    return made_answer(text="每票不超过15 万美元。 [1]", citations=(citation,), timings_ms={"a": 2.0, "b": 3.0})


def test_a_right_answer_with_the_right_section_is_correct(right: Answer):
    verdict = judge(question(), right)
    assert (verdict.correct, verdict.cited, verdict.precision, verdict.stale) == (True, True, 1.0, False)
    assert (verdict.why, verdict.milliseconds, verdict.false_refusal) == ("", 5.0, False)


def test_one_string_of_a_group_suffices_whatever_its_width_and_spaces(right: Answer):
    assert judge(question(), right.model_copy(update={"text": "ＵＳＤ １５０,０００"})).correct


def test_a_missing_figure_is_wrong_and_named(right: Answer):
    verdict = judge(question(), right.model_copy(update={"text": "有限额。"}))
    assert not verdict.correct
    assert "15万美元" in verdict.why


def test_a_stale_figure_is_wrong_and_stale(right: Answer):
    verdict = judge(question(expect={"must_not": ["不超过15万"]}), right)
    assert (verdict.correct, verdict.stale) == (False, True)


def test_a_wrong_section_is_not_cited_and_lowers_precision(right: Answer, assistant: Assistant):
    other = hit(assistant, "refund", "when")
    second = cite(2, assistant.index.library, other.version, other.section, ())
    both = right.model_copy(update={"citations": (*right.citations, second)})
    assert judge(question(), both).precision == 0.5
    only = right.model_copy(update={"citations": (second,)})
    assert (judge(question(), only).cited, judge(question(), only).precision) == (False, 0.0)


def test_a_section_in_a_text_of_another_day_is_not_rightly_cited(right: Answer, assistant: Assistant):
    old = hit(assistant, "refund", "when", "2024-01-01")
    answer = right.model_copy(update={"citations": (cite(1, assistant.index.library, old.version, old.section, ()),)})
    wanted = {"sections": ["refund#when"], "must": []}
    assert judge(question(expect=wanted), answer).cited is False
    assert judge(question(expect={**wanted, "day": "2024-05-31"}), answer).cited is True
    assert judge(question(expect=wanted, kind="changes"), answer).cited is True, "what changed is told from any text"


def test_another_day_than_expected_is_told(right: Answer):
    verdict = judge(question(expect={"day": "2024-10-31"}), right)
    assert "2026-06-01" in verdict.why


def test_a_refusal_of_what_should_be_answered_is_a_false_refusal():
    refused = made_answer(status="refused", reason="not_covered", text="不知道")
    verdict = judge(question(), refused)
    assert (verdict.correct, verdict.false_refusal, verdict.cited, verdict.precision) == (False, True, False, None)


@pytest.mark.parametrize(("reason", "correct"), [("out_of_scope", True), ("unsafe", False)])
def test_a_refusal_must_have_the_expected_reason(reason: str, correct: bool):
    expected = question(expect={"status": "refused", "reason": "out_of_scope", "must": [], "sections": []})
    verdict = judge(expected, made_answer(status="refused", reason=reason, text="不行"))
    assert (verdict.correct, verdict.cited) == (correct, None)


def test_a_partial_answer_counts_as_answered(right: Answer):
    assert judge(question(), right.model_copy(update={"status": "partial"})).correct


def test_length_is_characters_in_chinese_and_words_in_english(right: Answer):
    assert judge(question(), right).length == len(right.text)
    assert judge(question(), right.model_copy(update={"lang": "en", "text": "one two three"})).length == 3


def verdict(**changes: object) -> Verdict:
    values: dict[str, object] = {
        "id": "v",
        "kind": "direct",
        "lang": "zh",
        "status": "answered",
        "expected": "answered",
        "correct": True,
        "cited": True,
        "precision": 1.0,
        "stale": False,
        "false_refusal": False,
        "length": 100,
        "milliseconds": 10.0,
    }
    return Verdict.model_validate(values | changes)


def test_a_summary_counts_each_share_among_those_it_is_about():
    summary = summarise(
        [
            verdict(),
            verdict(correct=False, cited=False, precision=0.5, stale=True, length=300, milliseconds=30.0),
            verdict(kind="near_miss", expected="refused", status="refused", cited=None, precision=None),
            verdict(kind="near_miss", expected="refused", correct=False, cited=None, precision=None),
            verdict(status="refused", correct=False, false_refusal=True, cited=False, precision=None),
        ]
    )
    assert (summary.questions, summary.correct.count, summary.correct.of) == (5, 2, 5)
    assert (summary.cited.count, summary.cited.of) == (1, 3)
    assert (summary.correct_refusal.count, summary.correct_refusal.of) == (1, 2)
    assert (summary.false_refusal.count, summary.false_refusal.of) == (1, 3)
    assert (summary.stale.count, summary.stale.of) == (1, 3)
    assert (summary.citation_precision.value, summary.citation_precision.of) == (0.75, 2)
    assert (summary.median_length_zh, summary.median_length_en) == (100.0, 0.0)
    assert (summary.latency.p50_ms, summary.latency.p95_ms) == (10.0, 26.0)


def test_each_kind_has_all_the_measures():
    summary = summarise(
        [
            verdict(embedding_ms=4.0),
            verdict(kind="as_of", stale=True, length=300, milliseconds=30.0, embedding_ms=5.0, precision=0.5),
            verdict(kind="as_of", lang="en", status="refused", correct=False, false_refusal=True, milliseconds=20.0),
        ]
    )
    of = summary.by_kind["as_of"]
    assert (of.questions, of.correct.count, of.stale.count, of.false_refusal.count) == (2, 1, 1, 1)
    assert (of.citation_precision.value, of.median_length_zh, of.latency.p50_ms) == (0.75, 300.0, 25.0)
    assert summary.by_kind["direct"].latency.over_embedding == 2.5
    assert summarise([verdict()]).latency.over_embedding == 0.0, "embedding was not measured"


def test_the_plain_recipe_stands_beside_ours():
    plain = [verdict(correct=False, cited=False, stale=True)]
    summary = summarise([verdict()], plain)
    assert summary.plain is not None
    assert (summary.correct.share, summary.plain.correct.share) == (1.0, 0.0)
    text = report("dev", summary, [verdict()])
    assert "| measure | ours | plain recipe |" in text
    assert "| direct | 100.0% (21% to 100%) | 0.0% (0% to 79%) |" in text
    assert "plain recipe" not in report("dev", summarise([verdict()]), [verdict()])


def test_a_summary_of_nothing_is_no_error():
    summary = summarise([])
    assert (summary.questions, summary.correct.of, summary.by_kind) == (0, 0, {})


def test_the_report_shows_the_numbers_and_every_failure_with_its_cause():
    verdicts = [verdict(), verdict(id="bad", correct=False, why="missing 15日"), verdict(id="off", cited=False)]
    text = report("dev", summarise(verdicts), verdicts)
    assert "| answer correct (figures, facts, status) | 66.7% (21% to 94%) |" in text
    assert "| direct | 3 | 66.7% (21% to 94%) |" in text
    assert "- `bad` (direct): missing 15日" in text
    assert "- `off` (direct): another section was cited" in text
    assert "`v`" not in text


def test_a_report_without_verdicts_names_no_question():
    """Of the held set only totals are shown."""
    text = report("held", summarise([verdict(id="secret", correct=False)]), ())
    assert "secret" not in text
    assert "Failures" not in text


def test_a_question_set_is_read_with_its_defaults(tmp_path: Path):
    path = tmp_path / "q.yaml"
    path.write_text(QUESTIONS, encoding="utf-8")
    one, two = load_questions(path)
    assert (one.as_of, one.expect.sections, one.history) == (DAY, ("overseas#limits",), ())
    assert two.as_of == date(2026, 11, 23)


@pytest.mark.parametrize("text", [None, "- id: 1\n", "just words", "- [", "- id: x\n  surprise: 1\n"])
def test_a_missing_or_broken_question_set_is_a_clear_error(tmp_path: Path, text: str | None):
    path = tmp_path / "q.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(NewTradeError) as caught:
        load_questions(path)
    assert str(path) in caught.value.message("en")
    assert "{" not in caught.value.message("en"), "a Python dictionary is no message"


SETS = ("dev", "held", "calibration", "trial", "fresh")


@pytest.mark.parametrize("name", SETS)
def test_the_question_sets_that_ship_are_sound(name: str):
    questions = load_questions(PROJECT / "tests" / "evals" / "questions" / f"{name}.yaml")
    ids = [question.id for question in questions]
    assert len(set(ids)) == len(ids) > 50


def test_no_question_of_one_set_stands_in_another():
    """Held and fresh questions are never tuned on."""
    folder = PROJECT / "tests" / "evals" / "questions"
    sets = {n: {q.question for q in load_questions(folder / f"{n}.yaml")} for n in SETS}
    assert not (sets["held"] | sets["fresh"]) & (sets["dev"] | sets["calibration"] | sets["trial"])


def test_a_run_asks_each_question_on_its_day_and_shows_it(assistant: Assistant, tmp_path: Path):
    path = tmp_path / "q.yaml"
    path.write_text(QUESTIONS, encoding="utf-8")
    seen = []
    verdicts = run(assistant, load_questions(path), lambda q, a, v: seen.append((q.id, a.as_of, v.correct)))
    assert [v.correct for v in verdicts] == [True, True]
    assert all(v.milliseconds > v.embedding_ms > 0 for v in verdicts)
    assert seen == [("q-1", DAY, True), ("q-2", date(2026, 11, 23), True)]


def test_a_run_may_judge_who_else_answers(assistant: Assistant, tmp_path: Path):
    path = tmp_path / "q.yaml"
    path.write_text(QUESTIONS, encoding="utf-8")
    verdicts = run(assistant, load_questions(path), ask=lambda q: made_answer(text=f"{q.id}: 15万美元"))
    assert [(v.correct, v.cited) for v in verdicts] == [(True, False), (False, None)]
