"""The tables as the code of today reads and writes them; `migrations/` brings every database to this form."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

from assistant.storage.columns import AnyText, Moment

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("id", AnyText, primary_key=True),
    # Digest of the owner's token; null for a conversation of release 0.1.0, which knew no owners.
    Column("owner", Text),
    # Null until the owner gives one.
    Column("title", AnyText),
    Column("started_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Index(None, "owner", "last_at"),
)

TURNS = Table(
    "turns",
    METADATA,
    Column(
        "conversation",
        AnyText,
        ForeignKey("conversations.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("asked_at", Moment, nullable=False),
    Column("question", AnyText, nullable=False),
    Column("understood", AnyText, nullable=False),
    Column("answer", Text, nullable=False),
)

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("conversation", AnyText, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("useful", Boolean, nullable=False),
    Column("reason", AnyText),
    Column("at", Moment, nullable=False, index=True),
    ForeignKeyConstraint(["conversation", "number"], ["turns.conversation", "turns.number"], ondelete="CASCADE"),
)

GAPS = Table(
    "gaps",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("question", AnyText, nullable=False),
    Column("lang", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    # The nearest question that has an answer, if there is one.
    Column("nearest", AnyText),
    Column("sent_by_person", Boolean, nullable=False),
    Column("note", AnyText),
)
