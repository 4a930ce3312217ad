"""Gaps: questions of our own field that found no answer, for the editors. No owner, no name, no address.

The app keeps them in the database (`assistant.storage.Gaps`). `newtrade ask` only adds a line to a file, which needs no
database to be loaded or reached; `newtrade gaps` brings the lines into the database.
"""

import hashlib
import json
import secrets
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import ValidationError

from assistant.answer import Answer
from kb.errors import StorageError
from kb.messages import Lang
from kb.model import Frozen

_FILE = "gaps.jsonl"


class Gap(Frozen):
    """A question that found no answer.

    Attributes:
        at: When it was asked.
        question: As it was understood.
        as_of: The day whose rules were asked for.
        nearest: The nearest question that has an answer.
        sent_by_person: Whether the person who asked has sent it to the editors.
        note: What that person wrote with it.
    """

    at: datetime
    question: str
    lang: Lang
    as_of: date
    nearest: str | None = None
    sent_by_person: bool = False
    note: str | None = None


def is_gap(answer: Answer) -> bool:
    """Tell whether an answer shows a gap: a refused question of our own field."""
    return answer.status == "refused" and answer.reason == "not_covered"


def gap_of(understood: str, answer: Answer, at: datetime | None = None) -> Gap:
    """Return the gap that an answer shows; the moment is cut to seconds."""
    return Gap(
        at=(at or datetime.now(UTC)).replace(microsecond=0),
        question=understood,
        lang=answer.lang,
        as_of=answer.as_of,
        nearest=next(iter(answer.suggestions), None),
    )


def record_gap(folder: Path, understood: str, answer: Answer) -> None:
    """Append the gap that an answer shows, if it shows one, to `gaps.jsonl`; nothing else is recorded.

    A folder that cannot be written loses the note, never the answer.
    """
    if not is_gap(answer):
        return
    gap = gap_of(understood, answer)
    row = gap.model_dump(mode="json", include={"at", "question", "lang", "as_of"})
    row |= {"nearest": [gap.nearest] if gap.nearest else [], "id": secrets.token_hex(16)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / _FILE).open("a", encoding="utf-8", errors="replace") as stream:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    except OSError:
        return


def noted_gaps(folder: Path) -> dict[str, Gap]:
    """Return the gaps of `gaps.jsonl` by their ids; a line that is none, such as one half written, is passed over.

    Raises:
        StorageError: The file is there but cannot be read.
    """
    path = folder / _FILE
    try:
        # Not `splitlines`: a question may hold other characters that end a line.
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.exists() else []
    except OSError as error:
        raise StorageError("error.storage", path=path, reason=error.strerror) from error
    seen: Counter[str] = Counter()
    gaps = {}
    for line in lines:
        seen[line] += 1
        try:
            row = json.loads(line)
            # Release 0.1.0 wrote no id. The line's text and its place among its equals stay the same for good.
            name = row.pop("id", None) or hashlib.sha256(f"{seen[line]} {line}".encode()).hexdigest()
            row["nearest"] = next(iter(row.get("nearest") or ()), None)
            gaps[str(name)] = Gap.model_validate(row)
        except (ValueError, ValidationError, AttributeError, TypeError):
            continue
    return gaps
