"""Sentences in which a text says itself that it does not tell a thing: to quote one is no answer."""

import re
from datetime import date

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence
from ingest.tokens import normalise, tokens
from kb.dates import begins_after, days_named
from kb.statements import Statement, statements

_SILENT = re.compile(
    r"(?:没有|未)(?:收录|查到|见到|找到)|无法从已查到的文本得知|无法得知"
    r"|\b(?:is|are|was|were) not (?:known|in this|recorded|found)\b|\bwas found for this\b"
    r"|\bdoes not (?:hold|record|list)\b"
)


_OVER = re.compile(r"只适用到|\bonly (?:until|up to)\b")
"""Words for the last day of a rule, in a sentence that tells what held before."""


def is_silent(text: str) -> bool:
    """Tell whether a sentence says that its text does not tell a thing."""
    return bool(_SILENT.search(normalise(text)))


def silence_on(context: Context, hit: Hit, evidence: Evidence) -> Statement | None:
    """Return the sentence by which a section says that it does not tell what is asked; None where it may tell.

    That is the section's opening where nothing else in it holds; elsewhere the sentence that speaks of more of the
    question than each of the others, and than the heading, does: what the heading asks, the opening answers. Sentences
    on what begins after the day asked for, or was over by then, do not count.
    """
    day = context.understood.day
    every = [s for s in statements(hit.section.body) if not (day < context.today and begins_after(s.text, day))]
    silent = [statement for statement in every if is_silent(statement.text)]
    others = [s for s in every if not is_silent(s.text) and not is_over(s.text, day)]
    if not silent or not others:
        return silent[0] if silent else None
    if silent[0] is every[0]:
        return None  # it tells what it found, and what it did not: that is an answer

    def spoken(text: str) -> float:
        return evidence.coverage(frozenset(tokens(text)))

    best = max(silent, key=lambda statement: spoken(statement.text))
    told = (hit.section.heading, *(statement.text for statement in others))
    return best if spoken(best.text) > max(map(spoken, told)) else None


def is_over(text: str, day: date) -> bool:
    """Tell whether a sentence tells only what no longer held on the day."""
    return bool(_OVER.search(text.lower())) and max(days_named(text), default=day) < day
