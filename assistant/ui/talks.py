"""Questions on their way to an answer: each conversation's one after the other, in threads that outlive a refresh."""

import logging
import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from assistant.answer import Answer
from assistant.conversations import Exchange, as_history
from assistant.gaps import record_gap
from assistant.ui.opening import Served
from kb.errors import NewTradeError, StorageError

Stage = Literal["queued", "opening", "searching", "writing"]

_MOST_WAITING = 3
"""Questions of one conversation that may wait for their turn."""

_AT_ONCE = 4
"""Answers that are worked out at the same time where no chat model is waited for: more would only slow each other."""

_KEPT_S, _IDLE_S = 3600, 60
"""How long a question that failed is kept for a retry, and how long a conversation in which nothing happens."""

_log = logging.getLogger(__name__)


@dataclass(eq=False)
class Asked:
    """A question on its way.

    Attributes:
        question: As typed.
        day: The day whose rules are asked for.
        stage: What happens to it now.
        told: What of the answer is already written.
        exchange: With its answer, once there is one.
        number: Its place in the conversation, once it is saved.
        gap: Id of the gap that the answer shows, if it shows one.
        failure: Why there is no answer.
        unsaved: Why the answer is not saved yet.
        done: Set when there is an answer or a failure.
    """

    question: str
    day: date
    stage: Stage = "queued"
    told: str = ""
    exchange: Exchange | None = None
    number: int | None = None
    gap: str | None = None
    failure: NewTradeError | None = None
    unsaved: StorageError | None = None
    done: threading.Event = field(default_factory=threading.Event)


class _Talk:
    """One conversation's questions on their way."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.asked: list[Asked] = []
        self.lock = threading.Lock()
        self.is_running = False
        self.since = time.monotonic()


class Talks:
    """All questions on their way.

    Args:
        served: What answers and keeps them.
    """

    def __init__(self, served: Served) -> None:
        self._served = served
        self._talks: dict[str, _Talk] = {}
        self._lock = threading.Lock()
        self._room = threading.Semaphore(_AT_ONCE)

    def ask(self, owner: str, conversation: str, question: str, day: date) -> Asked:
        """Let a question be answered as soon as those before it are.

        Args:
            owner: Whose the conversation is.
            conversation: Its name.
            question: As typed.
            day: The day whose rules are asked for.
        """
        asked = Asked(question, day)
        talk = self._talk(owner, conversation)
        with talk.lock:
            talk.asked = [other for other in talk.asked if other.failure is None]
            talk.asked.append(asked)
            if sum(not other.done.is_set() for other in talk.asked) > _MOST_WAITING + 1:
                _fail(asked, NewTradeError("chat.too-many"))
            elif not talk.is_running:
                talk.is_running = True
                threading.Thread(target=self._work, args=(conversation, talk), name="answering", daemon=True).start()
        return asked

    def refuse(self, owner: str, conversation: str, question: str, day: date, why: NewTradeError) -> None:
        """Keep a question that may not be asked now, so that it need not be typed again."""
        asked = Asked(question, day)
        talk = self._talk(owner, conversation)
        with talk.lock:
            talk.asked = [other for other in talk.asked if other.failure is None]
            _fail(asked, why)
            talk.asked.append(asked)

    def read(self, owner: str, conversation: str) -> tuple[tuple[Exchange, ...], tuple[Asked, ...]]:
        """Return a conversation's saved exchanges, and what is on its way, failed, or could not be saved yet.

        Raises:
            StorageError: The database fails.
        """
        kept = self._served.storage.get().conversations
        talk = self._talks.get(conversation)
        if talk is None or talk.owner != owner:
            return kept.read(owner, conversation), ()
        with talk.lock:
            self._save_rest(conversation, talk)
            saved = kept.read(owner, conversation)
            return saved, tuple(asked for asked in talk.asked if asked.number is None)

    def hand_over(self, token: str, to: str) -> None:
        """Give an owner's conversations to another token, those on their way included; where that fails all stays."""
        with self._lock:
            theirs = [talk for talk in self._talks.values() if talk.owner == token]
            try:
                self._served.storage.get().conversations.hand_over(token, to)
            except StorageError:
                return
            for talk in theirs:
                talk.owner = to

    def forget(self, conversation: str) -> None:
        """Drop what is on its way in a conversation that was deleted: its answer is not saved."""
        with self._lock:
            talk = self._talks.pop(conversation, None)
        if talk:
            with talk.lock:
                for asked in talk.asked:
                    _fail(asked, StorageError("error.conversation-gone"))
                talk.asked.clear()

    def _talk(self, owner: str, conversation: str) -> _Talk:
        with self._lock:
            for name, talk in list(self._talks.items()):
                if name != conversation and _is_over(talk):
                    del self._talks[name]
            talk = self._talks.setdefault(conversation, _Talk(owner))
            talk.since = time.monotonic()
            return talk

    def _work(self, conversation: str, talk: _Talk) -> None:
        while True:
            with talk.lock:
                asked = next((one for one in talk.asked if not one.done.is_set()), None)
                if asked is None:
                    talk.is_running = False
                    return
            try:
                self._answer(conversation, talk, asked)
            except NewTradeError as error:
                _fail(asked, error)
            except Exception:
                _log.exception("a question failed")
                _fail(asked, NewTradeError("chat.failed"))

    def _answer(self, conversation: str, talk: _Talk, asked: Asked) -> None:
        asked.stage = "opening"
        assistant = self._served.assistant()
        with talk.lock:
            self._save_rest(conversation, talk)
            saved = self._served.storage.get().conversations.read(talk.owner, conversation)
            unsaved = (other.exchange for other in talk.asked if other.number is None and other.exchange)
            history = as_history((*saved, *unsaved))

        def tell(sentence: str) -> None:
            asked.told += sentence
            asked.stage = "writing"

        with self._room if assistant.writer is None else nullcontext():
            asked.stage = "searching"
            reply = assistant.reply(asked.question, asked.day, history, None, tell)
        asked.gap = self._note_gap(reply.understood, reply.answer)
        with talk.lock:
            asked.exchange = Exchange(asked.question, reply.answer, reply.understood)
            self._save_rest(conversation, talk)
            asked.done.set()

    def _save_rest(self, conversation: str, talk: _Talk) -> None:
        """Save what is answered, in order; what cannot be saved stays, and says why."""
        for asked in talk.asked:
            if asked.exchange is None or asked.number is not None:
                continue
            try:
                kept = self._served.storage.get().conversations
                asked.number = kept.add(talk.owner, conversation, asked.exchange)
                asked.unsaved = None
            except StorageError as error:
                asked.unsaved = error
                break
        talk.asked = [asked for asked in talk.asked if asked.number is None]

    def _note_gap(self, understood: str, answer: Answer) -> str | None:
        """Keep a question without an answer for the editors; where the database fails, in the data folder."""
        try:
            return self._served.storage.get().gaps.record(understood, answer)
        except StorageError:
            record_gap(self._served.settings.data, understood, answer)
            return None


def _fail(asked: Asked, error: NewTradeError) -> None:
    asked.failure = error
    asked.done.set()


def _is_over(talk: _Talk) -> bool:
    """Tell whether nothing of a conversation is on its way any more; what failed is kept for a while."""
    idle_s = time.monotonic() - talk.since
    is_empty = all(asked.failure for asked in talk.asked)
    return not talk.is_running and is_empty and idle_s > (_KEPT_S if talk.asked else _IDLE_S)
