"""Conversations: each belongs to one owner, and nobody else reads, changes or deletes it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from assistant.answer import Answer
from assistant.conversations import Exchange, Listed, new_conversation
from assistant.storage.database import Database
from assistant.storage.owners import LONGEST_NAME, demand, digest, is_theirs
from assistant.storage.tables import CONVERSATIONS, TURNS
from kb.errors import StorageError

TITLE = 60
"""Characters of a title, at most."""


class Conversations:
    """Saves and reads conversations.

    Every method raises `StorageError` where the database fails. An unknown conversation and another's look the same.

    Args:
        database: Where they are kept; `Storage.on` has brought it to the tables of today.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, owner: str) -> str:
        """Return the name of a new conversation; it is kept, and listed, from its first exchange on."""
        digest(owner)
        return new_conversation()

    def list(self, owner: str) -> tuple[Listed, ...]:
        """Return an owner's conversations, the one with the latest question first."""
        table = CONVERSATIONS.c
        counts = (
            select(TURNS.c.conversation, func.count().label("turns"), func.min(TURNS.c.number).label("first"))
            .group_by(TURNS.c.conversation)
            .subquery()
        )
        query = (
            select(table.id, table.title, table.started_at, table.last_at, counts.c.turns, TURNS.c.question)
            .join(counts, counts.c.conversation == table.id)
            .join(TURNS, (TURNS.c.conversation == table.id) & (TURNS.c.number == counts.c.first))
            .where(table.owner == digest(owner))
            .order_by(table.last_at.desc(), table.id)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Listed(row.id, row.title or _cut(row.question), row.started_at, row.last_at, row.turns) for row in rows
        )

    def open(self, owner: str, conversation: str) -> bool:
        """Tell whether an owner may go on under a name: the conversation is theirs, or nobody has begun it yet.

        Release 0.1.0 knew no owners: whoever knew a conversation's name, which nobody can guess, could read it. So
        whoever opens such a conversation first becomes its owner.
        """
        known = CONVERSATIONS.c.id == conversation
        with self._database.reading() as connection:
            row = connection.execute(select(CONVERSATIONS.c.owner).where(known)).first()
        if row is None:
            return 0 < len(conversation) <= LONGEST_NAME
        if row.owner is not None:
            return bool(row.owner == digest(owner))
        free = known & CONVERSATIONS.c.owner.is_(None)
        with self._database.writing() as connection:
            return connection.execute(update(CONVERSATIONS).where(free).values(owner=digest(owner))).rowcount > 0

    def read(self, owner: str, conversation: str) -> tuple[Exchange, ...]:
        """Return a conversation's exchanges, oldest first; an unknown one is empty."""
        query = (
            select(TURNS)
            .join(CONVERSATIONS, TURNS.c.conversation == CONVERSATIONS.c.id)
            .where(is_theirs(owner, conversation))
            .order_by(TURNS.c.number)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return _exchanges(rows)

    def add(self, owner: str, conversation: str, exchange: Exchange, at: datetime | None = None) -> int:
        """Save one exchange, whole or not at all; return its number in the conversation, from 0.

        Args:
            owner: Whose the conversation is.
            conversation: Its name, from `begin`.
            exchange: What to save; its `number` is passed over.
            at: When it was asked; now by default.

        Raises:
            StorageError: The conversation is another's, or the database fails; nothing is saved then.
        """
        asked_at = at or datetime.now(UTC)
        if not 0 < len(conversation) <= LONGEST_NAME:
            raise StorageError("error.conversation-gone")
        row = {"id": conversation, "owner": digest(owner), "started_at": asked_at, "last_at": asked_at}
        answer = exchange.answer.model_dump_json()
        with self._database.writing() as connection:
            connection.execute(self._database.upsert(CONVERSATIONS).values(row).on_conflict_do_nothing())
            demand(connection, owner, conversation)
            latest = connection.scalar(select(func.max(TURNS.c.number)).where(TURNS.c.conversation == conversation))
            number = 0 if latest is None else int(latest) + 1
            connection.execute(
                insert(TURNS).values(
                    conversation=conversation,
                    number=number,
                    asked_at=asked_at,
                    question=exchange.question,
                    understood=exchange.understood,
                    answer=answer,
                )
            )
            connection.execute(update(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation).values(last_at=asked_at))
        return number

    def rename(self, owner: str, conversation: str, title: str) -> None:
        """Give a conversation a title, cut like all titles; without one it is called after its first question again.

        Raises:
            StorageError: The conversation is not the owner's.
        """
        with self._database.writing() as connection:
            demand(connection, owner, conversation)
            known = CONVERSATIONS.c.id == conversation
            connection.execute(update(CONVERSATIONS).where(known).values(title=_cut(title) or None))

    def hand_over(self, owner: str, to: str) -> None:
        """Give all conversations of an owner to another, who must agree: both tokens are needed."""
        theirs = CONVERSATIONS.c.owner == digest(owner)
        with self._database.writing() as connection:
            connection.execute(update(CONVERSATIONS).where(theirs).values(owner=digest(to)))

    def delete(self, owner: str, conversation: str) -> bool:
        """Delete a conversation with its feedback for good; tell whether there was one."""
        return self._delete(is_theirs(owner, conversation)) > 0

    def delete_all(self, owner: str) -> int:
        """Delete all conversations of an owner with their feedback for good; return how many there were."""
        return self._delete(CONVERSATIONS.c.owner == digest(owner))

    def _delete(self, which: ColumnElement[bool]) -> int:
        # Turns and feedback go with it: the foreign keys say so.
        with self._database.writing() as connection:
            count = connection.execute(delete(CONVERSATIONS).where(which)).rowcount
        self._database.wipe()
        return count


def _exchanges(rows: Sequence[Row[Any]]) -> tuple[Exchange, ...]:
    """Return saved exchanges; one that was damaged is left out, so that the others can be read."""
    exchanges = []
    for row in rows:
        try:
            answer = Answer.model_validate_json(row.answer)
        except ValidationError:
            continue
        exchanges.append(Exchange(row.question, answer, row.understood, row.number))
    return tuple(exchanges)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE else line[: TITLE - 1] + "…"
