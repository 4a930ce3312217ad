"""What the statements of a section are worth to a question, and which of them answers best."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.context import Context
from assistant.steps.evidence import Evidence
from assistant.steps.past import is_former
from assistant.steps.wants import Want
from ingest.tokens import tokens
from kb.dates import days_named
from kb.disagreement import saying
from kb.figures import figures
from kb.statements import Statement

RELEVANT = 0.08
"""Share of the question's weight under which a further sentence is not worth reading."""

_COUNT = re.compile(r"[＝=×]|[百千万]分之|\d+\s?[家个种项条类倍档级票件份章]|\b\d{1,3} [a-z]{3,}")

_WHEN = re.compile(
    r"什么时候|何时|哪[天年月日]|几[月号]|期限|截止|最晚|起算|生效|施行|"
    r"\bwhen\b|deadline|until|\bdate\b|\bday\b|how (?:soon|early|late)"
)

_LEADS = 1.6
"""Times the opening's score from which another sentence answers better and comes first."""

_LEADS_LEAST = 0.2
"""Share of the question's weight that such a sentence must speak of."""

_FIGURE_WANTED = 1.3
_FORMER = 0.5
"""What a statement on a rule that held before the day counts for."""

_OF_THE_DAY = 1.5
"""What a statement that names the very day of the question counts for."""

_ELSEWHERE = (
    re.compile(
        r"[，,]?(?:见|详见|请见|参见)[^，。]{2,40}。$|"
        r"\b(?:see|is in|are in|set out in|told (?:in|under))\b[^.]{2,80}\.$"
    ),
    0.4,
)
"""A sentence that sends the reader to another section says little outside its page."""

_ASIDE = (
    re.compile(
        r"^(?:示例|例如|比如)|^[^，。]{4,60}(?:怎么|怎样|哪|什么|是否|能否|能不能|要不要|有没有|多少|多久|几|和.{2,12}|以及.{2,12})[^。]{0,40}[，,][^，。]{0,8}请向123(?:66|60)[^。]*确认|"
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


def is_aside(text: str) -> bool:
    """Tell whether a statement is an example, or an open point that it tells to ask about."""
    return bool(_ASIDE[0].search(text))


def is_pointer(text: str) -> bool:
    """Tell whether a statement sends the reader to another section."""
    return bool(_ELSEWHERE[0].search(text))


class Weighed:
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
        self._texts = [statement.text for statement in every]
        said = context.understood.said
        self._day = said.day if said is not None and said.precision == "day" else None
        self._former = [is_former(statement.text, context.understood.day) for statement in every]
        self.scores = [self._score(p, statement, wanted.wants) for p, statement in enumerate(every)]

    def _score(self, place: int, statement: Statement, wants: frozenset[Want]) -> float:
        score = self._share(self._held[place])
        if "figure" in wants and figures(statement.text):
            score *= _FIGURE_WANTED
        if self.is_former(place):
            score *= _FORMER
        if self._day is not None and self._day in days_named(statement.text):
            return max(score * _OF_THE_DAY, RELEVANT)  # an example with the very day that is asked about answers it
        for pattern, less in (_ELSEWHERE, _ASIDE):
            if pattern.search(statement.text):
                score *= less
        return score if score >= RELEVANT else 0.0

    def _share(self, words: set[str]) -> float:
        return sum(self._weights[word] for word in words) / self._total

    def is_rule(self, place: int) -> bool:
        """Tell whether a statement tells a rule of the day, and is no example, pointer or open point."""
        return not (
            self.is_former(place) or _ASIDE[0].search(self._texts[place]) or _ELSEWHERE[0].search(self._texts[place])
        )

    def is_former(self, place: int) -> bool:
        """Tell whether a statement is on a rule that held before the day."""
        return self._former[place]

    def special(self, place: int) -> float:
        """Return the share of the question's weight that a statement speaks of and the heading does not."""
        return self._share(self._held[place] - self._about)

    def added(self, place: int, chosen: set[int]) -> float:
        """Return the share of the question's weight that a statement speaks of and the chosen do not."""
        return self._share(self._held[place] - set().union(*(self._held[p] for p in chosen)))


def first_of(every: Sequence[Statement], weighed: Weighed, opening: set[int], wanted: Wanted) -> int:
    """Return the sentence to begin with: the opening, unless another speaks of far more of what was asked."""
    if len(opening) > 1:  # a bare yes or no stands before its reason
        return 0
    sentences = [p for p, statement in enumerate(every) if statement.form == "sentence" and weighed.scores[p]]
    when = bool(_WHEN.search(wanted.question.lower()))
    if "figure" in wanted.wants and not any(_has_figure(every[p], when=when) for p in opening):
        telling = [p for p in sentences if _has_figure(every[p], when=when) and weighed.is_rule(p)]
        if telling:
            return max(telling, key=lambda p: (weighed.scores[p], -p))
    best = max(sentences, key=lambda p: (weighed.special(p), -p), default=0)
    opens = max((weighed.special(p) for p in opening), default=0.0)
    leads = weighed.special(best) > max(_LEADS * opens, _LEADS_LEAST)
    return best if leads and weighed.is_rule(best) else 0


def _has_figure(statement: Statement, *, when: bool) -> bool:
    """Tell whether a statement names an amount, a rate, a term or a count; a day only where it is asked for."""
    text = statement.text
    return bool(saying(text).amounts or _COUNT.search(text) or (when and days_named(text)))
