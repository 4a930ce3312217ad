"""Whether a further section adds something asked, and whether a question is the one its heading answers."""

import re
from collections.abc import Sequence

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence, without_day
from assistant.steps.ordering import ASKED_OF_MANY
from assistant.steps.wants import agreement, wants_of
from assistant.steps.ways import alike, alike_ways, likeness
from assistant.understanding.sides import sides_of
from ingest.tokens import tokens
from kb.statements import Statement, statements

_NEW = 0.1
"""Share of the question's weight that a further section must speak of, and those before it do not."""

_OF_HEADING = 0.3
"""Likeness to a section's heading or phrasings from which a question is the one that its yes or no answers."""

_LISTED = 0.9
"""Share of the first section's score from which another of its page may hold the rest of what is to be listed."""

_NEAR = 0.82
"""Share of the first section's score from which rank hardly tells which is meant."""

_TIED = 0.88
"""The same from which it does not tell at all, so that both are shown: the asker knows which."""

_RATHER = 0.5
"""By how much more of what question and heading want must agree for the heading to be rather that of the question."""

_SEQUEL = 0.4
"""Likeness of two headings from which one goes on with the other."""

_SEVERAL = re.compile(r"都有哪|哪些|哪几|分别|\bwhich (?!order|law|rule)\w+s\b|\bwhat are (?:all|the)\b")

_WITHOUT = re.compile(r"(?<!有)没有?(?!错|记错).{1,12}(?:能|可以|行)(?!.*[怎如])|\bwithout\b")
"""A question whether something may be done without a thing that is asked for."""


def what_adds(
    context: Context, hit: Hit, picked: Sequence[Statement], chosen: Sequence[tuple[Hit, list[Statement]]]
) -> list[Statement]:
    """Return what of a further section belongs in the answer; nothing where it adds nothing that is asked.

    All of it does where it speaks of something asked that the sections before it leave out. Of one that may be meant
    itself, since rank hardly tells it from the first, the answer to its heading does.

    Args:
        context: The question.
        hit: The section.
        picked: What would be shown of it.
        chosen: The sections before it, with what is shown of them.
    """
    understood, first = context.understood, chosen[0][0]
    if understood.intent in ASKED_OF_MANY or len(understood.codes) > 1 or sides_of(understood.question):
        return list(picked)
    if _SEVERAL.search(understood.question.lower()) and _is_sequel(context, hit, first):
        return list(picked)
    evidence = Evidence(context.index, without_day(understood.question, understood.said), understood.terms)
    told = frozenset().union(*(_told(*one) for one in chosen))
    left = evidence.missing(told)
    if evidence.share(left - evidence.missing(told | _told(hit, picked))) >= _NEW:
        return list(picked)
    if hit.score > first.score:
        return list(picked[:1])  # rank has it first; only the ways of asking put another before it
    steps = any(statement.form == "step" for statement in statements(hit.section.body))
    only = len(chosen) == 1 and bool(picked)
    near, tied = (hit.score >= share * first.score for share in (_NEAR, _TIED))
    return list(picked[:1]) if only and (tied or (near and not steps and _may_be_meant(context, hit, first))) else []


def _is_sequel(context: Context, hit: Hit, first: Hit) -> bool:
    """Tell whether a section goes on with what the first one lists: of one page, with a heading like its own."""
    near = hit.version.document == first.version.document and hit.score >= _LISTED * first.score
    return near and likeness(context.index, hit.section.heading, first.section.heading) >= _SEQUEL


def _may_be_meant(context: Context, hit: Hit, first: Hit) -> bool:
    """Tell whether people ask for a section in ways nearer to the question than for the one ranked first.

    Or whether its heading wants the kind of answer that the question wants, a yes or no or a figure, and the other not.
    """
    wants = wants_of(context.understood.question)
    if agreement(wants, hit.section.heading) - agreement(wants, first.section.heading) >= _RATHER:
        return True
    if hit.raw("bonus_ways") >= first.raw("bonus_ways") > 0:
        return True
    question = context.understood.question
    return alike(context, hit, question) > alike(context, first, question)


def _told(hit: Hit, picked: Sequence[Statement]) -> frozenset[str]:
    return frozenset(tokens("\n".join((hit.section.heading, *(statement.text for statement in picked)))))


def is_of_heading(context: Context, hit: Hit, question: str) -> bool:
    """Tell whether a question is the section's own: as like its heading, or a way of asking for it, as need be.

    The yes or no with which a section begins answers its heading; to another question it says something false.
    """
    if _WITHOUT.search(question.lower()) and not _WITHOUT.search(hit.section.heading.lower()):
        return False  # the yes of 可以出口吗 is no answer to 没有确认书可以出口吗
    return alike_ways(context, hit, question)[0] >= _OF_HEADING
