"""The statements of one section that answer a question, in reading order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence
from assistant.steps.wants import Want
from ingest.tokens import tokens
from kb.dates import begins_after
from kb.figures import figures
from kb.messages import Lang
from kb.statements import Statement, statements

_LIST_MOST = 10
_ROWS_MOST = 4
_SHORT: dict[Lang, int] = {"zh": 10, "en": 28}
"""Characters up to which an opening sentence is a bare yes or no."""

_YES_OR_NO = re.compile(r"(?:不|没有|无须|无需|能|可以|要|需要|会|是|有|对|yes|no|not)[^\d]*$", re.I)

_RELEVANT = 0.08
"""Share of the question's weight under which a further sentence is not worth reading."""

_ADDS_LEAST = 0.07
"""Share of the question's weight that a further sentence must add; what adds nothing asked is left out."""

_BEARS = 0.6
"""Share of the best sentence's score from which one further sentence is a condition worth reading."""

_ROW_AS_GOOD = 0.95
"""Share of the best row's score from which a row answers as well as that one."""

_LEADS = 1.6
"""Times the opening's score from which another sentence answers better and comes first."""

_LEADS_LEAST = 0.2
"""Share of the question's weight that such a sentence must speak of."""

_REPEATS = 0.8
"""Share of its words from which a list item only repeats what is said; a list of such items is left out."""

_FIGURE_WANTED = 1.3
_POINTS_ELSEWHERE = (
    re.compile(r"[，,]?(?:见|详见|请见|参见)[^，。]{2,40}。$|\b(?:see|is in|are in|set out in)\b[^.]{2,80}\.$"),
    0.4,
)
"""A sentence that sends the reader to another section says little outside its page."""

_ASIDE = (
    re.compile(
        r"^(?:示例|例如|比如)|^[^，。]{4,60}(?:怎么|怎样|哪|什么|是否|能否|能不能|要不要|有没有|多少|多久|几|和.{2,12}|以及.{2,12})[^。]{0,40}[，,]请向123(?:66|60)[^。]*确认|"
        r"^Example|^(?:Whether|For|How|Which|What|When|The papers)\b[^.]{5,160}\bconfirm with 123(?:66|60)"
    ),
    0.3,
)
"""An example, or what the texts do not know: no part of an answer unless it is what was asked."""


@dataclass(frozen=True)
class Wanted:
    """What the statements of a section are chosen by.

    Attributes:
        words: Token → weight, of the question.
        question: The question, or the part of it that the section answers.
        wants: What it wants; with `list` a section's lists are shown whole.
        room: Characters of prose.
        is_first: Whether the section is the one that answers; of others no steps are shown.
    """

    words: dict[str, float]
    question: str
    wants: frozenset[Want]
    room: int
    is_first: bool = True


def select(context: Context, hit: Hit, wanted: Wanted) -> list[Statement]:
    """Return the statements of a section that answer: the one that answers best first, then in reading order.

    Args:
        context: The question.
        hit: The section.
        wanted: What they are chosen by.
    """
    lang, day = context.understood.lang, context.understood.day
    every = [s for s in statements(hit.section.body) if not (day < context.today and begins_after(s.text, day))]
    if not every:
        return []
    weighed = _Weighed(context, every, wanted, about=set(tokens(f"{hit.version.title}\n{hit.section.heading}")))
    opening = _opening(every, lang)
    first = 0 if "yes_no" in wanted.wants else _first(every, weighed, opening)
    chosen = _sentences(every, weighed, opening | {first}, wanted.room)
    chosen |= _lists(every, chosen, weighed, wanted)
    # A bare 不需要。 answers its own heading only: to any other kind of question it says something false.
    bare = set() if "yes_no" in wanted.wants else {p for p in chosen & {0} if _is_bare(every[p], lang)}
    return [every[place] for place in sorted(chosen - bare, key=lambda place: (place != first or first == 0, place))]


