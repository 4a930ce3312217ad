"""The question set: what was asked, and what a right answer holds."""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from assistant.answer import Reason, Status, Turn
from kb.errors import NewTradeError
from kb.messages import Lang
from kb.yaml_text import read_yaml

Kind = Literal[
    "direct",
    "colloquial",
    "as_of",
    "procedure",
    "comparison",
    "changes",
    "lookup",
    "false_premise",
    "mixed_script",
    "follow_up",
    "near_miss",
    "out_of_scope",
    "unsafe",
    "command",
    "calculation",
    "choose",
    "before_texts",
]


class Expectation(BaseModel):
    """What makes an answer right.

    Attributes:
        sections: `document#anchor` of every section that would rightly be cited; any one suffices.
        must: Of each group one string must stand in the answer.
        must_not: Strings that would be stale or wrong.
        day: The day whose rule must be applied.
        codes: Supervision mode codes that are named or meant; None where it is not noted.
        terms: Official Chinese terms of the glossary that are meant, whatever words stand for them; None likewise.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: Status
    reason: Reason | None = None
    sections: tuple[str, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    day: date | None = None
    codes: tuple[str, ...] | None = None
    terms: tuple[str, ...] | None = None


class EvalQuestion(BaseModel):
    """One question of the set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    lang: Lang
    kind: Kind
    question: str
    as_of: date = date(2026, 11, 23)
    history: tuple[Turn, ...] | None = Field(default=())
    expect: Expectation


class QuestionSet(RootModel[tuple[EvalQuestion, ...]]):
    """A file of questions."""

    model_config = ConfigDict(frozen=True)


def load_questions(path: Path) -> tuple[EvalQuestion, ...]:
    """Read a question set.

    Raises:
        NewTradeError: The file is missing or broken.
    """
    found, problems = read_yaml(path, path.parent, QuestionSet)
    if found is None:
        where = ", ".join((str(problems[0].line), *problems[0].values.values())) if problems else "-"
        raise NewTradeError("error.questions", path=path, reason=where)
    return found.root
