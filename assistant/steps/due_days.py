"""Days without a year of their own, by which something is due: 次年4月30日前, 每月15日, by 30 April, by the 15th."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_OF_YEAR = re.compile(
    r"(?<!\d年)(?<!\d)(?P<m>1[0-2]|[1-9])月(?P<d>[12]\d|3[01]|[1-9])[日号]|"
    rf"\b(?P<e>[12]\d|3[01]|[1-9]) (?P<n>{_MONTH})\b(?!,? (?:19|20)\d\d)|"
    rf"\b(?P<o>{_MONTH}) (?P<f>[12]\d|3[01]|[1-9])\b(?!,? (?:19|20)\d\d|\d)"
)
_OF_MONTH = re.compile(
    r"每个?月(?:的)?(?P<d>[12]\d|3[01]|[1-9])[日号]|"
    r"\b(?P<e>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)\b(?! (?:of )?(?:day|time|year))"
)

OF_YEAR, OF_MONTH = "day of year", "day of month"


@dataclass(frozen=True)
class DueDay:
    """A day of every year or month.

    Attributes:
        unit: Which of the two.
        value: The day of the month; of the year with the month before it: 30 April is 430.
        start: Where it begins in the text.
        end: Where it ends.
    """

    unit: str
    value: int
    start: int
    end: int


def due_days(text: str) -> Iterator[DueDay]:
    """Yield the days of a normalised text by which something is due; the day of one year is none."""
    for match in _OF_YEAR.finditer(text):
        name, day = match["n"] or match["o"], int(match["d"] or match["e"] or match["f"])
        month = _MONTHS.index(name[:3]) + 1 if name else int(match["m"])
        yield DueDay(OF_YEAR, month * 100 + day, match.start(), match.end())
    for match in _OF_MONTH.finditer(text):
        yield DueDay(OF_MONTH, int(match["d"] or match["e"]), match.start(), match.end())
