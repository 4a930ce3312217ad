"""A foreign collection: passages and questions as JSON Lines, no Markdown and no dates."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from kb.errors import NewTradeError

Identity = Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _several(value: object) -> object:
    """Return one id as a list of it."""
    return [value] if isinstance(value, str | int) else value


class Passage(BaseModel):
    """A text to be found."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Identity = Field(validation_alias=AliasChoices("id", "_id"))
    text: _Words


class CollectionQuestion(BaseModel):
    """A question, and the ids of all passages that answer it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: _Words = Field(validation_alias=AliasChoices("question", "query", "text"))
    relevant: Annotated[tuple[Identity, ...], BeforeValidator(_several), Field(min_length=1)] = Field(
        validation_alias=AliasChoices("relevant", "relevant_ids", "relevant_passages", "ids")
    )


Line = TypeVar("Line", bound=BaseModel)
Report = Callable[[NewTradeError], None]


def read_passages(path: Path, report: Report) -> tuple[Passage, ...]:
    """Read passages; a line that is none, or has the id of an earlier one, is reported and left out.

    Args:
        path: JSON Lines of `{"id", "text"}`.
        report: Told of each bad line.

    Raises:
        NewTradeError: The file cannot be read, or holds no passage.
    """
    held: dict[str, Passage] = {}
    for number, passage in _lines(path, Passage, report):
        if passage.id in held:
            report(_bad(path, number, f"id {passage.id} is there twice"))
        else:
            held[passage.id] = passage
    return _some(path, tuple(held.values()))


def read_questions(path: Path, passages: Sequence[Passage], report: Report) -> tuple[CollectionQuestion, ...]:
    """Read questions; a line that is none, or names a passage that is not there, is reported and left out.

    Args:
        path: JSON Lines of `{"question", "relevant": [ids]}`.
        passages: What may be named.
        report: Told of each bad line.

    Raises:
        NewTradeError: The file cannot be read, or holds no question.
    """
    known = {passage.id for passage in passages}
    held = []
    for number, question in _lines(path, CollectionQuestion, report):
        strange = [identity for identity in question.relevant if identity not in known]
        if strange:
            report(_bad(path, number, f"no passage {strange[0]}"))
        else:
            held.append(question)
    return _some(path, tuple(held))


def _lines(path: Path, kind: type[Line], report: Report) -> Iterator[tuple[int, Line]]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    yield number, kind.model_validate_json(line)
                except ValidationError as error:
                    first = error.errors()[0]
                    report(_bad(path, number, f"{'.'.join(map(str, first['loc']))} {first['msg']}".strip()))
    except OSError as error:
        raise NewTradeError("error.collection-file", path=path, reason=error.strerror) from error


def _bad(path: Path, number: int, reason: str) -> NewTradeError:
    return NewTradeError("error.collection-line", path=path.name, number=number, reason=reason)


_Some = TypeVar("_Some")


def _some(path: Path, held: tuple[_Some, ...]) -> tuple[_Some, ...]:
    if not held:
        raise NewTradeError("error.collection-empty", path=path)
    return held
