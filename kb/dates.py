"""Days and the ranges between which a rule is in force."""

import re
from datetime import date, datetime, timedelta, timezone
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from kb.messages import Lang

OPEN_END = 99991231
"""The number of a last day that is not known: later than every real day."""

BEIJING = timezone(timedelta(hours=8))
"""The time of the tax service and of customs, wherever a reader or a server is."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def this_day() -> date:
    """Return the day it is where the rules are in force, whatever the clock of the machine is set to."""
    return datetime.now(BEIJING).date()


def this_moment() -> datetime:
    """Return the moment, as the clocks show it there."""
    return datetime.now(BEIJING)


def day_number(day: date) -> int:
    """Return the day as yyyymmdd, the form in which an index compares days."""
    return day.year * 10000 + day.month * 100 + day.day


def from_number(number: int) -> date | None:
    """Return the day of a yyyymmdd number; None for the open end."""
    if number >= OPEN_END:
        return None
    return date(number // 10000, number // 100 % 100, number % 100)


def say_day(day: date, lang: Lang) -> str:
    """Return the day as a reader of the language writes it."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_month(day: date, lang: Lang) -> str:
    """Return the month of the day as a reader of the language writes it."""
    return f"{day.year}年{day.month}月" if lang == "zh" else f"{_MONTHS[day.month - 1]} {day.year}"


class DateRange(BaseModel):
    """The days from `start` to `end`, both included; `end` None means still in force."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: date
    end: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"the last day {self.end} is before the first day {self.start}")
        return self

    def contains(self, day: date) -> bool:
        """Tell whether the range is in force on the day."""
        return self.start <= day and (self.end is None or day <= self.end)

    def intersect(self, other: "DateRange") -> "DateRange | None":
        """Return the days common to both, or None."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        if end is not None and end < start:
            return None
        return DateRange(start=start, end=end)

    def numbers(self) -> tuple[int, int]:
        """Return first and last day as yyyymmdd numbers; an open end is `OPEN_END`."""
        return day_number(self.start), OPEN_END if self.end is None else day_number(self.end)

    def say(self, lang: Lang) -> str:
        """Return the range as a reader of the language writes it."""
        start = say_day(self.start, lang)
        if self.end is None:
            return f"自{start}起" if lang == "zh" else f"from {start}"
        end = say_day(self.end, lang)
        return f"{start}至{end}" if lang == "zh" else f"{start} to {end}"


def day_before(day: date) -> date:
    """Return the previous day."""
    return day - timedelta(days=1)


def next_day(day: date) -> date:
    """Return the following day."""
    return day + timedelta(days=1)


_BEGINS = re.compile(
    r"自(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:起|以后)|"
    rf"(?:since|from|after) (?P<d2>\d{{1,2}}) (?P<n>{'|'.join(_MONTHS)}) (?P<y2>\d{{4}})",
    re.I,
)


_DAY = re.compile(
    rf"(?P<y>\d{{4}})年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日|"
    rf"(?P<d2>\d{{1,2}}) (?P<n>{'|'.join(_MONTHS)}) (?P<y2>\d{{4}})",
    re.I,
)


def days_named(text: str) -> tuple[date, ...]:
    """Return the full dates that a text of ours names, in its order; what is no day of the calendar is left out."""
    found = []
    for match in _DAY.finditer(text):
        try:
            found.append(_first_day(match))
        except ValueError:
            continue
    return tuple(found)


def begins_after(text: str, day: date) -> bool:
    """Tell whether a statement speaks only of a rule that begins after the day, by the first days it names.

    A statement with an earlier first day too tells both rules and is no later law.
    """
    firsts = [_first_day(match) for match in _BEGINS.finditer(text)]
    return bool(firsts) and min(firsts) > day


def _first_day(match: re.Match[str]) -> date:
    if match["y"]:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    month = [name.lower() for name in _MONTHS].index(match["n"].lower()) + 1
    return date(int(match["y2"]), month, int(match["d2"]))
