"""A question that takes a figure for granted is answered by the statement that gives the figure: 不对：… or 对：…."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence
from assistant.steps.leads import without_answer
from assistant.steps.naming import told_otherwise
from assistant.steps.premise import Premise, is_borne_out, premise_of, sets_none, still_stands
from assistant.steps.weighing import is_aside
from ingest.tokens import normalise, tokens
from kb.messages import say
from kb.statements import Statement, statements

_LOOKED_AT = 5
"""Sections found, best first, among which the statement is looked for."""

_SPEAKS_LEAST = 0.4
"""Share of what is asked that a section must speak of, for a statement of it to decide."""

_STATES_LEAST = 0.4
"""The same of the statement alone."""

_NARROWER = 0.7
"""What a statement about a code that the question does not name counts for, of one that holds for all."""

_OPENING = 1.3
"""What the opening of a section counts for, of its other sentences."""

_CASE = re.compile(
    r"(?:超过|不足|高于|低于|\babove|\bover|\bexceeding|\bbelow)\s*(?:the )?(?:cny|usd|人民币)?\s*[\d,]+|"
    r"[\d,]+[元万 ]*(?:以下|以上|or (?:less|more))",
    re.I,
)
_OF_A_CASE = 0.6
"""What a statement on a case beyond the figure counts for: it does not say what the figure is."""

_DISPUTES = 0.75
"""Share of what the deciding statement speaks, from which another that says otherwise leaves the matter open."""

_NEARLY_ALL = 0.75
"""Share of the words of a term from which a text names it."""

_CODE = re.compile(r"(?<![\d,.])\d{4}(?![\d,.年])(?!元)")


_PLAIN_OPENING = re.compile(r"(?:Since|From|For|The|One|An?|In|On|If|Up|As|At|By|Under|Exports?|Goods) ")


@dataclass(frozen=True)
class Decided:
    """The statement that decides, with its yes or no before it, and its section."""

    hit: Hit
    statement: Statement


def decided_first(context: Context) -> Decided | None:
    """Return the statement that bears out or corrects the figure or code taken for granted; None without one."""
    understood = context.understood
    misnamed = told_otherwise(context)
    if misnamed is not None:
        return Decided(misnamed[0], _led(without_answer(misnamed[1]), say("answer.not-so", understood.lang)))
    premise = premise_of(understood.question)
    if premise is None or understood.completed:
        return None
    said = _on_what_is_named(list(_sayings(context, premise)))
    best = max((one for one in said if one.decides), key=lambda one: one.weight, default=None)
    if best is None:
        return None
    # A figure that another statement gives, or denies, leaves the matter open: one of them speaks of something else.
    near = [one for one in said if one.spoken >= _DISPUTES * best.spoken]
    if any(one.stands if not best.verdict else one.verdict is False and one.decides for one in near):
        return None
    # What is kept 10 years may be other papers than those that are asked about.
    if best.verdict and best.named < len(_called(context)):
        return None
    lead = say("answer.borne-out" if best.verdict else "answer.not-so", understood.lang)
    return Decided(best.hit, _led(without_answer(best.statement), lead))


@dataclass(frozen=True)
class _Saying:
    """A statement that says something of the figure.

    Attributes:
        verdict: Whether it bears the figure out; None where it only names it.
        stands: Whether it gives the figure, of whatever.
        decides: Whether it speaks plainly enough of what is asked to decide it.
        spoken: What it and its heading speak of the question, by the rank of its section.
        weight: The same, by how plainly it states the rule.
        named: How many of the known terms of the question it or its heading names.
    """

    hit: Hit
    statement: Statement
    verdict: bool | None
    stands: bool
    decides: bool
    spoken: float
    weight: float
    named: int


def _on_what_is_named(said: list[_Saying]) -> list[_Saying]:
    """Return the statements that name most of what the question does: what holds of another zone decides nothing."""
    most = max((one.named for one in said), default=0)
    return [one for one in said if one.named == most]


def _called(context: Context) -> set[tuple[str, ...]]:
    """Return what each known term of the question is called; one that holds a figure is no subject: 保存10年."""
    terms = (said for said in context.understood.terms if not re.search(r"\d", said.phrase))
    return {(said.phrase, *map(normalise, said.term.term.values())) for said in terms}


def _names(phrases: Iterable[str], text: str) -> bool:
    """Tell whether a text names a term, or nearly all words of what it is called."""
    said, words = normalise(text), frozenset(tokens(text))
    shares = (len(words & own) / len(own) for phrase in phrases if (own := frozenset(tokens(phrase))))
    return any(phrase in said for phrase in phrases) or max(shares, default=0.0) >= _NEARLY_ALL


def _sayings(context: Context, premise: Premise) -> Iterator[_Saying]:
    understood = context.understood
    found = context.found.hits[:_LOOKED_AT] if context.found else ()
    hits = {hit.address: hit for hit in (*context.decided.evidence, *found)}
    evidence = Evidence(context.index, premise.rest, understood.terms)
    meant = (said.term.term[understood.lang] for said in understood.terms if understood.lang in said.term.term)
    words = frozenset(tokens("\n".join((premise.rest, *meant))))
    called = _called(context)
    for hit in hits.values():
        if evidence.coverage(evidence.held_by(hit.address)) < _SPEAKS_LEAST:
            continue
        for place, statement in enumerate(statements(hit.section.body)):
            if is_aside(statement.text):
                continue
            verdict = is_borne_out(premise, statement, words, understood.day)
            # What sets none for one place and a figure for another gives the figure for that other.
            of_another = verdict is None and sets_none(statement.text)
            stands = still_stands(premise, statement, understood.day) and not of_another
            if verdict is None and not stands:
                continue
            # 长期有效 answers the heading 有没有有效期, and need not repeat it.
            opens = not place and sets_none(statement.text)
            told = f"{hit.section.heading}\n{statement.text}"
            stated = evidence.coverage(frozenset(tokens(told if opens else statement.text)))
            named = sum(_names(phrases, f"{hit.version.title}\n{told}") for phrases in called)
            speaks = stated >= _STATES_LEAST or (opens and named == len(called) > 0)
            decides = verdict is not None and statement.form == "sentence" and speaks
            spoken = evidence.coverage(frozenset(tokens(told))) * hit.score
            weight = spoken * _plainness(statement.text, understood.question) * (1.0 if place else _OPENING)
            yield _Saying(hit, statement, verdict, stands, decides, spoken, weight, named)


def _plainness(text: str, question: str) -> float:
    """Return how plainly a statement says what the rule is, for all: not of one code only, nor of a case beyond it."""
    narrower = set(_CODE.findall(text)) - set(_CODE.findall(question))
    return (_NARROWER if narrower else 1.0) * (_OF_A_CASE if _CASE.search(text) else 1.0)


def _led(statement: Statement, lead: str) -> Statement:
    """Return a statement with a yes or no before it; the quote stays as it is."""
    text = statement.text
    if _PLAIN_OPENING.match(text):
        text = text[:1].lower() + text[1:]
    return statement.model_copy(update={"text": f"{lead}{text}"})
