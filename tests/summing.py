"""What tests of sums ask, and whom: the real texts without an index, since a sum needs no search."""

from datetime import date
from functools import cache
from typing import cast

from assistant.answer import Answer, Turn
from assistant.calibration import load_calibration
from assistant.context import Context
from assistant.pipeline import Assistant
from assistant.retrieval.weights import load_weights
from assistant.skills.calculate import calculate
from assistant.steps.guard import guard
from assistant.steps.prove import prove
from assistant.steps.understand import understand
from ingest.index import Index
from ingest.settings import PROJECT
from kb.library import Library

TODAY = date(2026, 11, 23)


class Words:
    """Words of an index that has met every word, so that none is taken for mistyped."""

    def knows(self, word: str) -> bool:
        return bool(word)


class Texts:
    """An index that holds the texts and finds nothing."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.lexical = {"text": Words(), "question": Words()}


@cache
def real_library() -> Library:
    return Library.load(PROJECT / "kb")


@cache
def summing_assistant() -> Assistant:
    return Assistant(index=cast("Index", Texts(real_library())), weights=load_weights(), calibration=load_calibration())


def sum_of(question: str, day: date = TODAY, before: tuple[str, ...] = ()) -> Context:
    """Return the context after the skill: with a draft when it took the question."""
    history = tuple(Turn(role="user", content=text) for text in before)
    context, _ = summing_assistant().run(question, day, history, None, (understand, guard, _calculate))
    return context


def told(context: Context) -> Answer | None:
    """Return the answer of a question that the skill took."""
    return prove(context).answer if context.draft else None


def _calculate(context: Context) -> Context:
    from dataclasses import replace

    from assistant.context import Decision

    draft = calculate(context)
    kind = "clarify" if draft and draft.status == "clarify" else "answer"
    return replace(context, draft=draft, decision=Decision(kind=kind)) if draft else context
