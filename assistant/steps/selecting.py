"""The statements of one section that answer a question, in reading order."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.weighing import RELEVANT, Wanted, Weighed, first_of
from ingest.tokens import tokens
from kb.dates import begins_after, days_named
from kb.disagreement import saying
from kb.messages import Lang
from kb.statements import Statement, statements

_LIST_MOST = 10
_ROWS_MOST = 4
_SHORT: dict[Lang, int] = {"zh": 10, "en": 28}
"""Characters up to which an opening sentence is a bare yes or no."""

_BARE: dict[Lang, int] = {"zh": 4, "en": 5}
"""Characters up to which any sentence is one, such as 包括。"""

_YES_OR_NO = re.compile(r"(?:不|没有|无须|无需|能|可以|要|需要|会|是|有|对|yes|no|not)[^\d]*$", re.I)

_ADDS_LEAST = 0.07
"""Share of the question's weight that a further sentence must add; what adds nothing asked is left out."""

_BEARS = 0.6
"""Share of the best sentence's score from which one further sentence is a condition worth reading."""

_ROW_AS_GOOD = 0.95
"""Share of the best row's score from which a row answers as well as that one."""

_OF_MANY_DAYS = frozenset({"changes", "comparison"})
"""Intents for which the rows of other days belong in the answer."""

_REPEATS = 0.8
"""Share of its words from which a list item only repeats what is said; a list of such items is left out."""


_ANNOUNCES = re.compile(r"步|次序|顺序|先.{1,40}(?:再|后)|首先|\bsteps?\b|\border\b|\bfirst\b.{1,80}\bthen\b", re.I)
"""An opening that says in which order things are done: the steps below it are the rest of what it says."""


def select(context: Context, hit: Hit, wanted: Wanted) -> list[Statement]:
    """Return the statements of a section that answer: the one that answers best first, then in reading order.

    Args:
        context: The question.
        hit: The section.
        wanted: What they are chosen by.
    """
    lang, day = context.understood.lang, context.understood.day
    every = [s for s in statements(hit.section.body) if not (day < context.today and _is_later(s.text, day))]
    every = every if context.understood.intent in _OF_MANY_DAYS else _rows_of_day(every, day)
    if not every:
        return []
    weighed = Weighed(context, every, wanted, about=set(tokens(f"{hit.version.title}\n{hit.section.heading}")))
    opening = _opening(every, lang)
    first = 0 if "yes_no" in wanted.wants else first_of(every, weighed, opening, wanted)
    chosen = _sentences(every, weighed, opening | {first}, wanted)
    chosen |= _lists(every, chosen, weighed, wanted)
    # A bare 不需要。 answers its own heading only: to any other kind of question it says something false.
    bare = set() if "yes_no" in wanted.wants else {p for p in chosen & {0} if _is_bare(every[p], lang)}
    return [every[place] for place in sorted(chosen - bare, key=lambda place: (place != first or first == 0, place))]


def _rows_of_day(every: list[Statement], day: date) -> list[Statement]:
    """Return the statements without the table rows of other days, where a row is of a period that holds the day."""
    other = {s.text for s in every if s.form == "row" and _holds(s.text, day) is False}
    found = any(s.form == "row" and _holds(s.text, day) for s in every)
    return [s for s in every if s.text not in other] if found else every


def _holds(row: str, day: date) -> bool | None:
    """Tell whether the period with which a row begins holds the day; None where it begins with none."""
    cell = re.split("[：:]", row)[0]
    days = days_named(cell)
    if not days:
        return None
    if len(days) > 1:
        return days[0] <= day <= days[1]
    return day <= days[0] if _UNTIL.search(cell) else days[0] <= day


_UNTIL = re.compile(r"为止|以前|之前|\b(?:until|up to|before)\b", re.I)
_ENDS = re.compile(r"^\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:以前|之前|及以前)|^(?:Before|Until|Up to) \d")
_PERIOD = re.compile(r"^(?:\d{4}年|\d{1,2} [A-Z][a-z]+ \d{4}|(?:From|Since) \d)")


