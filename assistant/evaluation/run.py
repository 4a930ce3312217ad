"""Run a question set through an assistant."""

from collections.abc import Callable, Sequence

from assistant.answer import Answer
from assistant.evaluation.judge import Verdict, judge
from assistant.evaluation.questions import EvalQuestion
from assistant.pipeline import Assistant


def run(
    assistant: Assistant,
    questions: Sequence[EvalQuestion],
    seen: Callable[[EvalQuestion, Answer, Verdict], None] = lambda *_: None,
) -> tuple[Verdict, ...]:
    """Ask every question and judge every answer.

    Args:
        assistant: Who answers.
        questions: The set.
        seen: Told of each question with its answer and verdict.
    """
    verdicts = []
    for question in questions:
        answer = assistant.ask(question.question, question.as_of, question.history or (), None)
        verdict = judge(question, answer)
        seen(question, answer, verdict)
        verdicts.append(verdict)
    return tuple(verdicts)
