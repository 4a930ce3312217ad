"""In which order the sections of a decision answer: what sums up a page, or tells a former rule, stands back."""

import re

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.premise import is_former
from assistant.steps.weighing import is_pointer
from kb.model import INTRODUCTION_ANCHOR
from kb.statements import statements

_ASKS_FOR_PAGE = re.compile(r"写给|给谁看|这[份页本]|指南|手册|讲什么|\b(?:guide|manual|page)\b")

_NEAR = 0.7
"""Share of an introduction's score from which a section of its own for the matter goes before it."""


def in_order(context: Context) -> tuple[Hit, ...]:
    """Return the sections to answer from, best first.

    An introduction answers only who asks for it; where another section is near it, that one answers. A section that
    begins with a rule that no longer held on the day follows one that begins with the rule of the day; one that only
    tells where the rule stands follows the others.
    """
    understood, evidence = context.understood, context.decided.evidence
    if not evidence:
        return ()
    if evidence[0].section.anchor == INTRODUCTION_ANCHOR and not _ASKS_FOR_PAGE.search(understood.question.lower()):
        found = context.found.hits if context.found else ()
        others = list(evidence[1:]) or [hit for hit in found[1:2] if hit.score >= _NEAR * evidence[0].score]
        evidence = tuple(hit for hit in others if hit.section.anchor != INTRODUCTION_ANCHOR) or evidence
    return tuple(sorted(evidence, key=lambda hit: _opens_with_former(context, hit) or _only_points(hit)))


def _only_points(hit: Hit) -> bool:
    """Tell whether all that a section says is where the rule stands."""
    every = statements(hit.section.body)
    return bool(every) and all(is_pointer(statement.text) for statement in every)


def _opens_with_former(context: Context, hit: Hit) -> bool:
    opening = next(iter(statements(hit.section.body)), None)
    return opening is not None and is_former(opening.text, context.understood.day)
