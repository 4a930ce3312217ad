"""Hold one answer against what was expected, without a judge model."""

import unicodedata
from datetime import date

from assistant.answer import Answer
from assistant.evaluation.questions import EvalQuestion
from kb.citation import Citation
from kb.model import Frozen


class Verdict(Frozen):
    """How one answer did.

    Attributes:
        correct: Right status (and reason for a refusal), every figure and word it must hold, none it must not.
        cited: A right section, in force on the day, is among the citations; None where none was expected.
        precision: Share of citations that are right; None likewise.
        stale: It holds what is wrong for the day, or applies another day's rule.
        length: Characters of a Chinese answer, words of an English one.
        embedding_ms: What embedding the question alone took in the same run; 0 if not measured.
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
    embedding_ms: float = 0.0
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
    right = [citation for citation in answer.citations if _is_right(citation, question, answer.as_of)]
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
        precision=(len(right) / (len(answer.citations) or 1)) if judged and answered else None,
        stale=answered and (bool(wrong) or (wrong_day and bool(missing))),
        false_refusal=expected.status == "answered" and answer.status in {"refused", "clarify"},
        length=len(answer.text) if answer.lang == "zh" else len(answer.text.split()),
        milliseconds=sum(answer.timings_ms.values()),
        why="; ".join(why),
    )


def _is_right(citation: Citation, question: EvalQuestion, applied: date) -> bool:
    """Tell whether a citation is of an expected section, and of its text in force on the day.

    That is the day noted, or where none is noted the conversation's or the one applied. What changed is told from texts
    of any day.
    """
    if f"{citation.document}#{citation.anchor}" not in question.expect.sections:
        return False
    noted = question.expect.day
    days = (noted,) if noted else (question.as_of, applied)
    return question.kind == "changes" or any(citation.in_force.contains(day) for day in days)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
