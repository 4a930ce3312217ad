"""Step 4: let a skill answer, when the question is one of its kind."""

from dataclasses import replace

from assistant.context import Context, Decision
from assistant.draft import Draft
from assistant.skills import FIRST_SKILLS, FURTHER_SKILLS, Skill
from assistant.steps.comparing import compare_sides
from assistant.steps.then_and_today import tell_then_and_today

SKILLS: tuple[Skill, ...] = (*FIRST_SKILLS, compare_sides, tell_then_and_today, *FURTHER_SKILLS)
"""In the order in which they are asked."""


def use_skill(context: Context) -> Context:
    """Fill in `draft` and `decision` when a skill takes the question; else leave both to the next steps."""
    for skill in SKILLS:
        draft = skill(context)
        if draft is not None:
            return replace(context, draft=draft, decision=_decision(draft))
    return context


def _decision(draft: Draft) -> Decision:
    match draft.status:
        case "clarify":
            return Decision(kind="clarify")
        case "refused":
            return Decision(kind="refuse", reason="not_covered")
        case _:
            return Decision(kind="answer")
