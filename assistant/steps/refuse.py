"""A refusal that helps: the nearest text, the right hotline, and what would make the question answerable."""

from assistant.answer import Answer, Reason
from assistant.context import Context
from assistant.steps.early import first_day
from assistant.steps.guard import suspected_in, unsafe
from assistant.steps.silence import is_over
from assistant.understanding.field import named_elsewhere
from kb.citation import Citation, cite
from kb.dates import say_day
from kb.messages import Lang, say
from kb.statements import Statement, statements

_NEAR = 0.4
"""Share of the probability wanted from which the nearest text is near enough to be named."""

_ALL_SPOKEN = 0.3
"""Share of the question in one stretch from which the nearest text leaves out the very thing that is asked for."""

_FEW = 3
"""Sections, best first, that tell whether a question fits several formats alike."""


def refusal(context: Context, reason: Reason | None = None) -> Answer:
    """Return a typed refusal for what was asked; what looks like a wish, though the guard let it pass, is unsafe."""
    understood, decision = context.understood, context.decided
    kind = suspected_in(understood.asked) if decision.later is None and decision.silence is None else None
    if kind:
        return unsafe(context, kind)
    why: Reason = reason or decision.reason or "not_covered"
    lang = understood.lang
    hits = context.found.hits if context.found else ()
    lines = [_opening(context, why)]
    citations: tuple[Citation, ...] = ()
    authorities: set[str] = set()
    near = why == "not_covered" and _is_near(context)
    if decision.later is not None:
        later = decision.later
        authorities = set(later.version.authority)
        lines.append(say("answer.later-text", lang, title=later.version.title, heading=later.section.heading))
    elif decision.silence is not None:
        authorities = set(decision.evidence[0].version.authority)
        told = _silent(context, decision.silence)
        citations = (told,)
        quote = told.quote.replace("\n", "" if lang == "zh" else " ")
        lines.append(say("answer.silent", lang, title=told.title, quote=quote))
    elif near:
        nearest = hits[0]
        authorities = set(nearest.version.authority)
        lines.append(say("answer.nearest", lang, title=nearest.version.title, heading=nearest.section.heading))
        if _fits_several(context):
            lines.append(say("answer.answerable", lang))
    lines.append(_hotline(authorities, lang))
    return Answer(
        status="refused",
        reason=why,
        lang=lang,
        as_of=understood.day,
        text="\n\n".join(lines),
        citations=citations,
        suggestions=tuple(dict.fromkeys(hit.section.heading for hit in hits))[:3] if near else (),
    )


def _is_near(context: Context) -> bool:
    """Tell whether the nearest text is worth naming: not where another country's or place's own rules are wanted."""
    if not context.found or not context.found.hits or named_elsewhere(context.understood.question):
        return False
    wanted = context.calibration.threshold
    return context.decided.measures.get("probability", wanted) >= _NEAR * wanted


def _fits_several(context: Context) -> bool:
    """Tell whether to name the format may bring an answer.

    It may where the nearest texts are of different formats, and silent neither on what is asked nor on its kind.
    """
    measures, hits = context.decided.measures, context.found.hits if context.found else ()
    if context.understood.codes or measures.get("unaccounted", 0.0) >= _ALL_SPOKEN:
        return False
    if any(measures.get(name, 0.0) for name in ("untold", "unspoken", "elsewhere")):
        return False
    return len({hit.version.formats for hit in hits[:_FEW]}) > 1


def _silent(context: Context, silence: Statement) -> Citation:
    """Return the citation of the sentence, and of one that tells what held before, where the section has it."""
    hit = context.decided.evidence[0]
    over = [s for s in statements(hit.section.body) if is_over(s.text, context.understood.day)]
    quotes = tuple(statement.quote for statement in (silence, *over[:1]))
    return cite(1, context.index.library, hit.version, hit.section, quotes)


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
