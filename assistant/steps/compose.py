"""Step 5: the statements that answer, in reading order; without a chat model nothing is reworded."""

import re
from dataclasses import dataclass, replace

from assistant.context import Claim, Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence
from ingest.tokens import normalise, tokens
from kb.figures import figures
from kb.messages import Lang
from kb.statements import Statement, statements

BUDGET: dict[Lang, int] = {"zh": 190, "en": 620}
"""Characters of prose in an answer: about 200 Chinese characters, or 110 English words. Lists asked for come on top."""

_LIST_MOST = 10
_ROWS_MOST = 4
_SHORT: dict[Lang, int] = {"zh": 10, "en": 28}
_YES_NO = re.compile(
    r"吗|嘛|么[?？]?$|是否|能不能|能否|可不可以|可否|要不要|需不需要|是不是|有没有|会不会|用不用|行不行|对不对|算不算|还要|还需|真的|必须"
    r"|^(?:is|are|do|does|did|can|could|may|must|should|will|would|have|has|am)\b|\bdo (?:i|we)\b|\bcan (?:i|we)\b",
)
_WANTS_FIGURE = re.compile(
    r"多少|几[个天年月日次种类级]|多久|多长|什么时候|何时|期限|截止|最晚|哪天|哪年|限额|限值|税率|比例|how (?:much|many|long)|when|deadline|"
    r"by what|what (?:rate|limit|date|percentage)|limit|until"
)
_WANTS_LIST = re.compile(
    r"流程|步骤|怎么(?:办|做|弄|申|报|备|操作|开|交|走)|如何|手续|材料|资料|单证|哪些|哪几|条件|要求|清单|有什么|什么货|"
    r"steps?|how (?:do|can|should|to)|documents?|papers|conditions?|requirements?|procedure|which|what (?:are|goods)|list"
)

_POINTS_ELSEWHERE = re.compile(r"[，,]?(?:见|详见|请见|参见)[^，。]{2,40}。$|\b(?:see|is in|are in|set out in)\b[^.]{2,80}\.$")
"""A sentence that sends the reader to another section says little outside its page."""


@dataclass(frozen=True)
class _Scored:
    statement: Statement
    place: int
    score: float


def compose(context: Context) -> Context:
    """Fill in `claims`: from the best section its answer and what bears on the question, from a second what it adds."""
    decision = context.decided
    budget = BUDGET[context.understood.lang]
    claims: list[Claim] = []
    for source, hit in enumerate(decision.evidence):
        taken = sum(len(claim.statement.text) for claim in claims)
        room = budget - taken if source == 0 else max(budget - taken, budget // 3)
        held = {claim.statement.text for claim in claims}
        claims += [Claim(s, source) for s in _select(context, hit, room, first=source == 0) if s.text not in held]
    return replace(context, claims=tuple(claims))


def _select(context: Context, hit: Hit, room: int, *, first: bool) -> list[Statement]:
    every = statements(hit.section.body)
    if not every:
        return []
    question = normalise(context.understood.question)
    scored = _score(context, every, question)
    chosen: set[int] = set()
    opening = _opening(every, context.understood.lang, question)
    chosen.update(opening)
    used = sum(len(every[place].text) for place in opening)
    wants_list = context.understood.intent == "procedure" or bool(_WANTS_LIST.search(question))
    for item in sorted(scored, key=lambda s: (-s.score, s.place)):
        statement = item.statement
        if item.place in chosen or statement.form not in {"sentence", "row"}:
            continue
        rows = sum(every[p].form == "row" for p in chosen)
        if item.score <= 0 or (statement.form == "row" and rows >= _ROWS_MOST):
            continue
        if used + len(statement.text) <= room and (first or len(chosen) < 2):
            chosen.add(item.place)
            used += len(statement.text)
    chosen |= _lists(every, chosen, scored, wants_list=wants_list and first)
    return [every[place] for place in sorted(chosen) if not _is_bare_yes_no(every[place], question, context.understood.lang)]


def _opening(every: tuple[Statement, ...], lang: Lang, question: str) -> list[int]:
    """Return the first statement, and the next when the first is only a yes or no."""
    if len(every) > 1 and len(every[0].text) <= _SHORT[lang]:
        return [0, 1]
    return [0]


def _is_bare_yes_no(statement: Statement, question: str, lang: Lang) -> bool:
    """A bare 不需要。 answers its own heading only: to a question that is no yes-or-no question it says something false."""
    return len(statement.text) <= _SHORT[lang] and statement.form == "sentence" and not _YES_NO.search(question)


def _score(context: Context, every: tuple[Statement, ...], question: str) -> list[_Scored]:
    weights = Evidence(context.index, question, ())
    words = context.understood.words
    total = sum(weights.idf(word) * weight for word, weight in words.items()) or 1.0
    wants_figure = bool(_WANTS_FIGURE.search(question))
    scored = []
    for place, statement in enumerate(every):
        held = set(tokens(statement.text))
        score = sum(weights.idf(word) * weight for word, weight in words.items() if word in held) / total
        if wants_figure and figures(statement.text):
            score *= 1.3
        if _POINTS_ELSEWHERE.search(statement.text):
            score *= 0.4
        scored.append(_Scored(statement, place, score if score >= _RELEVANT else 0.0))
    return scored


_RELEVANT = 0.08
"""Share of the question's weight under which a further sentence is not worth reading."""


def _lists(
    every: tuple[Statement, ...], chosen: set[int], scored: list[_Scored], *, wants_list: bool
) -> set[int]:
    """Return the items that a chosen lead-in announces, all when a list is asked for, else those that bear on the question."""
    added: set[int] = set()
    for place, statement in enumerate(every):
        if statement.form not in {"step", "item"}:
            continue
        lead = max((p for p in range(place) if every[p].form == "sentence"), default=None)
        announced = lead is None or (lead in chosen and every[lead].text.endswith(("：", ":")))
        if (wants_list or announced) and len(added) < _LIST_MOST:
            added.add(place)
        elif scored[place].score >= 2 * _RELEVANT and len(added) < _LIST_MOST:
            added.add(place)
    return added


