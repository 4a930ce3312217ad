"""In which order the sections of a decision answer: what sums up a page, or tells a former rule, stands back."""

import re

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.past import is_former
from assistant.steps.wants import agreement, wants_of
from assistant.steps.ways import alike
from assistant.steps.weighing import is_pointer
from assistant.understanding.sides import sides_of
from kb.model import INTRODUCTION_ANCHOR
from kb.statements import statements

_ASKS_FOR_PAGE = re.compile(r"写给|给谁看|这[份页本]|指南|手册|讲什么|\b(?:guide|manual|page)\b")

ASKED_OF_MANY = frozenset({"changes", "comparison"})
"""Intents that one section seldom answers."""

_NEAR = 0.7
"""Share of an introduction's score from which a section of its own for the matter goes before it."""

_TIE = 0.95
"""Share of the best score from which rank cannot tell two sections apart."""

_KIND = 0.2
"""What it counts that a heading wants the same kind of answer, beside the likeness to the ways of asking for it."""

_CLEARLY = 0.05
"""By how much more a section must be meant to go before the one that rank puts first.

Of 465 questions for calibration these put the right section first in 407, rank alone in 398; of 170 for development in
157 and 156. A tie from 0.92 to 0.96 does nearly as well.
"""


def in_order(context: Context) -> tuple[Hit, ...]:
    """Return the sections to answer from, best first.

    An introduction answers only who asks for it; where another section is near it, that one answers. A section that
    begins with a rule that no longer held on the day follows one that begins with the rule of the day; one that only
    tells where the rule stands follows the others. Where rank can hardly tell which is meant, the ways of asking do.
    """
    understood, evidence = context.understood, context.decided.evidence
    if not evidence:
        return ()
    if evidence[0].section.anchor == INTRODUCTION_ANCHOR and not _ASKS_FOR_PAGE.search(understood.question.lower()):
        found = context.found.hits if context.found else ()
        others = list(evidence[1:]) or [hit for hit in found[1:2] if hit.score >= _NEAR * evidence[0].score]
        evidence = tuple(hit for hit in others if hit.section.anchor != INTRODUCTION_ANCHOR) or evidence
    evidence = _meant_first(context, evidence)
    return tuple(sorted(evidence, key=lambda hit: _opens_with_former(context, hit) or _only_points(hit)))


def _meant_first(context: Context, evidence: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return the sections with the one put first that is asked for as the question asks, among those near in rank."""
    question, first = context.understood.question, evidence[0]
    near = [hit for hit in evidence if _TIE * first.score <= hit.score <= first.score]
    if len(near) < 2 or context.understood.intent in ASKED_OF_MANY or sides_of(question):
        return evidence
    wants = wants_of(question)
    meant = {hit.address: alike(context, hit, question) + _KIND * agreement(wants, hit.section.heading) for hit in near}
    best = max(near, key=lambda hit: meant[hit.address])
    if meant[best.address] <= meant[first.address] + _CLEARLY:
        return evidence
    return (best, *(hit for hit in evidence if hit.address != best.address))


def _only_points(hit: Hit) -> bool:
    """Tell whether all that a section says is where the rule stands."""
    every = statements(hit.section.body)
    return bool(every) and all(is_pointer(statement.text) for statement in every)


def _opens_with_former(context: Context, hit: Hit) -> bool:
    opening = next(iter(statements(hit.section.body)), None)
    return opening is not None and is_former(opening.text, context.understood.day)
