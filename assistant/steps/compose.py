"""Step 7: the statements that answer, in reading order; a chat model, where one is set, may put them into its words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Claim, Context
from assistant.retrieval.search import Hit
from assistant.steps.adding import is_of_heading, what_adds
from assistant.steps.deciding import decided_first
from assistant.steps.leads import without_lead
from assistant.steps.ordering import in_order
from assistant.steps.parts import by_parts
from assistant.steps.reword import reword
from assistant.steps.selecting import select
from assistant.steps.wants import Want, wants_of
from assistant.steps.weighing import Wanted
from assistant.understanding.intent import fitting_heading
from ingest.tokens import tokens
from kb.figures import figures
from kb.messages import Lang
from kb.statements import Statement

BUDGET: dict[Lang, int] = {"zh": 190, "en": 620}
"""Characters of prose in an answer: about 200 Chinese characters, or 110 English words; lists asked for come on top."""

_SAME = 0.5
"""Share of common words from which two sections say the same."""


def compose(context: Context) -> Context:
    """Fill in `claims`: from the best section its answer and what bears on the question, from others what they add.

    A figure that is taken for granted is answered by the statement that gives it; of two things that are asked, each
    is answered from a section of its own.
    """
    if context.draft is not None:
        return context
    chosen = _corrected(context) or _by_parts(context) or _from_evidence(context)
    claims = tuple(Claim(s, source) for source, (_, said) in enumerate(chosen) for s in said)
    used = tuple(hit for hit, _ in chosen)
    # What is left out stays at hand: a chat model may use it, and its headings are what one may ask next.
    left = (hit for hit in context.decided.evidence if all(hit.address != other.address for other in used))
    decision = replace(context.decided, evidence=(*used, *left))
    return reword(replace(context, claims=claims, decision=decision))


_Chosen = list[tuple[Hit, list[Statement]]]


def _corrected(context: Context) -> _Chosen:
    """Return the statement that bears out or corrects a figure taken for granted, with one more of its section."""
    given, understood = decided_first(context), context.understood
    if given is None:
        return []
    picked = select(
        context,
        given.hit,
        Wanted(understood.words, understood.question, frozenset(), BUDGET[understood.lang]),
    )
    others = [s for s in picked if s.form == "sentence" and s.quote != given.statement.quote]
    return [(given.hit, [given.statement, *others[:1]])]


def _by_parts(context: Context) -> _Chosen:
    """Return for each thing that is asked its section with what answers it; nothing where one thing is asked."""
    lang = context.understood.lang
    chosen: _Chosen = []
    found = by_parts(context)
    for one in found:
        wanted = Wanted(one.words, one.part.question, _wants(context, one.part.own), BUDGET[lang] // len(found))
        said = {statement.quote for _, statements in chosen for statement in statements}
        picked = [s for s in _answering(context, one.hit, wanted) if s.quote not in said]
        place = next((p for p, (hit, _) in enumerate(chosen) if hit.address == one.hit.address), None)
        if place is None:
            chosen.append((one.hit, picked))
        else:
            chosen[place][1].extend(picked)
    return chosen


def _from_evidence(context: Context) -> _Chosen:
    """Return the sections of the decision, each with what answers; a further one with what the first leaves out."""
    understood, lang = context.understood, context.understood.lang
    # A follow-up wants what its own words ask; 那9810呢 has none, and wants what the question before it did.
    wants = (_wants(context, understood.own) if understood.completed else frozenset()) or _wants(
        context, understood.question
    )
    chosen: _Chosen = []
    for hit in in_order(context):
        said = [statement.text for _, statements in chosen for statement in statements]
        room, first = BUDGET[lang] - sum(map(len, said)), not chosen
        wanted = Wanted(
            understood.words,
            understood.question,
            wants if first else wants - {"list", "yes_no"},
            room if first else max(room, BUDGET[lang] // 3),
            is_first=first,
        )
        picked = [s for s in _answering(context, hit, wanted) if not _is_said(s, said)]
        kept = picked if first else what_adds(context, hit, picked, chosen) if picked else []
        if first or kept:
            chosen.append((hit, kept))
    return chosen


def _wants(context: Context, question: str) -> frozenset[Want]:
    wants = wants_of(question)
    return wants | {"list"} if context.understood.intent == "procedure" else wants


def _answering(context: Context, hit: Hit, wanted: Wanted) -> list[Statement]:
    if wanted.is_first and _tells_apart(context, hit):
        wanted = replace(wanted, wants=wanted.wants | {"list"})
    picked = select(context, hit, wanted)
    keeps = "yes_no" in wanted.wants and is_of_heading(context, hit, wanted.question)
    unfounded = keeps and _is_unfounded(hit, wanted.question)
    return [
        statement if keeps and (not unfounded or _NO.match(statement.text)) else without_lead(statement)
        for statement in picked
    ]


def _tells_apart(context: Context, hit: Hit) -> bool:
    """Tell whether two things are to be told apart by a section made for it: all its points are wanted, not one."""
    asks = fitting_heading("comparison")
    chinese = context.index.library.version(hit.version.document, hit.version.day, "zh")
    section = chinese.by_anchor.get(hit.section.anchor) if chinese else None
    compared = context.understood.intent == "comparison" or (asks and asks.search(context.understood.question))
    return bool(compared and section and asks and asks.search(section.heading))


_NO = re.compile(r"不|没|无|no\b|not\b", re.I)


def _is_unfounded(hit: Hit, question: str) -> bool:
    """Tell whether a question wants a figure confirmed that the section does not give: a yes would bear it out."""
    return "confirm" in wants_of(question) and not figures(question) <= figures(
        f"{hit.section.heading}\n{hit.section.body}"
    )


def _is_said(statement: Statement, said: Sequence[str]) -> bool:
    """Tell whether an earlier section has said the same, figures and all, in nearly the same words."""
    words, numbers = set(tokens(statement.text)), figures(statement.text)
    return any(
        numbers <= figures(other) and len(words & held) >= _SAME * len(words | held)
        for other, held in ((text, set(tokens(text))) for text in said)
    )
