"""Spans of time that a question names without their days: 最近半年, 上半年, since March, the last three months."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from kb.dates import DateRange, day_before
from kb.figures import chinese_number

_ZH = r"[一二三四五六七八九十]+|\d{1,2}"
_EN = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10, "twelve": 12,
    "couple of": 2, "few": 3, "several": 3
}  # fmt: skip
_MONTH = "|".join(name.lower() for name in (*calendar.month_name, *calendar.month_abbr) if name)
_MONTHS = {
    name.lower(): number for names in (calendar.month_name, calendar.month_abbr) for number, name in enumerate(names)
}
_NUMBER = rf"\d{{1,2}}|{'|'.join(_EN)}"
_UNIT_ZH = r"(?P<unit>个月|年|周|天|个季度)"
_UNIT_EN = r"(?P<unit>months?|years?|weeks?|days?)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:最近|近|过去)的?这?(?:(?P<half>半年)|(?P<n>{_ZH}|两|几)?{_UNIT_ZH}半?)(?:以?来|内|里|之内)?",
        rf"这(?:(?P<half>半年)|(?P<n>{_ZH}|两|几){_UNIT_ZH}半?)(?:以?来|内|里|之内|间)?",
        rf"\b(?:last|past|recent|previous)\s+(?:(?P<half>half[- ](?:a )?year)|(?P<n>{_NUMBER})\s+{_UNIT_EN})\b",
        r"\bpast\s+(?P<unit>year|month|week|day)\b",
        r"(?<!每年)(?<!每)(?P<y>(?:19|20)\d\d年|今年|去年|明年)?的?(?P<side>上|下)半年",
        r"\b(?P<side>first|second) half of (?P<y>(?:19|20)\d\d|this year|last year|next year)\b",
        r"(?P<y>(?:19|20)\d\d年|今年|去年|前年)的?(?P<season>[春夏秋冬])[天季]",
        r"\b(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<y>(?:19|20)\d\d|last year|this year)\b",
        r"(?P<next>下个?月|\bnext month\b|下个?季度|\bnext quarter\b)",
        r"(?<![年\d次])(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])月份?(?=起|以来|开始)",
        rf"\b(?:since|from)\s+(?P<m>{_MONTH})\b(?!\s*,?\s*\d)",
    )
)
_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# Rules of this field change once or twice a year: 最近 without a number reaches back one year.
_RECENTLY = re.compile(r"最近|近期|近来|这阵子|\brecently\b|\blately\b|\brecent\b|\blatest\b")


def spans_in(text: str, today: date) -> Iterator[tuple[int, int, DateRange]]:
    """Yield the spans that a normalised text names, each with where it stands.

    A span that reaches up to now ends today; one that is to come ends on its last day.
    """
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(start < b and a < end for a, b in taken):
                taken.append((start, end))
                yield start, end, _span(match.groupdict(), match[0], today)


def recent_in(text: str, today: date) -> DateRange | None:
    """Return the last year where a normalised text says 最近 or recently without a number; else None."""
    return years_to(today, 1) if _RECENTLY.search(text) else None


def years_to(today: date, years: int) -> DateRange:
    """Return the years that end today."""
    return DateRange(start=_months_before(today, 12 * years), end=today)


def _span(groups: dict[str, str | None], words: str, today: date) -> DateRange:
    if groups.get("half") or groups.get("unit"):
        return DateRange(start=_back(groups, today), end=today)
    if groups.get("side"):
        return _half_year(str(groups["side"]), groups.get("y"), today)
    if groups.get("season"):
        return _season(str(groups["season"]), _year(groups.get("y"), today))
    if groups.get("next"):
        return _coming(3 if "季度" in words or "quarter" in words else 1, today)
    month = _month(str(groups["m"]))
    year = today.year if month <= today.month else today.year - 1
    return DateRange(start=date(year, month, 1), end=today)


def _back(groups: dict[str, str | None], today: date) -> date:
    unit = groups.get("unit") or "个月"
    if groups.get("half"):
        return _months_before(today, 6)
    count = _count(groups.get("n"))
    if unit in {"天", "day", "days"}:
        return today - timedelta(days=count)
    if unit in {"周", "week", "weeks"}:
        return today - timedelta(weeks=count)
    months = {"个月": 1, "个季度": 3}.get(unit, 1 if unit.startswith("month") else 12)
    return _months_before(today, months * count)


def _count(said: str | None) -> int:
    if said is None:
        return 1
    if said.isdigit():
        return int(said)
    return {"两": 2, "几": 3, **_EN}.get(said) or chinese_number(said)


def _half_year(side: str, year: str | None, today: date) -> DateRange:
    number = _year(year, today)
    if side in {"上", "first"}:
        return DateRange(start=date(number, 1, 1), end=date(number, 6, 30))
    return DateRange(start=date(number, 7, 1), end=date(number, 12, 31))


def _season(name: str, year: int) -> DateRange:
    """Return the three months of a season; a winter is named by the year in which it begins."""
    first = date(year, _SEASONS[name], 1)
    return DateRange(start=first, end=day_before(_month_after(first, 3)))


def _year(said: str | None, today: date) -> int:
    shift = {"前年": -2, "去年": -1, "last year": -1, "明年": 1, "next year": 1}
    word = (said or "今年").removesuffix("年") if (said or "")[:1].isdigit() else said or "今年"
    return int(word) if word.isdigit() else today.year + shift.get(word, 0)


def _coming(months: int, today: date) -> DateRange:
    """Return the next month, or the next quarter of the calendar."""
    place = today.month - 1 if months == 1 else (today.month - 1) // 3 * 3
    first = _month_after(date(today.year, 1, 1), place + months)
    return DateRange(start=first, end=day_before(_month_after(first, months)))


def _month(said: str) -> int:
    if said.isdigit():
        return min(12, max(1, int(said)))
    return _MONTHS.get(said) or chinese_number(said)


def _month_after(first: date, months: int) -> date:
    whole = first.year * 12 + first.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


def _months_before(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 - months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
