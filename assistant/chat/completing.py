"""A follow-up completed by a model, and whether what it made of it is still what the person asked."""

from collections.abc import Sequence
from contextlib import closing

from assistant.answer import Turn
from assistant.chat.models import Chat
from assistant.chat.prompting import follow_up_message, rules
from ingest.tokens import tokens
from kb.figures import figures
from kb.messages import Lang

EARLIER_MOST = 3
"""Questions before the last that a model is shown."""

_LONGEST = 1000
_OWN_WORDS = 0.6
"""Share of its words that must be the person's own."""


def questions_of(history: Sequence[Turn]) -> tuple[str, ...]:
    """Return what the person asked last, oldest first; answers are not sent."""
    asked = [turn.content.strip() for turn in history if turn.role == "user" and turn.content.strip()]
    return tuple(asked[-EARLIER_MOST:])


def completed(chat: Chat, question: str, history: Sequence[Turn], lang: Lang) -> str | None:
    """Return the question as it can be understood alone; None when nothing was asked before, or the model made it up.

    Raises:
        ChatFailed: The model does not answer.
    """
    earlier = questions_of(history)
    if not earlier:
        return None
    said = ""
    with closing(chat.stream(rules("complete", lang), follow_up_message(question, earlier))) as pieces:
        for piece in pieces:
            said += piece
            if len(said) > _LONGEST:
                return None
    whole = said.rpartition("</think>")[2].strip().strip("\"'`“”「」").strip()
    if tokens(whole) == tokens(question):
        return question
    return whole if _is_theirs(whole, question, earlier) else None


def _is_theirs(whole: str, question: str, earlier: Sequence[str]) -> bool:
    """Tell whether a question is one line, keeps the figures just asked, and adds none and few words of its own."""
    if not whole or "\n" in whole:
        return False
    every = "\n".join((question, *earlier))
    words, own = set(tokens(whole)), set(tokens(every))
    if not words or len(words & own) < _OWN_WORDS * len(words):
        return False
    return figures(question) <= figures(whole) <= figures(every)
