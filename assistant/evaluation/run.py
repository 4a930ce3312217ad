"""Run a question set through an assistant."""

import time
from collections.abc import Callable, Sequence

from assistant.answer import Answer
from assistant.evaluation.judge import Verdict, judge
from assistant.evaluation.questions import EvalQuestion
from assistant.pipeline import Assistant

Ask = Callable[[EvalQuestion], Answer]


def run(
    assistant: Assistant,
    questions: Sequence[EvalQuestion],
    seen: Callable[[EvalQuestion, Answer, Verdict], None] = lambda *_: None,
    ask: Ask | None = None,
) -> tuple[Verdict, ...]:
    """Ask every question and judge every answer.

    Each is timed, and so is embedding the same question alone, right before it.

    Args:
        assistant: Who answers.
        questions: The set.
        seen: Told of each question with its answer and verdict.
        ask: Answers instead of the assistant, whose engine still embeds.
    """
    answering = ask or (lambda q: assistant.ask(q.question, q.as_of, q.history or (), None))
    embed = assistant.index.embeddings.embed_query
    verdicts: list[Verdict] = []
    for question in questions:
        if not verdicts:
            embed(question.question)  # loads the model, which is nobody's latency
        start = time.perf_counter()
        embed(question.question)
        embedded = time.perf_counter()
        answer = answering(question)
        ended = time.perf_counter()
        verdict = judge(question, answer).model_copy(
            update={"milliseconds": (ended - embedded) * 1000, "embedding_ms": (embedded - start) * 1000}
        )
        seen(question, answer, verdict)
        verdicts.append(verdict)
    return tuple(verdicts)
