"""Step 6: a question that finds no answer alone may have one in its conversation, or in what it takes for granted."""

from dataclasses import replace

from assistant.context import Context
from assistant.steps.decide import decide
from assistant.steps.evidence import Evidence
from assistant.steps.granted import by_what_is_granted
from assistant.steps.retrieve import retrieve
from assistant.steps.understand import understand

_OWN = 0.3
"""Share of the question's own words that the section found must speak of: the history alone answers nothing new."""


def reconsider(context: Context) -> Context:
    """Understand a refused question again as a follow-up; keep the refusal unless the section found speaks of it."""
    understood, decision = context.understood, context.decided
    if decision.kind != "refuse" or decision.later or decision.silence or understood.completed:
        return context
    if not context.history:
        return by_what_is_granted(context) or context
    again = understand(replace(context, leaning=True, decision=None))
    if again.answer is not None or not again.understood.completed:
        return context
    again = decide(retrieve(again))
    if again.decided.kind != "answer":
        return context
    own = Evidence(context.index, understood.own, ())
    spoken = own.coverage(own.held_by(again.decided.evidence[0].address))
    return again if spoken >= _OWN and own.unknown < _OWN else context
