"""The answer: what every face shows and `newtrade ask --json` prints."""

from datetime import date
from typing import Literal

from pydantic import Field

from kb.citation import Citation
from kb.messages import Lang
from kb.model import Frozen

Status = Literal["answered", "partial", "clarify", "refused"]
Reason = Literal["not_covered", "out_of_scope", "unsafe", "invalid"]


class ChangeAhead(Frozen):
    """A cited rule that begins or ends within 180 days of the answer's day, before or after it."""

    document: str
    anchor: str
    heading: str
    what: Literal["begins", "ends", "began", "replaced"]
    day: date
    text: str


class Answer(Frozen):
    """A cited, dated answer, or a typed refusal.

    Attributes:
        status: `answered`, `partial` (only some of what was asked is covered), `clarify`, or `refused`.
        reason: Why it was refused; None otherwise.
        lang: Language of the text.
        as_of: The day whose rules were applied.
        text: Markdown with marks `[1]`.
        citations: In the order of the marks.
        changes_ahead: Rules among the cited that change near the day.
        suggestions: Questions one may ask next; for `clarify`, the choices.
        timings_ms: Step → milliseconds.
    """

    status: Status
    reason: Reason | None = None
    lang: Lang
    as_of: date
    text: str
    citations: tuple[Citation, ...] = ()
    changes_ahead: tuple[ChangeAhead, ...] = ()
    suggestions: tuple[str, ...] = ()
    timings_ms: dict[str, float] = Field(default_factory=dict)


class Turn(Frozen):
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str
