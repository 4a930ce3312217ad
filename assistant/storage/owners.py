"""Whose a conversation is: only a digest of the owner's token is kept, so that a copy of the database opens nothing."""

import hashlib

from sqlalchemy import ColumnElement, Connection, select

from assistant.storage.tables import CONVERSATIONS
from kb.errors import StorageError

LONGEST_NAME = 64
"""Characters of a conversation's name; ours have 22."""


def digest(owner: str) -> str:
    """Return what is kept of an owner's token.

    Raises:
        ValueError: There is no token; everybody without one would be the same person.
    """
    if not owner:
        raise ValueError("a conversation needs an owner")
    return hashlib.sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()


def is_theirs(owner: str, conversation: str) -> ColumnElement[bool]:
    """Return the condition that a conversation is the owner's."""
    return (CONVERSATIONS.c.id == conversation) & (CONVERSATIONS.c.owner == digest(owner))


def demand(connection: Connection, owner: str, conversation: str) -> None:
    """Make sure that a conversation is the owner's, and that nobody changes it until the transaction ends.

    Raises:
        StorageError: It is not, or is no more.
    """
    query = select(CONVERSATIONS.c.id).where(is_theirs(owner, conversation)).with_for_update()
    if connection.execute(query).first() is None:
        raise StorageError("error.conversation-gone")
