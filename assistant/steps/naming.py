"""A code that a question takes for that of another trade (9610是市场采购，对吗), and the statement that tells it."""

import re
from collections.abc import Iterator

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.wants import wants_of
from assistant.steps.weighing import is_aside, is_pointer
from kb.statements import Statement, statements

_CODE = r"(?<!\d)(?P<code>\d{4})(?!\d)"
_OF_THE_CODE = (
    r"(?:出口|进口|贸易)?(?:的?(?:监管方式)?(?:代码|编号))?(?:就?是|为| is| uses| has)(?: the)?(?: code| mode)? ?"
)
_IS = r"(?:就?是| is)(?: the)?(?: code)?(?: of| for)? ?"


def told_otherwise(context: Context) -> tuple[Hit, Statement] | None:
    """Return the statement that names a trade with its own code, where a question gives it another; else None."""
    understood = context.understood
    text = understood.question.lower()
    if "confirm" not in wants_of(text) or understood.completed:
        return None
    for said in understood.terms:
        phrase, codes = re.escape(said.phrase.lower()), frozenset(said.term.codes)
        given = re.search(f"{phrase}{_OF_THE_CODE}{_CODE}|{_CODE.replace('code>', 'other>')}{_IS}{phrase}", text)
        if given is None or not codes:
            continue
        code = given["code"] or given["other"]
        if code in codes:
            return None
        return next(_naming(context, codes, code), None)
    return None


def _naming(context: Context, codes: frozenset[str], wrong: str) -> Iterator[tuple[Hit, Statement]]:
    """Yield the openings, best section first, that name the right code and not the wrong one."""
    found = context.found.hits if context.found else ()
    for hit in (*context.decided.evidence, *found):
        opening = next(iter(statements(hit.section.body)), None)
        if opening is None or opening.form != "sentence" or is_aside(opening.text) or is_pointer(opening.text):
            continue
        if any(code in opening.text for code in codes) and wrong not in opening.text:
            yield hit, opening
