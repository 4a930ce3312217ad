"""The writer that asks a chat model."""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass

from assistant.answer import Turn
from assistant.chat.claims import ClaimReader
from assistant.chat.completing import completed
from assistant.chat.models import Chat, open_chat
from assistant.chat.prompting import rules, task_message
from assistant.chat.settings import ChatSettings
from assistant.chat.task import ChatFailed, Said, Task, Writer
from kb.messages import Lang

_MOST = 12_000
"""Characters a model may say, thoughts and all; more is no short answer."""


@dataclass(frozen=True)
class ModelWriter:
    """Words answers with a chat model.

    Attributes:
        chat: The model.
    """

    chat: Chat

    def write(self, task: Task) -> Generator[Said]:
        """Yield claims, each as soon as it is complete."""
        reader, said = ClaimReader(), 0
        with closing(self.chat.stream(rules("write", task.lang), task_message(task))) as pieces:
            for piece in pieces:
                said += len(piece)
                if said > _MOST:
                    raise ChatFailed("long")
                yield from reader.feed(piece)
        if reader.is_open:
            raise ChatFailed("broken")

    def complete(self, question: str, history: Sequence[Turn], lang: Lang) -> str | None:
        """Return a follow-up as a question that stands alone; None when the model has no sound one."""
        return completed(self.chat, question, history, lang)


def open_writer(settings: ChatSettings | None) -> Writer | None:
    """Return the writer that the settings ask for; None without a model.

    Raises:
        NewTradeError: A model is set, but its packages or its key are missing.
    """
    return ModelWriter(open_chat(settings)) if settings and settings.model else None
