"""A figure that a question takes for granted (限额是2万，对吗), and the statement that bears it out or not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from assistant.steps.due_days import OF_MONTH, OF_YEAR, due_days
from assistant.steps.past import is_former
from assistant.steps.wants import wants_of
from assistant.understanding.amounts import Amount, amounts_in
from ingest.tokens import normalise
from kb.disagreement import saying
from kb.figures import chinese_number
from kb.statements import Statement

_CLAUSE = re.compile(r"[，；：;:、。（）()]|,\s|\.\s")
_CASE_AFTER = re.compile(
    r"^\s*的(?!限|额|上限|门槛|税|比例|期)|^\s*(?:以上|以下|以内)|^\s*(?:worth|of goods|orders?|parcels?)\b"
)
_CASE_BEFORE = re.compile(
    r"(?:(?<!不能)(?<!不得)(?<!不可)(?:超过|超)|不足|不到|满了?|高于|低于|大于|小于|卖了?|买了?|花了?|收入|"
    r"(?:more|less) than|over|above|under|below|worth|bought|sold|spent|cost|exceeds?)\s*$"
)
"""What makes a figure the asker's own case, and no rule that is taken for granted."""

_RAISED = re.compile(
    r"[由从][^，。；]{1,12}?(?=(?:下调|上调|降|提高|升|改|增|扩|调整|简并|缩短|延长)(?:至|到|为)?)|"
    r"\b(?:down |up )?from (?:cny |usd )?\d[\d,.]*(?: ?%| percent| years?| days?)?"
    r"(?! (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.I,
)
"""The figure that was before, where a statement tells both."""

_BOUND = re.compile(r"(?:cny |usd )?\d[\d,.]*\s?[万亿]?(?:元|美元|%| percent)?\s*(?:以下|以上|or less|or more)", re.I)
"""A bound of a case, as in CNY 50 or less is waived: it is not what the rule puts in place of a figure."""

_TERM = re.compile(
    r"(?P<n>\d+|[一二两三四五六七八九十]+)\s?-?"
    r"(?:个?(?P<u>工作日|月|年|天|日|倍)(?!\d)|(?P<e>(?:working )?(?:years?|months?|days?|times))\b)"
)
_DATE = re.compile(r"(?:19|20)\d\d年|\d{1,2}月(?:\d{1,2}日)?|每年|一年一次")
"""A term of years, months or days, or a multiple; and what only looks like one."""

_LISTED = re.compile(r"\s*(?:[、,/]|和|及|与|and)*\s*")
"""What stands between figures that are taken for granted together."""

_LARGE = 10_000
"""From which a bare number is money: below it may be a code or a year."""

_NO_FIGURE = re.compile(r"不设|不限|没有(?!变)|无(?:固定)?(?:期限|限)|\b(?:no|not|without)\b", re.I)
"""A clause that says of its subject that it has no such figure."""

_NONE_SET = re.compile(
    r"(?:不设|没有)(?:固定的?|单独的?)?[一-龥]{0,4}(?:期限|期|有效期|到期日|限额|限值|上限|限制)|长期有效|不限(?:期|额)|"
    r"\bno (?:\w+ ){0,2}(?:limit|expiry|deadline|cap)|\bindefinitely\b|\bdoes not expire\b",
    re.I,
)
"""A clause that says that no such figure is set at all."""

_FRAME = re.compile(
    r"听说|据说|听人说|我(?:一直)?(?:记得|以为)|(?:是)?(?:真的|对|没错|没记错|这样)(?:吗|吧|么|嘛|不对)|"
    r"\bi (?:heard|thought|read)(?: that)?\b|\b(?:is )?(?:that|this) (?:right|true|correct|so)\b|"
    r"^is it true(?: that)?\b|"
    r"\b(?:is|are|was|were|do|does|did|has|have|can|must)(?:n't| not) (?:it|they|he|we|i|you)\b|"
    r",\s*(?:right|correct|true)\b"
)
"""What asks for a confirmation, and is nothing that a text speaks of."""

_AFTER_LIMIT = re.compile(
    r"(?:限额|限值|额度|上限|门槛|起退点|不能超过?|不得超过|不可超过|\blimit (?:is|of))\s*(?:是|为|才|只有)?\s*$"
)
"""Behind which a bare number is money."""

_MONEY = frozenset({"cny", "usd"})
_CALENDAR = frozenset({OF_YEAR, OF_MONTH})


@dataclass(frozen=True)
class Premise:
    """The figure taken for granted.

    Attributes:
        units: Units in which a rule may put it; money without a currency may be either.
        value: In the unit's own measure: 13% is 13.
        also: Further figures of the unit that are taken for granted with it, as in 13%、20%、50%.
        rest: The question without the figure.
    """

    units: frozenset[str]
    value: float
    also: frozenset[float] = frozenset()
    rest: str = ""


_Placed = tuple[Premise, int, int]
"""A figure with where it begins and ends."""


def premise_of(question: str) -> Premise | None:
    """Return the figure, or the list of them, that a question wants confirmed; None for several, or its own case."""
    text = _in_percent(normalise(question.replace("，", "、")))
    if "confirm" not in wants_of(question):
        return None
    found = sorted([*_money(text), *_terms(text), *_days(text)], key=lambda placed: placed[1])
    if not found or not _is_one_list(text, found):
        return None
    premise, start, _ = found[0]
    before, after = text[:start], text[found[-1][2] :]
    if _CASE_BEFORE.search(before) or _CASE_AFTER.search(after):
        return None
    also = frozenset(other.value for other, _, _ in found[1:])
    return replace(premise, also=also, rest=_FRAME.sub("\0", f"{before}\0{after}"))


