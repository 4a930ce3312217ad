"""Hold one answer against what was expected, without a judge model."""

import unicodedata

from assistant.answer import Answer
from assistant.evaluation.questions import EvalQuestion
from kb.model import Frozen


class Verdict(Frozen):
    """How one answer did.

    Attributes:
        correct: Right status (and reason for a refusal), every figure and word it must hold, none it must not.
        cited: A right section is among the citations; None where none was expected.
        precision: Share of citations that are right; None likewise.
        stale: It holds what is wrong for the day, or applies another day's rule.
    """

    id: str
    kind: str
    lang: str
    status: str
    expected: str
    correct: bool
    cited: bool | None
    precision: float | None
    stale: bool
    false_refusal: bool
    length: int
    milliseconds: float
    why: str = ""


def judge(question: EvalQuestion, answer: Answer) -> Verdict:
    """Return the verdict on an answer."""
    expected = question.expect
    text = _plain(answer.text)
    missing = [group for group in expected.must if not any(_plain(word) in text for word in group)]
    wrong = [word for word in expected.must_not if _plain(word) in text]
    wrong_day = expected.day is not None and answer.status != "refused" and answer.as_of != expected.day
    answered = answer.status in {"answered", "partial"}
    same_status = answered if expected.status == "answered" else answer.status == expected.status
    same_reason = expected.reason is None or answer.reason == expected.reason
    cited = [f"{citation.document}#{citation.anchor}" for citation in answer.citations]
    right = [address for address in cited if address in expected.sections]
    judged = bool(expected.sections) and expected.status == "answered"
    why = [
        *([] if same_status and same_reason else [f"status {answer.status}/{answer.reason}"]),
        *(f"missing {group[0]}" for group in missing),
        *(f"holds {word}" for word in wrong),
        *([f"day {answer.as_of}"] if wrong_day else []),
    ]
    return Verdict(
        id=question.id,
        kind=question.kind,
        lang=question.lang,
        status=answer.status,
        expected=expected.status,
        correct=same_status and same_reason and not missing and not wrong,
        cited=bool(right) if judged else None,
        precision=(len(right) / len(cited) if cited else 0.0) if judged and answered else None,
        stale=answered and (bool(wrong) or (wrong_day and bool(missing))),
        false_refusal=expected.status == "answered" and answer.status in {"refused", "clarify"},
        length=len(answer.text) if answer.lang == "zh" else len(answer.text.split()),
        milliseconds=sum(answer.timings_ms.values()),
        why="; ".join(why),
    )


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
