"""Conversations with owners, feedback and gaps; takes over the table `turns` of release 0.1.0.

Revision ID: 0001
Revises: nothing
"""

import json
from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from assistant.storage.columns import escape

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_OLD = "turns_of_0_1_0"
_BATCH = 500


def upgrade() -> None:
    """Make the tables, then copy what release 0.1.0 kept and drop its table."""
    old = _set_aside(op.get_bind())
    _create()
    if old is not None:
        _take_over(op.get_bind(), old)
        op.drop_table(_OLD)


def _set_aside(connection: sa.Connection) -> sa.Table | None:
    """Rename the table of release 0.1.0 if it is there. Its index goes: the new table has one of the same name."""
    inspector = sa.inspect(connection)
    if not inspector.has_table("turns"):
        return None
    names = {column["name"] for column in inspector.get_columns("turns")}
    for index in inspector.get_indexes("turns"):
        op.drop_index(str(index["name"]), table_name="turns")
    op.rename_table("turns", _OLD)
    columns: list[sa.Column[object]] = [
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation", sa.Text),
        sa.Column("asked_at", _MOMENT),
        sa.Column("question", sa.Text),
        sa.Column("answer", sa.Text),
    ]
    # 0.1.0 itself had no such column; the code between the releases had.
    if "understood" in names:
        columns.append(sa.Column("understood", sa.Text))
    return sa.Table(_OLD, sa.MetaData(), *columns)


def _create() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("ix_conversations_owner_last_at", "conversations", ["owner", "last_at"])
    op.create_table(
        "turns",
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("understood", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("conversation", "number", name="pk_turns"),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id"], name="fk_turns_conversations", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "feedback",
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("useful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("conversation", "number", name="pk_feedback"),
        sa.ForeignKeyConstraint(
            ["conversation", "number"],
            ["turns.conversation", "turns.number"],
            name="fk_feedback_turns",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_feedback_at", "feedback", ["at"])
    op.create_table(
        "gaps",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("nearest", sa.Text),
        sa.Column("sent_by_person", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_gaps"),
    )
    op.create_index("ix_gaps_at", "gaps", ["at"])


def _take_over(connection: sa.Connection, old: sa.Table) -> None:
    """Copy every row, numbered in the order it was saved; the conversations have no owner yet."""
    conversations = sa.table(
        "conversations", sa.column("id"), sa.column("started_at", _MOMENT), sa.column("last_at", _MOMENT)
    )
    names = ("conversation", "number", "question", "understood", "answer")
    turns = sa.table("turns", *map(sa.column, names), sa.column("asked_at", _MOMENT))
    spans = connection.execute(
        sa.select(old.c.conversation, sa.func.min(old.c.asked_at), sa.func.max(old.c.asked_at)).group_by(
            old.c.conversation
        )
    ).all()
    rows = [{"id": escape(name), "started_at": first, "last_at": last} for name, first, last in spans]
    if rows:
        connection.execute(sa.insert(conversations), rows)
    numbers: dict[str, int] = defaultdict(int)
    last = None
    while batch := connection.execute(_next(old, last)).all():
        connection.execute(sa.insert(turns), [_renewed(row, numbers) for row in batch])
        last = batch[-1].id


def _next(old: sa.Table, last: int | None) -> sa.Select[tuple[object, ...]]:
    query = sa.select(old).order_by(old.c.id).limit(_BATCH)
    return query if last is None else query.where(old.c.id > last)


def _renewed(row: sa.Row[tuple[object, ...]], numbers: dict[str, int]) -> dict[str, object]:
    answer, understood = _split(row.answer, getattr(row, "understood", "") or "")
    number = numbers[row.conversation]
    numbers[row.conversation] += 1
    return {
        "conversation": escape(row.conversation),
        "number": number,
        "asked_at": row.asked_at,
        "question": escape(row.question),
        "understood": escape(understood),
        "answer": answer,
    }


def _split(answer: str, understood: str) -> tuple[str, str]:
    """Take the field `question` out of an answer of release 0.1.0: it told how the question was understood.

    What is no such answer stays as it is: no row is lost.
    """
    try:
        fields = json.loads(answer)
    except ValueError:
        return answer, understood
    if not isinstance(fields, dict) or not isinstance(fields.get("question"), str):
        return answer, understood
    question = fields.pop("question")
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")), understood or question


def downgrade(_steps: Sequence[str] = ()) -> None:
    """There is no way back: a release before this one would take conversations for everybody's."""
    raise RuntimeError("restore a copy of the database to go back to an older release: its conversations had no owners")
