"""The days of which a text of ours expressly tells, by the Chinese words of its heading and body."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from ingest.document_numbers import document_numbers
from kb.dates import DateRange

_DAY = r"(?P<y{n}>(?:19|20)\d\d)年(?:(?P<m{n}>\d{{1,2}})月(?:(?P<d{n}>\d{{1,2}})日)?)?"
_FIRST, _LAST = _DAY.format(n=1), _DAY.format(n=2)
_RANGE = re.compile(rf"{_FIRST}起?(?:至|到|—|-){_LAST}")
_UNTIL = re.compile(rf"{_FIRST}(?:及)?(?:以前|之前|为止)")
_NAMED = re.compile(rf"{_FIRST}(?!起|以后|之后|以来|开始|版|第|\d)")
_EARLIEST = date(1949, 10, 1)
"""Where a period begins of which a text only says until when: no rule of ours is older."""


def periods_told(text: str, *, plain: bool = False) -> Iterator[DateRange]:
    """Yield the periods of which a text says that it speaks: 2025年12月31日以前, 2020年到2025年.

    Args:
        text: In Chinese. The year of a document's number is none.
        plain: Whether a day, month or year that stands alone counts too, as it does in a heading.
    """
    for number in document_numbers(text):
        text = text[: number.start] + "\0" * (number.end - number.start) + text[number.end :]
    patterns = (_RANGE, _UNTIL, _NAMED) if plain else (_RANGE, _UNTIL)
    for pattern in patterns:
        for match in pattern.finditer(text):
            try:
                yield _period(match)
            except ValueError:  # no day of the calendar, or an end before its start
                continue
        text = pattern.sub("\0", text)


def _period(match: re.Match[str]) -> DateRange:
    whole = match.groupdict()
    start, end = _days(whole["y1"], whole["m1"], whole["d1"])
    if match.re is _RANGE:
        return DateRange(start=start, end=_days(whole["y2"], whole["m2"], whole["d2"])[1])
    # A full day belongs to the period that it ends, as the texts write it; 2026年以前 ends with the year before.
    if match.re is _UNTIL:
        return DateRange(start=_EARLIEST, end=start if whole["d1"] else date.fromordinal(start.toordinal() - 1))
    return DateRange(start=start, end=end)


def _days(year: str, month: str | None, day: str | None) -> tuple[date, date]:
    """Return the first and last day of a year, a month or a day."""
    y, m = int(year), int(month or 1)
    if day:
        return date(y, m, int(day)), date(y, m, int(day))
    last = int(month) if month else 12
    return date(y, m, 1), date(y, last, monthrange(y, last)[1])
