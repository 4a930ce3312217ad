"""Asking the assistant in a test, and reading what it answers."""

from datetime import date

from assistant.answer import Answer, Turn
from assistant.pipeline import STEPS, Assistant

TODAY = date(2026, 11, 23)


def answered(
    assistant: Assistant, question: str, day: date = TODAY, history: tuple[Turn, ...] = ()
) -> tuple[Answer, str]:
    """Return the answer and which skill made it, `writer` for none."""
    context, _ = assistant.run(question, day, history, None, STEPS)
    assert context.answer
    return context.answer, context.draft.by if context.draft else "writer"


def plain(answer: Answer) -> str:
    """Return the text without white space."""
    return "".join(answer.text.split())
