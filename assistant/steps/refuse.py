"""A refusal that helps: the nearest text, the right hotline, and what would make the question answerable."""

from assistant.answer import Answer, Reason
from assistant.context import Context
from assistant.steps.early import first_day
from kb.dates import say_day
from kb.messages import Lang, say

_NEAR = 0.1
"""Probability from which the nearest text is near enough to be named."""


def refusal(context: Context, reason: Reason | None = None) -> Answer:
    """Return a typed refusal for what was asked."""
    understood, decision = context.understood, context.decided
    why: Reason = reason or decision.reason or "not_covered"
    lang = understood.lang
    hits = context.found.hits if context.found else ()
    lines = [_opening(context, why)]
    authorities: set[str] = set()
    if decision.later is not None:
        later = decision.later
        authorities = set(later.version.authority)
        lines.append(say("answer.later-text", lang, title=later.version.title, heading=later.section.heading))
    elif why == "not_covered" and hits and decision.measures.get("probability", 1.0) >= _NEAR:
        nearest = hits[0]
        authorities = set(nearest.version.authority)
        lines.append(say("answer.nearest", lang, title=nearest.version.title, heading=nearest.section.heading))
        if not understood.codes:
            lines.append(say("answer.answerable", lang))
    lines.append(_hotline(authorities, lang))
    return Answer(
        status="refused",
        reason=why,
        lang=lang,
        as_of=understood.day,
        text="\n\n".join(lines),
        suggestions=tuple(dict.fromkeys(hit.section.heading for hit in hits))[:3],
    )


def clarification(context: Context) -> Answer:
    """Return one short question back, with the sections that may be meant as choices."""
    understood = context.understood
    return Answer(
        status="clarify",
        lang=understood.lang,
        as_of=understood.day,
        text=say("answer.clarify", understood.lang),
        suggestions=tuple(hit.section.heading for hit in context.decided.evidence),
    )


def _opening(context: Context, why: Reason) -> str:
    understood = context.understood
    later = context.decided.later
    if later is not None:
        begins = {
            "day": say_day(understood.day, understood.lang),
            "first": say_day(first_day(context, later), understood.lang),
        }
        return say("answer.before-rule", understood.lang, **begins)
    first = context.index.library.first_day
    if first and understood.day < first:
        days = {"day": say_day(understood.day, understood.lang), "first": say_day(first, understood.lang)}
        return say("answer.before-texts", understood.lang, **days)
    key = "answer.refused-out-of-scope" if why == "out_of_scope" else "answer.refused-not-covered"
    return say(key, understood.lang)


def _hotline(authorities: set[str], lang: Lang) -> str:
    if authorities == {"tax"}:
        return say("answer.hotline-tax", lang)
    if authorities == {"customs"}:
        return say("answer.hotline-customs", lang)
    return say("answer.hotline-both", lang)
