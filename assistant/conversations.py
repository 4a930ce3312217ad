"""Conversations, kept so that a refresh or a reconnect loses nothing."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Column, DateTime, Engine, Integer, MetaData, String, Table, Text, create_engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from assistant.answer import Answer, Turn
from kb.errors import StorageError

_METADATA = MetaData()
_TURNS = Table(
    "turns",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("conversation", String(64), nullable=False, index=True),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("understood", Text, nullable=False),
)


@dataclass(frozen=True)
class Exchange:
    """A question and its answer.

    Attributes:
        question: As typed.
        understood: As it was understood: a follow-up stands completed here; empty where it was not kept.
    """

    question: str
    answer: Answer
    understood: str = ""


def new_conversation() -> str:
    """Return a name nobody can guess: it is all one needs to read the conversation."""
    return secrets.token_urlsafe(16)


class Conversations:
    """Saves and reads conversations.

    Args:
        engine: Any database that SQLAlchemy knows.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with _storage(engine):
            _METADATA.create_all(engine)

    @classmethod
    def in_folder(cls, folder: Path) -> "Conversations":
        """Open the conversations of a data folder, in an SQLite file.

        Raises:
            StorageError: The folder cannot be written.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError("error.storage", path=folder, reason=error.strerror) from error
        return cls(create_engine(f"sqlite:///{folder / 'conversations.sqlite'}"))

    def add(self, conversation: str, exchange: Exchange) -> None:
        """Save one exchange, whole or not at all."""
        row = {
            "conversation": conversation,
            "asked_at": datetime.now(UTC),
            "question": exchange.question,
            "answer": exchange.answer.model_dump_json(),
            "understood": exchange.understood,
        }
        with _storage(self._engine), self._engine.begin() as connection:
            connection.execute(insert(_TURNS).values(row))

    def read(self, conversation: str) -> tuple[Exchange, ...]:
        """Return a conversation's exchanges, oldest first; an unknown one is empty."""
        query = select(_TURNS).where(_TURNS.c.conversation == conversation).order_by(_TURNS.c.id)
        with _storage(self._engine), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return tuple(exchange for row in rows if (exchange := _exchange(row.question, row.answer, row.understood)))


def _exchange(question: str, answer: str, understood: str) -> Exchange | None:
    """Return a saved exchange; one saved in a form of long ago is left out, so that the others can be read."""
    try:
        return Exchange(question, Answer.model_validate_json(answer), understood)
    except ValidationError:
        return None


def as_history(exchanges: tuple[Exchange, ...]) -> tuple[Turn, ...]:
    """Return exchanges as the turns that the pipeline reads; the question stands as it was understood."""
    turns: list[Turn] = []
    for exchange in exchanges:
        turns.append(Turn(role="user", content=exchange.understood or exchange.question))
        turns.append(Turn(role="assistant", content=exchange.answer.text))
    return tuple(turns)


@contextmanager
def _storage(engine: Engine) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise StorageError("error.storage", path=engine.url.database or engine.url.host, reason=reason) from error
