"""Step 4: let a skill answer, when the question is one of its kind."""

from dataclasses import replace

from assistant.context import Context, Decision
from assistant.skills import SKILLS


def use_skill(context: Context) -> Context:
    """Fill in `draft` and `decision` when a skill takes the question; else leave both to the next steps."""
    for skill in SKILLS:
        draft = skill(context)
        if draft is not None:
            decision = Decision(kind="clarify" if draft.status == "clarify" else "answer")
            return replace(context, draft=draft, decision=decision)
    return context