def _is_later(text: str, day: date) -> bool:
    """Tell whether a statement is only of a rule that begins after the day: it says so, or begins with such a day."""
    if _ENDS.match(text):
        return False  # 2025年1月27日以前: the rule of every day before it
    first = days_named(text)[:1] if _PERIOD.match(text) else ()
    return begins_after(text, day) or any(begins > day for begins in first)


def _sentences(every: Sequence[Statement], weighed: Weighed, chosen: set[int], wanted: Wanted) -> set[int]:
    """Return the chosen with the sentences and rows that add something asked, and one condition that bears on it."""
    chosen, conditions = set(chosen), 1
    row = max((weighed.scores[p] for p, statement in enumerate(every) if statement.form == "row"), default=0.0)
    used = sum(len(every[place].text) for place in chosen)
    best = max(weighed.scores, default=0.0)
    for place in sorted(range(len(every)), key=lambda p: (-weighed.scores[p], p)):
        statement, score = every[place], weighed.scores[place]
        fits = used + len(statement.text) <= wanted.room and _has_place(statement, [every[p] for p in chosen])
        if place in chosen or not score or not fits:
            continue
        is_row = (
            statement.form == "row" and not wanted.wants.isdisjoint({"figure", "list"}) and score >= _ROW_AS_GOOD * row
        )
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
    if statement.form != "sentence" or any(char.isdigit() for char in statement.text):
        return False
    short = len(statement.text)
    return short <= _BARE[lang] or (short <= _SHORT[lang] and bool(_YES_OR_NO.match(statement.text)))


def _has_place(statement: Statement, chosen: Sequence[Statement]) -> bool:
    if statement.form == "row":
        return sum(other.form == "row" for other in chosen) < _ROWS_MOST
    return statement.form == "sentence"


def _lists(every: Sequence[Statement], chosen: set[int], weighed: Weighed, wanted: Wanted) -> set[int]:
    """Return list items: all when a list is wanted or a chosen sentence announces it, else those that bear on it.

    Of numbered steps all or none are shown: some of them would mislead.
    """
    added: set[int] = set()
    open_lead = False
    whole = "list" in wanted.wants
    stepping = (
        wanted.is_first
        and "yes_no" not in wanted.wants
        and any(weighed.scores[p] >= 2 * RELEVANT for p, statement in enumerate(every) if statement.form == "step")
    )
    stepping |= wanted.is_first and not wanted.wants & {"yes_no", "figure"} and _announces_steps(every, chosen)
    items = [p for p, statement in enumerate(every) if statement.form == "item"]
    whole |= wanted.is_first and "figure" in wanted.wants and _is_scale([every[p] for p in items])
    said = set().union(*(tokens(every[place].text) for place in chosen))
    for place, statement in enumerate(every):
        if statement.form not in {"step", "item"} or len(added) >= _LIST_MOST:
            continue
        lead = max((p for p in range(place) if every[p].form == "sentence"), default=None)
        announced = lead is None or (lead in chosen and every[lead].text.endswith(("：", ":")))
        bears = stepping if statement.form == "step" else weighed.scores[place] >= 2 * RELEVANT
        open_lead |= announced and statement.form == "item"
        if announced or whole or bears:
            added.add(place)
    repeating = not open_lead and all(_repeats(every[place], said) for place in items)
    return added - set(items) if repeating else added


def _announces_steps(every: Sequence[Statement], chosen: set[int]) -> bool:
    """Tell whether the opening is chosen and says in which order the steps below it are done."""
    return 0 in chosen and every[0].form == "sentence" and bool(_ANNOUNCES.search(every[0].text))


def _is_scale(items: Sequence[Statement]) -> bool:
    """Tell whether a list gives an amount for each case: then all of it is the figure that is asked for."""
    return len(items) > 1 and all(saying(item.text).amounts for item in items)


def _repeats(statement: Statement, said: set[str]) -> bool:
    words = set(tokens(statement.text))
    return len(words & said) >= _REPEATS * len(words)
