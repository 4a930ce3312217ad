"""The ablation: do its switches switch?"""

from datetime import date
from pathlib import Path

import pytest
from asking import DAY

from assistant.context import Context
from assistant.evaluation.ablation import ablate, report
from assistant.evaluation.questions import EvalQuestion
from assistant.evaluation.ways import Way, ways
from assistant.pipeline import STEPS, Assistant
from assistant.steps.prove import cite_unproven, prove
from assistant.steps.use_skill import use_skill

REFUND = "出口海外仓什么时候可以申报退税？"
COMPARE = "9710和9810有什么区别"
(HYBRID, QUESTIONS, GLOSSARY, CODES, AS_OF, COMPOSE, SKILLS, PROOF) = range(8)


@pytest.fixture
def chain(assistant: Assistant) -> tuple[Way, ...]:
    return ways(assistant)


def found(way: Way, question: str, day: date = DAY) -> Context:
    context, _ = way.assistant.run(question, day, (), None, way.find)
    assert context.found is not None
    return context


def answered(way: Way, question: str) -> Context:
    context, _ = way.assistant.run(question, DAY, (), None, way.answer)
    assert context.answer is not None
    return context


def channels(way: Way) -> set[str]:
    """Return the names of what gave a score to anything found."""
    held = found(way, "9810怎么申报退税").found
    return {part.name for hit in held.hits for part in hit.parts if part.value} if held else set()


def test_questions_of_sections_count_only_from_their_line_on(chain: tuple[Way, ...]):
    assert channels(chain[HYBRID]) == {"dense_text", "lexical_text"}
    assert channels(chain[QUESTIONS]) == {"dense_text", "lexical_text", "dense_question", "lexical_question"}


def test_codes_and_headings_count_only_from_their_line_on(chain: tuple[Way, ...]):
    assert not any(name.startswith("bonus") for name in channels(chain[GLOSSARY]))
    assert "bonus_code" in channels(chain[CODES])


def test_terms_are_known_only_from_the_glossary_s_line_on(chain: tuple[Way, ...]):
    (said,) = {t.phrases().__next__() for t in chain[GLOSSARY].assistant.index.library.glossary.root[:1]}
    assert not found(chain[QUESTIONS], f"{said}怎么办").understood.terms
    assert found(chain[GLOSSARY], f"{said}怎么办").understood.terms


def test_versions_of_any_day_are_found_until_the_line_of_dates(chain: tuple[Way, ...]):
    def days(way: Way) -> set[date]:
        held = found(way, REFUND, date(2024, 6, 1)).found
        return {hit.version.day for hit in held.hits} if held else set()

    assert date(2025, 1, 1) in days(chain[CODES])
    assert date(2025, 1, 1) not in days(chain[AS_OF])


def test_without_dates_the_day_that_a_question_says_is_lost(chain: tuple[Way, ...]):
    asked = f"2024年5月{REFUND}"
    assert found(chain[CODES], asked).understood.day == DAY
    assert found(chain[AS_OF], asked).understood.day == date(2024, 5, 31)


def test_the_whole_first_section_is_shown_until_answers_are_composed(chain: tuple[Way, ...]):
    context = answered(chain[AS_OF], COMPARE)
    assert context.found is not None
    assert context.answer is not None
    assert context.found.hits[0].section.body in context.answer.text
    assert answered(chain[AS_OF], "怎么逃税").answer.status == "answered"  # type: ignore[union-attr]
    assert answered(chain[COMPOSE], "怎么逃税").answer.status == "refused"  # type: ignore[union-attr]


def test_a_day_before_all_texts_shows_nothing(chain: tuple[Way, ...]):
    context, _ = chain[AS_OF].assistant.run(REFUND, date(2001, 1, 1), (), None, chain[AS_OF].answer)
    assert context.answer is not None
    assert (context.answer.status, context.answer.citations) == ("refused", ())


def test_skills_and_proof_are_steps_left_out_before_their_line(chain: tuple[Way, ...]):
    assert use_skill not in chain[COMPOSE].answer
    assert use_skill in chain[SKILLS].answer
    assert prove not in chain[SKILLS].answer
    assert cite_unproven in chain[SKILLS].answer


def test_the_last_line_is_the_pipeline_that_serves(chain: tuple[Way, ...], assistant: Assistant):
    assert chain[PROOF].answer == STEPS
    assert chain[PROOF].assistant is assistant
    assert len(chain) == PROOF + 1


def test_every_line_is_measured_from_the_plain_recipe_on(assistant: Assistant, tmp_path: Path):
    values = {"lang": "zh", "as_of": "2026-06-01"}
    expect = {"status": "answered", "sections": ["refund#when"]}
    questions = [
        EvalQuestion.model_validate({"id": "a", "kind": "direct", "question": REFUND, "expect": expect, **values}),
        EvalQuestion.model_validate(
            {
                "id": "b",
                "kind": "follow_up",
                "question": "那9710呢",
                "history": [{"role": "user", "content": REFUND}],
                "expect": expect,
                **values,
            }
        ),
    ]
    told: list[str] = []
    lines = ablate(assistant, questions, tmp_path, told.append)
    assert told == [line.name for line in lines[:-1]]
    assert all(line.hit_at_1.of == 1 for line in lines), "a follow-up does not measure the search"
    assert all(line.answers is None or line.answers.questions == 2 for line in lines)
    assert lines[-2].hit_at_1.count == 1
    text = report(lines)
    assert text.count("\n| ") == len(lines) + 2
    assert "plain LangChain recipe" in text
    assert REFUND not in text
