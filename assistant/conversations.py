"""What a conversation is made of; where it is kept is the work of `assistant.storage`."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from assistant.answer import Answer, Turn


@dataclass(frozen=True)
class Exchange:
    """A question and its answer.

    Attributes:
        question: As typed.
        understood: As it was understood: a follow-up stands completed here; empty where it was not kept.
        number: Its place in the conversation, from 0; None before it is saved.
    """

    question: str
    answer: Answer
    understood: str = ""
    number: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Listed:
    """A conversation in its owner's list.

    Attributes:
        title: The first question, cut, until the owner gives another.
        started_at: When the first question was asked.
        last_at: When the latest question was asked.
        turns: How many questions were asked.
    """

    id: str
    title: str
    started_at: datetime
    last_at: datetime
    turns: int


def new_owner() -> str:
    """Return a token nobody can guess, for a browser to keep: whoever has it owns the conversations begun with it."""
    return secrets.token_urlsafe(32)


def new_conversation() -> str:
    """Return a name of a conversation that nobody can guess."""
    return secrets.token_urlsafe(16)


def as_history(exchanges: Iterable[Exchange]) -> tuple[Turn, ...]:
    """Return exchanges as the turns that the pipeline reads; the question stands as it was understood."""
    turns: list[Turn] = []
    for exchange in exchanges:
        turns.append(Turn(role="user", content=exchange.understood or exchange.question))
        turns.append(Turn(role="assistant", content=exchange.answer.text))
    return tuple(turns)
