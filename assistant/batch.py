"""Many questions from a file: JSON Lines in, JSON Lines out, and a bad line never stops the rest."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TextIO

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.answer import Answer, Turn
from assistant.pipeline import Assistant
from kb.errors import NewTradeError
from kb.messages import Lang


class BatchQuestion(BaseModel):
    """One line of the input."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str | int
    question: str
    history: tuple[Turn, ...] = ()
    as_of: date | None = None
    lang: Lang | None = None


class BadLine(NewTradeError):
    """A line that is no question."""


_TURNS = TypeAdapter(tuple[Turn, ...])


def read_history(path: Path) -> tuple[Turn, ...]:
    """Read a conversation: a JSON list of `{role, content}`.

    Raises:
        NewTradeError: The file is missing or holds something else.
    """
    try:
        return _TURNS.validate_json(path.read_bytes())
    except (OSError, ValidationError, ValueError) as error:
        raise NewTradeError("error.history", path=path, reason=str(error).splitlines()[0]) from error


def answer_lines(
    assistant: Assistant, lines: Iterator[str], out: TextIO, report: Callable[[BadLine], None]
) -> tuple[int, int]:
    """Answer each line and write the answers, each with its `id` and `latency_s`.

    Args:
        assistant: Who answers.
        lines: JSON objects with `id`, `question` and, if wanted, `history`, `as_of`, `lang`.
        out: Where answers go.
        report: Told of each bad line.

    Returns:
        How many lines were answered, and how many were bad.
    """
    answered = bad = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = BatchQuestion.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            reason = f"{'.'.join(map(str, first['loc']))} {first['msg']}".strip()
            report(BadLine("error.batch-line", number=number, reason=reason))
            bad += 1
            continue
        start = time.perf_counter()
        answer = assistant.ask(asked.question, asked.as_of, asked.history, asked.lang)
        out.write(_line(asked.id, answer, time.perf_counter() - start) + "\n")
        out.flush()
        answered += 1
    return answered, bad


def _line(identity: str | int, answer: Answer, seconds: float) -> str:
    row = {"id": identity, **answer.model_dump(mode="json"), "latency_s": round(seconds, 4)}
    return json.dumps(row, ensure_ascii=False)
