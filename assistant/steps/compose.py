"""Step 7: the statements that answer, in reading order; a chat model, where one is set, may put them into its words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Claim, Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence
from assistant.steps.leads import without_lead
from assistant.steps.reword import reword
from assistant.steps.wants import Want, wants_of
from ingest.tokens import tokens
from kb.dates import begins_after
from kb.figures import figures
from kb.messages import Lang
from kb.statements import Statement, statements

BUDGET: dict[Lang, int] = {"zh": 190, "en": 620}
"""Characters of prose in an answer: about 200 Chinese characters, or 110 English words; lists asked for come on top."""

_SAME = 0.5
"""Share of common words from which two sections say the same."""

_LIST_MOST = 10
_ROWS_MOST = 4
_SHORT: dict[Lang, int] = {"zh": 10, "en": 28}
"""Characters up to which an opening sentence is a bare yes or no."""

_YES_OR_NO = re.compile(r"(?:不|没有|无须|无需|能|可以|要|需要|会|是|有|对|yes|no|not)[^\d]*$", re.I)

_RELEVANT = 0.08
"""Share of the question's weight under which a further sentence is not worth reading."""

_FIGURE_WANTED = 1.3
_POINTS_ELSEWHERE = (
    re.compile(r"[，,]?(?:见|详见|请见|参见)[^，。]{2,40}。$|\b(?:see|is in|are in|set out in)\b[^.]{2,80}\.$"),
    0.4,
)
"""A sentence that sends the reader to another section says little outside its page."""


def compose(context: Context) -> Context:
    """Fill in `claims`: from the best section its answer and what bears on the question, from a second what it adds."""
    if context.draft is not None:
        return context
    decision, lang = context.decided, context.understood.lang
    # A follow-up wants what its own words ask; 那9810呢 has none, and wants what the question before it did.
    wants = (wants_of(context.understood.own) if context.understood.completed else frozenset()) or wants_of(
        context.understood.question
    )
    if context.understood.intent == "procedure":
        wants |= {"list"}
    claims: list[Claim] = []
    for source, hit in enumerate(decision.evidence):
        used = sum(len(claim.statement.text) for claim in claims)
        room = BUDGET[lang] - used if source == 0 else max(BUDGET[lang] - used, BUDGET[lang] // 3)
        said = [claim.statement.text for claim in claims]
        chosen = select(context, hit, room, wants if source == 0 else wants - {"list"})
        if source > 0 or "yes_no" not in wants:
            chosen = [without_lead(statement) for statement in chosen]
        claims += [Claim(statement, source) for statement in chosen if not _is_said(statement, said)]
    return reword(replace(context, claims=tuple(claims)))


def _is_said(statement: Statement, said: Sequence[str]) -> bool:
    """Tell whether an earlier section has said the same, figures and all, in nearly the same words."""
    words, numbers = set(tokens(statement.text)), figures(statement.text)
    return any(
        numbers <= figures(other) and len(words & held) >= _SAME * len(words | held)
        for other, held in ((text, set(tokens(text))) for text in said)
    )


def select(context: Context, hit: Hit, room: int, wants: frozenset[Want]) -> list[Statement]:
    """Return the statements of a section that answer, in reading order.

    Args:
        context: The question.
        hit: The section.
        room: Characters of prose.
        wants: What the question wants; with `list` the section's lists are shown whole.
    """
    lang, day = context.understood.lang, context.understood.day
    every = [s for s in statements(hit.section.body) if not (day < context.today and begins_after(s.text, day))]
    scores = _scores(context, every, wants)
    chosen = _opening(every, lang)
    used = sum(len(every[place].text) for place in chosen)
    for place in sorted(range(len(every)), key=lambda p: (-scores[p], p)):
        statement = every[place]
        fits = used + len(statement.text) <= room and _has_place(statement, [every[p] for p in chosen])
        if place not in chosen and scores[place] > 0 and fits:
            chosen.add(place)
            used += len(statement.text)
    chosen |= _lists(every, chosen, scores, whole="list" in wants)
    # A bare 不需要。 answers its own heading only: to any other kind of question it says something false.
    bare = set() if "yes_no" in wants else {p for p in chosen & {0} if _is_bare(every[p], lang)}
    return [every[place] for place in sorted(chosen - bare)]


def _opening(every: Sequence[Statement], lang: Lang) -> set[int]:
    """Return the first statement, and the next when the first is only a yes or no."""
    return {0, 1} if len(every) > 1 and _is_bare(every[0], lang) else set(range(min(1, len(every))))


def _is_bare(statement: Statement, lang: Lang) -> bool:
    return (
        statement.form == "sentence" and len(statement.text) <= _SHORT[lang] and bool(_YES_OR_NO.match(statement.text))
    )


def _has_place(statement: Statement, chosen: Sequence[Statement]) -> bool:
    if statement.form == "row":
        return sum(other.form == "row" for other in chosen) < _ROWS_MOST
    return statement.form == "sentence"


def _scores(context: Context, every: Sequence[Statement], wants: frozenset[Want]) -> list[float]:
    """Return for each statement the share of the question's weight that it speaks of; 0 when too little."""
    evidence = Evidence(context.index, context.understood.question, ())
    words = context.understood.words
    total = sum(evidence.idf(word) * weight for word, weight in words.items()) or 1.0
    pattern, less = _POINTS_ELSEWHERE
    scores = []
    for statement in every:
        held = set(tokens(statement.text))
        score = sum(evidence.idf(word) * weight for word, weight in words.items() if word in held) / total
        if "figure" in wants and figures(statement.text):
            score *= _FIGURE_WANTED
        if pattern.search(statement.text):
            score *= less
        scores.append(score if score >= _RELEVANT else 0.0)
    return scores


def _lists(every: Sequence[Statement], chosen: set[int], scores: Sequence[float], *, whole: bool) -> set[int]:
    """Return list items: all when a list is wanted or a chosen sentence announces it, else those that bear on it."""
    added: set[int] = set()
    for place, statement in enumerate(every):
        if statement.form not in {"step", "item"} or len(added) >= _LIST_MOST:
            continue
        lead = max((p for p in range(place) if every[p].form == "sentence"), default=None)
        announced = lead is None or (lead in chosen and every[lead].text.endswith(("：", ":")))
        if whole or announced or scores[place] >= 2 * _RELEVANT:
            added.add(place)
    return added
