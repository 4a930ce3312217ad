"""A question that takes a figure for granted is answered by the statement that gives the figure: 不对：… or 对：…"""

import re
from dataclasses import dataclass

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence
from assistant.steps.leads import without_answer
from assistant.steps.premise import Premise, is_borne_out, premise_of
from ingest.tokens import normalise, tokens
from kb.messages import say
from kb.statements import Statement, statements

_LOOKED_AT = 5
"""Sections found, best first, among which the statement is looked for."""

_SPEAKS_LEAST = 0.5
"""Share of what is asked that a section must speak of, for a statement of it to decide."""

_STATES_LEAST = 0.25
"""The same of the statement alone."""

_NARROWER = 0.7
"""What a statement about a code that the question does not name counts for, of one that holds for all."""

_OPENING = 1.3
"""What the opening of a section counts for, of its other sentences."""

_CASE = re.compile(r"(?:超过|不足|高于|低于|\babove|\bover|\bexceeding|\bbelow)\s*(?:the )?(?:cny|usd|人民币)?\s*[\d,]+", re.I)
_OF_A_CASE = 0.6
"""What a statement on a case beyond the figure counts for: it does not say what the figure is."""

_CODE = re.compile(r"(?<![\d,.])\d{4}(?![\d,.年])(?!元)")


_PLAIN_OPENING = re.compile(r"(?:Since|From|For|The|One|An?|In|On|If|Up|As|At|By|Under|Exports?|Goods) ")


@dataclass(frozen=True)
class Decided:
    """The statement that decides, with its yes or no before it, and its section."""

    hit: Hit
    statement: Statement


def decided_first(context: Context) -> Decided | None:
    """Return the statement that bears out or corrects the figure a question takes for granted; None without one."""
    understood = context.understood
    premise = premise_of(understood.question)
    if premise is None or understood.completed:
        return None
    found = context.found.hits[:_LOOKED_AT] if context.found else ()
    hits = {hit.address: hit for hit in (*context.decided.evidence, *found)}
    asked = _without(normalise(understood.question), premise)
    evidence, words = Evidence(context.index, asked, understood.terms), frozenset(tokens(asked))
    best: tuple[float, Hit, Statement, bool] | None = None
    for hit in hits.values():
        if evidence.coverage(evidence.held_by(hit.address)) < _SPEAKS_LEAST:
            continue
        for place, statement in enumerate(statements(hit.section.body)):
            verdict = is_borne_out(premise, statement, words, understood.day) if statement.form == "sentence" else None
            stated = evidence.coverage(frozenset(tokens(statement.text)))
            if verdict is None or stated < _STATES_LEAST:
                continue
            narrower = set(_CODE.findall(statement.text)) - set(_CODE.findall(understood.question))
            weight = stated * hit.score * (_NARROWER if narrower else 1.0) * (1.0 if place else _OPENING)
            weight *= _OF_A_CASE if _CASE.search(statement.text) else 1.0
            if best is None or weight > best[0]:
                best = (weight, hit, statement, verdict)
    if best is None:
        return None
    _, hit, statement, verdict = best
    lead = say("answer.borne-out" if verdict else "answer.not-so", understood.lang)
    return Decided(hit, _led(without_answer(statement), lead))


def _without(text: str, premise: Premise) -> str:
    return text[: premise.start] + "\0" * (premise.end - premise.start) + text[premise.end :]


def _led(statement: Statement, lead: str) -> Statement:
    """Return a statement with a yes or no before it; the quote stays as it is."""
    text = statement.text
    if _PLAIN_OPENING.match(text):
        text = text[:1].lower() + text[1:]
    return statement.model_copy(update={"text": f"{lead}{text}"})