def _is_one_list(text: str, found: list[_Placed]) -> bool:
    """Tell whether figures are of one unit and stand beside each other; one figure is."""
    beside = all(_LISTED.fullmatch(text[one[2] : two[1]]) for one, two in pairwise(found))
    return beside and len({placed[0].units for placed in found}) == 1


def sets_none(text: str) -> bool:
    """Tell whether a text says that there is no such figure: no term, no limit."""
    return bool(_NONE_SET.search(text))


def still_stands(premise: Premise, statement: Statement, day: date) -> bool:
    """Tell whether a statement on the day gives the figure, of whatever: then no other statement denies it."""
    return not is_former(statement.text, day) and premise.value in _values(premise, statement.text)


def is_borne_out(premise: Premise, statement: Statement, words: Iterable[str], day: date) -> bool | None:
    """Tell whether a statement gives the figure itself, or another in its place; None where it decides nothing.

    The figure is looked for in the clause that speaks most of what was asked: one statement may tell two limits.

    Args:
        premise: What is taken for granted.
        statement: A statement of a section in force.
        words: Words of the question; its figures are passed over.
        day: The day whose rule is wanted.
    """
    if is_former(statement.text, day):
        return None
    return _is_the_list(premise, statement) if premise.also else _is_in_its_clause(premise, statement, words)


def _is_in_its_clause(premise: Premise, statement: Statement, words: Iterable[str]) -> bool | None:
    asked = {word for word in words if not any(char.isdigit() for char in word)}
    every = [(clause, _values(premise, clause), _share(clause, asked)) for clause in _CLAUSE.split(statement.text)]
    clauses = [(values, share) for _, values, share in every if values]
    if not clauses:
        return False if any(share > 0 and sets_none(clause) for clause, _, share in every) else None
    # 综合保税区货物不设期限，保税物流中心为2年: for what was asked there is no figure, and the other's is none of it.
    unlimited = max((share for clause, values, share in every if not values and _NO_FIGURE.search(clause)), default=0)
    if unlimited >= max(share for _, share in clauses) > 0:
        return None
    if all(premise.value not in values for values, _ in clauses):
        return False
    best = max(share for _, share in clauses)
    nearest = [values for values, share in clauses if share == best]
    if best > 0 and len(nearest) == 1 and len(nearest[0]) == 1:
        return premise.value in nearest[0]
    return None


def _is_the_list(premise: Premise, statement: Statement) -> bool | None:
    """Tell whether a statement gives all figures of a list; None where it gives no list."""
    given = _values(premise, statement.text)
    return premise.also | {premise.value} <= given if len(given) > 1 else None


_FRACTION = re.compile(r"(?P<of>[百千万])分之(?P<n>\d+(?:\.\d+)?|[一二三四五六七八九十]+)")
_PARTS = {"百": 1, "千": 10, "万": 100}


def _in_percent(text: str) -> str:
    """Return a text with 千分之五 written as 0.5%."""

    def written(match: re.Match[str]) -> str:
        number = float(match["n"]) if match["n"][0].isdigit() else chinese_number(match["n"])
        return f"{number / _PARTS[match['of']]:g}%"

    return _FRACTION.sub(written, text)


def _share(clause: str, asked: set[str]) -> int:
    text = normalise(clause)
    return sum(word in text for word in asked)


def _values(premise: Premise, clause: str) -> frozenset[float]:
    if premise.units <= _CALENDAR:
        return frozenset(day.value for day in due_days(normalise(clause)) if day.unit in premise.units)
    for day in reversed(list(due_days(clause))):
        clause = f"{clause[: day.start]}\0{clause[day.end :]}"  # 次年4月30日 is neither 4 months nor 30 days
    amounts = saying(_BOUND.sub("\0", _RAISED.sub("\0", _in_percent(clause)))).amounts
    return frozenset(value for unit, value in amounts if unit in premise.units)


def _money(text: str) -> list[_Placed]:
    return [
        (Premise(_units(amount), _value(amount)), amount.start, amount.end)
        for amount in amounts_in(text)
        if amount.kind != "number"
        or amount.scaled
        or amount.value >= _LARGE
        or _AFTER_LIMIT.search(text[: amount.start])
    ]


def _units(amount: Amount) -> frozenset[str]:
    if amount.kind == "percent":
        return frozenset({"%"})
    return frozenset({amount.currency.lower()}) if amount.currency else _MONEY


def _value(amount: Amount) -> float:
    return float(amount.value) * (100 if amount.kind == "percent" else 1)


def _terms(text: str) -> list[_Placed]:
    """Return terms of years, months or days; the year or day of a date is none."""
    plain = _DATE.sub(lambda match: "\0" * len(match[0]), text)
    found = []
    for match in _TERM.finditer(plain):
        amounts = saying(match[0]).amounts
        if len(amounts) == 1:
            unit, value = amounts[0]
            found.append((Premise(frozenset({unit}), value), match.start(), match.end()))
    return found


def _days(text: str) -> list[_Placed]:
    return [(Premise(frozenset({day.unit}), day.value), day.start, day.end) for day in due_days(text)]
