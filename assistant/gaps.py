"""Questions that found no answer, kept for the editors: one JSON object a line, no names, no addresses."""

import json
from datetime import UTC, datetime
from pathlib import Path

from assistant.answer import Answer


def record_gap(folder: Path, understood: str, answer: Answer) -> None:
    """Append a refused question of our own field to `gaps.jsonl`; nothing else is recorded.

    A folder that cannot be written loses the note, never the answer.
    """
    if answer.status != "refused" or answer.reason != "not_covered":
        return
    row = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "question": understood,
        "lang": answer.lang,
        "as_of": answer.as_of.isoformat(),
        "nearest": list(answer.suggestions[:1]),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "gaps.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    except OSError:
        return
