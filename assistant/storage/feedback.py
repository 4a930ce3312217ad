"""Feedback: what the owner of a conversation says of an answer, and what editors read of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from pydantic import ValidationError
from sqlalchemy import delete, select

from assistant.answer import Answer
from assistant.storage.database import Database
from assistant.storage.owners import demand, is_theirs
from assistant.storage.tables import CONVERSATIONS, FEEDBACK, TURNS
from kb.errors import StorageError


@dataclass(frozen=True)
class Rating:
    """Whether an answer was useful, and why or why not in the person's own words."""

    useful: bool
    reason: str | None
    at: datetime


@dataclass(frozen=True)
class Rated:
    """A rating as editors read it: with the question and its answer, without the person or the conversation."""

    rating: Rating
    question: str
    understood: str
    answer: Answer


class Feedback:
    """Saves and reads ratings. They are deleted with their conversation.

    Every method raises `StorageError` where the database fails.

    Args:
        database: Where they are kept; `Storage.on` has brought it to the tables of today.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        owner: str,
        conversation: str,
        number: int,
        useful: bool,
        reason: str | None = None,
        at: datetime | None = None,
    ) -> None:
        """Rate an answer; a rating of before is replaced.

        Args:
            owner: Whose the conversation is.
            conversation: Its name.
            useful: Whether the answer was of use.
            reason: Why or why not, in the person's own words.
            number: The exchange's number in the conversation.
            at: When it was said; now by default.

        Raises:
            StorageError: The conversation is not the owner's, or has no such exchange.
        """
        said = {"useful": useful, "reason": (reason or "").strip() or None, "at": at or datetime.now(UTC)}
        with self._database.writing() as connection:
            demand(connection, owner, conversation)
            turn = (TURNS.c.conversation == conversation) & (TURNS.c.number == number)
            if connection.execute(select(TURNS.c.number).where(turn)).first() is None:
                raise StorageError("error.conversation-gone")
            row = {"conversation": conversation, "number": number, **said}
            keys = [FEEDBACK.c.conversation, FEEDBACK.c.number]
            connection.execute(
                self._database.upsert(FEEDBACK).values(row).on_conflict_do_update(index_elements=keys, set_=said)
            )

    def withdraw(self, owner: str, conversation: str, number: int) -> None:
        """Take a rating back; where there is none nothing happens.

        Raises:
            StorageError: The conversation is not the owner's.
        """
        with self._database.writing() as connection:
            demand(connection, owner, conversation)
            rated = (FEEDBACK.c.conversation == conversation) & (FEEDBACK.c.number == number)
            connection.execute(delete(FEEDBACK).where(rated))
        self._database.wipe()

    def read(self, owner: str, conversation: str) -> dict[int, Rating]:
        """Return a conversation's ratings by the number of the exchange."""
        query = (
            select(FEEDBACK)
            .join(CONVERSATIONS, FEEDBACK.c.conversation == CONVERSATIONS.c.id)
            .where(is_theirs(owner, conversation))
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return {row.number: Rating(row.useful, row.reason, row.at) for row in rows}

    def all(self, since: date | None = None) -> tuple[Rated, ...]:
        """Return everybody's ratings for editors, latest first.

        Args:
            since: First day, in UTC; all by default.
        """
        turn = (TURNS.c.conversation == FEEDBACK.c.conversation) & (TURNS.c.number == FEEDBACK.c.number)
        query = select(FEEDBACK, TURNS.c.question, TURNS.c.understood, TURNS.c.answer).join(TURNS, turn)
        if since:
            query = query.where(FEEDBACK.c.at >= datetime.combine(since, time(), UTC))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(FEEDBACK.c.at.desc())).all()
        rated = []
        for row in rows:
            try:
                answer = Answer.model_validate_json(row.answer)
            except ValidationError:  # the same answers that a conversation leaves out
                continue
            rated.append(Rated(Rating(row.useful, row.reason, row.at), row.question, row.understood, answer))
        return tuple(rated)
