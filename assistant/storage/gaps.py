"""Gaps in the database: recorded by the app, sent by people, listed for editors."""

import secrets
from datetime import UTC, date, datetime, time
from pathlib import Path

from sqlalchemy import insert, select, update

from assistant.answer import Answer
from assistant.gaps import Gap, gap_of, is_gap, noted_gaps
from assistant.storage.database import Database
from assistant.storage.tables import GAPS


class Gaps:
    """Saves and reads gaps. Nothing in them tells whose they are, so they stay when a conversation is deleted.

    Every method raises `StorageError` where the database fails.

    Args:
        database: Where they are kept; `Storage.on` has brought it to the tables of today.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, understood: str, answer: Answer, at: datetime | None = None) -> str | None:
        """Save the gap that an answer shows; return its id, or None where it shows none.

        Args:
            understood: The question as it was understood.
            answer: What it was answered.
            at: When it was asked; now by default.
        """
        return self._insert(gap_of(understood, answer, at)) if is_gap(answer) else None

    def send(self, understood: str, answer: Answer, note: str | None = None, gap: str | None = None) -> str:
        """Mark a gap as sent to the editors by a person, whatever the answer was; return its id.

        Args:
            understood: The question as it was understood.
            answer: What it was answered.
            note: What the person wants to say with it; may be left out.
            gap: The id of the gap as `record` gave it, or as an earlier `send` did; without it a gap is added.
        """
        said = {"sent_by_person": True, "note": (note or "").strip() or None}
        if gap:
            with self._database.writing() as connection:
                if connection.execute(update(GAPS).where(GAPS.c.id == gap).values(said)).rowcount:
                    return gap
        return self._insert(gap_of(understood, answer).model_copy(update=said))

    def all(self, since: date | None = None) -> tuple[Gap, ...]:
        """Return the gaps, latest first.

        Args:
            since: First day, in UTC; all by default.
        """
        query = select(*(column for column in GAPS.c if column.name != "id"))
        if since:
            query = query.where(GAPS.c.at >= datetime.combine(since, time(), UTC))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(GAPS.c.at.desc(), GAPS.c.id)).all()
        return tuple(Gap.model_validate(dict(row._mapping)) for row in rows)

    def take_over(self, folder: Path) -> None:
        """Bring the lines that `newtrade ask` has written to a data folder into the database, each once.

        The file is left as it is: it is only ever added to, so no line can be lost between reading and deleting.
        """
        rows = [{"id": name, **gap.model_dump()} for name, gap in noted_gaps(folder).items()]
        if rows:
            with self._database.writing() as connection:
                connection.execute(self._database.upsert(GAPS).on_conflict_do_nothing(), rows)

    def _insert(self, gap: Gap) -> str:
        name = secrets.token_hex(16)
        with self._database.writing() as connection:
            connection.execute(insert(GAPS).values(id=name, **gap.model_dump()))
        return name
