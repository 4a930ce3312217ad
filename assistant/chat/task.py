"""What a writer is asked, what it says, and how it fails."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.answer import Turn
from kb.messages import Lang

Failure = Literal["down", "refused", "busy", "slow", "broken", "long", "unproven"]


class ChatFailed(Exception):
    """The model gave nothing that can be used; the answer is then made without it.

    Args:
        why: `down` (no connection, fault of the server), `refused` (key or model name), `busy`, `slow`, `broken`
            (ended in the middle), `long`, `unproven` (nothing, nonsense, or too little that could be proven).
    """

    def __init__(self, why: Failure) -> None:
        self.why: Failure = why
        super().__init__(why)


@dataclass(frozen=True)
class Shown:
    """A section as a writer sees it.

    Attributes:
        token: What the writer cites it by: `s1`, `s2` …
        days: The days on which it is in force, in words.
        text: Its statements, one a line.
    """

    token: str
    title: str
    path: tuple[str, ...]
    days: str
    text: str


@dataclass(frozen=True)
class Task:
    """A question to be answered from sections.

    Attributes:
        question: As it was understood; a follow-up stands completed here.
        day: The day whose rules are wanted, in words.
    """

    question: str
    lang: Lang
    day: str
    sources: tuple[Shown, ...]


@dataclass(frozen=True)
class Said:
    """One claim of a writer, not yet proven.

    Attributes:
        tokens: The sources it names, known or not.
        step: Place in a numbered list, from 1; else 0.
    """

    text: str
    tokens: tuple[str, ...]
    step: int = 0


class Writer(Protocol):
    """Words answers and completes follow-ups."""

    def write(self, task: Task) -> Generator[Said]:
        """Yield claims, each as soon as it is complete.

        Raises:
            ChatFailed: At any point; what was yielded before is then part of no answer.
        """
        ...

    def complete(self, question: str, history: Sequence[Turn], lang: Lang) -> str | None:
        """Return a follow-up as a question that stands alone; None when the writer has no sound one.

        Raises:
            ChatFailed: It does not answer.
        """
        ...