class _Weighed:
    """The statements of a section, each with what it speaks of the question.

    Args:
        context: The question.
        every: The statements.
        wanted: The words that count.
        about: Words of the section's title and heading, which tell nothing of which statement answers.
    """

    def __init__(self, context: Context, every: Sequence[Statement], wanted: Wanted, about: set[str]) -> None:
        evidence = Evidence(context.index, wanted.question, ())
        weights = {word: evidence.idf(word) * weight for word, weight in wanted.words.items()}
        self._total = sum(weights.values()) or 1.0
        self._weights = weights
        self._held = [weights.keys() & set(tokens(statement.text)) for statement in every]
        self._about = about
        self.scores = [self._score(p, statement, wanted.wants) for p, statement in enumerate(every)]

    def _score(self, place: int, statement: Statement, wants: frozenset[Want]) -> float:
        score = self._share(self._held[place])
        if "figure" in wants and figures(statement.text):
            score *= _FIGURE_WANTED
        for pattern, less in (_POINTS_ELSEWHERE, _ASIDE):
            if pattern.search(statement.text):
                score *= less
        return score if score >= _RELEVANT else 0.0

    def _share(self, words: set[str]) -> float:
        return sum(self._weights[word] for word in words) / self._total

    def special(self, place: int) -> float:
        """Return the share of the question's weight that a statement speaks of and the heading does not."""
        return self._share(self._held[place] - self._about)

    def added(self, place: int, chosen: set[int]) -> float:
        """Return the share of the question's weight that a statement speaks of and the chosen do not."""
        return self._share(self._held[place] - set().union(*(self._held[p] for p in chosen)))


def _first(every: Sequence[Statement], weighed: _Weighed, opening: set[int]) -> int:
    """Return the sentence to begin with: the opening, unless another speaks of far more of what was asked."""
    sentences = [p for p, statement in enumerate(every) if statement.form == "sentence" and weighed.scores[p]]
    best = max(sentences, key=lambda p: (weighed.special(p), -p), default=0)
    opens = max((weighed.special(p) for p in opening), default=0.0)
    leads = weighed.special(best) > max(_LEADS * opens, _LEADS_LEAST)
    return best if leads and not _POINTS_ELSEWHERE[0].search(every[best].text) else 0


def _sentences(every: Sequence[Statement], weighed: _Weighed, chosen: set[int], room: int) -> set[int]:
    """Return the chosen with the sentences and rows that add something asked, and one condition that bears on it."""
    chosen, conditions = set(chosen), 1
    row = max((weighed.scores[p] for p, statement in enumerate(every) if statement.form == "row"), default=0.0)
    used = sum(len(every[place].text) for place in chosen)
    best = max(weighed.scores, default=0.0)
    for place in sorted(range(len(every)), key=lambda p: (-weighed.scores[p], p)):
        statement, score = every[place], weighed.scores[place]
        fits = used + len(statement.text) <= room and _has_place(statement, [every[p] for p in chosen])
        if place in chosen or not score or not fits:
            continue
        is_row = statement.form == "row" and score >= _ROW_AS_GOOD * row
        if weighed.added(place, chosen) < _ADDS_LEAST and not is_row:
            if not conditions or score < _BEARS * best or statement.form == "row":
                continue
            conditions -= 1
        chosen.add(place)
        used += len(statement.text)
    return chosen


def _opening(every: Sequence[Statement], lang: Lang) -> set[int]:
    """Return the first statement, and the next when the first is only a yes or no."""
    return {0, 1} if len(every) > 1 and _is_bare(every[0], lang) else {0}


def _is_bare(statement: Statement, lang: Lang) -> bool:
    return (
        statement.form == "sentence" and len(statement.text) <= _SHORT[lang] and bool(_YES_OR_NO.match(statement.text))
    )


def _has_place(statement: Statement, chosen: Sequence[Statement]) -> bool:
    if statement.form == "row":
        return sum(other.form == "row" for other in chosen) < _ROWS_MOST
    return statement.form == "sentence"


def _lists(every: Sequence[Statement], chosen: set[int], weighed: _Weighed, wanted: Wanted) -> set[int]:
    """Return list items: all when a list is wanted or a chosen sentence announces it, else those that bear on it.

    Of numbered steps all or none are shown: some of them would mislead.
    """
    added: set[int] = set()
    whole = "list" in wanted.wants
    stepping = wanted.is_first and any(
        weighed.scores[p] >= 2 * _RELEVANT for p, statement in enumerate(every) if statement.form == "step"
    )
    items = [p for p, statement in enumerate(every) if statement.form == "item"]
    said = set().union(*(tokens(every[place].text) for place in chosen))
    for place, statement in enumerate(every):
        if statement.form not in {"step", "item"} or len(added) >= _LIST_MOST:
            continue
        lead = max((p for p in range(place) if every[p].form == "sentence"), default=None)
        announced = lead is None or (lead in chosen and every[lead].text.endswith(("：", ":")))
        bears = stepping if statement.form == "step" else weighed.scores[place] >= 2 * _RELEVANT
        if announced or whole or bears:
            added.add(place)
    repeating = all(_repeats(every[place], said) for place in items)
    return added - set(items) if repeating else added


def _repeats(statement: Statement, said: set[str]) -> bool:
    words = set(tokens(statement.text))
    return len(words & said) >= _REPEATS * len(words)
