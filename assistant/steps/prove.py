"""Step 8: hold every statement against its section, cite, tell the day and what changes near it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from assistant.answer import Answer
from assistant.context import Context
from assistant.draft import Block, Draft
from assistant.retrieval.search import Hit
from assistant.steps.ahead import changes_near
from assistant.steps.disagreeing import disagreements
from assistant.steps.drafting import drafted
from assistant.steps.marks import Marks, markdown, proven
from assistant.steps.refuse import clarification, refusal
from kb.citation import Citation
from kb.dates import say_day
from kb.messages import say
from kb.model import ABOUT_ANCHOR, INTRODUCTION_ANCHOR

_SUGGESTIONS = 3


def prove(context: Context) -> Context:
    """Fill in `answer`; what has a figure that does not stand in the section it cites is left out."""
    return _answered(context, _held)


def cite_unproven(context: Context) -> Context:
    """Fill in `answer` without holding anything against its section: what `prove` would be without proof.

    For evaluation only: no pipeline that serves has this step.
    """
    return _answered(context, lambda _, draft: draft.blocks)


def _held(context: Context, draft: Draft) -> tuple[Block, ...]:
    """Return what is proven, and where two sections in force disagree, both."""
    blocks = proven(draft)
    hits = (*context.found.hits, *context.found.rejected) if context.found else ()
    return (*blocks, *disagreements(blocks, hits, context.understood.lang))


def _answered(context: Context, stands: Callable[[Context, Draft], tuple[Block, ...]]) -> Context:
    if context.draft is None and context.decided.kind == "refuse":
        return replace(context, answer=refusal(context))
    if context.draft is None and context.decided.kind == "clarify":
        return replace(context, answer=clarification(context))
    draft = context.draft or drafted(context.claims, context.decided.evidence)
    blocks = stands(context, draft)
    cited = any(piece.sources for piece in Draft(draft.by, blocks).pieces)
    if not cited and draft.status not in {"clarify", "refused"}:
        return replace(context, answer=refusal(context, "not_covered"))
    understood, library, marks = context.understood, context.index.library, Marks()
    body = markdown(blocks, marks, understood.lang)
    citations = marks.citations(library)
    ahead = () if draft.tells_changes else changes_near(library, citations, understood.day, understood.said)
    lines = [body, *(change.text for change in ahead), *([_day_line(context, citations)] if draft.dated else [])]
    if context.writer_failed and draft.by == "writer":
        why = say(f"answer.model-{context.writer_failed}", understood.lang)
        lines.append(say("answer.model-fell-back", understood.lang, why=why))
    if draft.status == "refused":
        lines.append(say("answer.hotline-both", understood.lang))
    if understood.completed and not draft.retells:
        lines.insert(0, say("answer.understood-as", understood.lang, question=understood.question))
    answer = Answer(
        status=draft.status,
        reason=context.decided.reason if draft.status == "refused" else None,
        lang=understood.lang,
        as_of=understood.day,
        text="\n\n".join(lines),
        citations=citations,
        changes_ahead=ahead,
        suggestions=draft.suggestions or _suggestions(context),
    )
    return replace(context, answer=answer)


def _day_line(context: Context, citations: tuple[Citation, ...]) -> str:
    understood = context.understood
    day = say_day(understood.day, understood.lang)
    if understood.day > min(context.today, context.now or context.today):
        return say("answer.future", understood.lang, day=day)
    if understood.said and any(citation.in_force.start > understood.day for citation in citations):
        return say("answer.as-of-told", understood.lang, day=day)
    return say("answer.as-of-said" if understood.said else "answer.as-of", understood.lang, day=day)


def _suggestions(context: Context) -> tuple[str, ...]:
    """Return headings near the answer: neighbours that the search found too, other hits, other neighbours."""
    evidence = context.decision.evidence if context.decision else ()
    taken = {claim.source for claim in context.claims} or range(len(evidence))
    used = {hit.address for place, hit in enumerate(evidence) if place in taken}
    further = [hit for hit in (context.found.hits if context.found else ()) if hit.address not in used]
    beside = _neighbours(evidence[0], context.understood.day) if evidence else ()
    near = [hit.section.heading for hit in further if hit.section.heading in beside]
    headings = (*near, *(hit.section.heading for hit in further), *beside)
    return tuple(dict.fromkeys(headings))[:_SUGGESTIONS]


def _neighbours(hit: Hit, day: date) -> tuple[str, ...]:
    """Return the headings of the sections before and after a hit, as far as they are in force."""
    sections = [s for s in hit.version.sections if s.anchor not in {ABOUT_ANCHOR, INTRODUCTION_ANCHOR}]
    place = next((i for i, s in enumerate(sections) if s.anchor == hit.section.anchor), None)
    if place is None:
        return ()
    beside = (*sections[max(0, place - 1) : place], *sections[place + 1 : place + 2])
    return tuple(s.heading for s in beside if s.served and s.served.contains(day))
