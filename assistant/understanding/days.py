"""The day a question is about, when it says one: 去年十月出口的, before the VAT Law, 2025-11-03."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from assistant.understanding.shipments import is_of_goods
from assistant.understanding.spans import spans_in
from ingest.document_numbers import document_numbers
from ingest.tokens import normalise
from kb.data_files import read_data
from kb.dates import DateRange, day_before, next_day
from kb.figures import chinese_number
from kb.model import Frozen

_EVENTS = Path(__file__).with_name("events.yaml")

_MONTH_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERAL = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
_DAY_NUMERAL = r"\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"

_NOT_A_DAY = re.compile(
    rf"(?:次年|翌年|隔年|第二年|每年)的?(?:{_NUMERAL})月(?:(?:{_DAY_NUMERAL})[日号])?|"  # a deadline of every year
    rf"(?:过|过了|错过了?|超过了?)(?:{_NUMERAL})月(?:{_DAY_NUMERAL})[日号]|"  # one that is over
    r"(?:19|20)\d\d\s*年?\s*第?\s*\d+\s*号(?!\d)|[〔\[(](?:19|20)\d\d[〕\])](?:第?\d+号?|\s*no\.?\s*\d+)|no\.?\s*\d+\s*(?:of\s*)?\(?(?:19|20)\d\d\)?"
    r"|announcement\s*\d+\s*(?:of|/)\s*(?:19|20)\d\d|(?:19|20)\d\d年?那?版|(?:19|20)\d\d\s*(?:edition|version|blog|article|post|book|report|guide|manual)\b"
    r"|(?:19|20)\d\d年(?=那[份个部][^，,。；;？?]{0,12}(?:意见|公告|通知|文件|规划|方案|条例|办法|规定)|(?:写|出)的[^，,。；;？?]{0,6}(?:手册|文章|书))"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "day",
        re.compile(
            r"(?P<y>(?:19|20)\d\d|(?<!\d)\d\d(?=年))\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?!\d)\s*[日号]?"
        ),
    ),
    ("day", re.compile(rf"(?P<r>今年|去年|前年|明年|上年)?(?P<m>{_NUMERAL})月(?P<d>{_DAY_NUMERAL})[日号]")),
    ("quarter", re.compile(r"(?P<y>(?:19|20)\d\d)年第?(?P<q>[1-4一二三四])季度")),
    ("quarter", re.compile(r"\bq(?P<q>[1-4])(?: of)? (?P<y>(?:19|20)\d\d)")),
    ("month", re.compile(r"(?P<y>(?:19|20)?\d\d)年(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])月份?")),
    ("month", re.compile(rf"(?P<r>今年|去年|前年|明年|上年)的?(?P<m>{_NUMERAL})月份?")),
    ("month", re.compile(r"(?P<y>(?:19|20)\d\d)[-/](?P<m>\d{1,2})(?![\d/-])")),
    (
        "day",
        re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<n>{_MONTH_NAMES})\.?,?\s+(?P<y>(?:19|20)\d\d)"),
    ),
    ("day", re.compile(rf"(?P<n>{_MONTH_NAMES})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)")),
    ("month", re.compile(rf"\b(?P<n>{_MONTH_NAMES})\.?,?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d)")),
    ("month", re.compile(rf"\b(?P<n>{_MONTH_NAMES})\s+(?:of\s+)?(?P<r>last year|this year|next year)")),
    ("month", re.compile(rf"\b(?P<r>last|this|next)\s+(?P<n>{_MONTH_NAMES})\b")),
    ("year", re.compile(r"(?P<y>(?:19|20)\d\d)\s*年(?!\d{1,3}(?!\d))")),  # a code may follow: 2025年9810
    ("year", re.compile(r"(?P<r>今年|去年|前年|明年|上年)")),
    ("year", re.compile(r"\b(?P<r>last year|this year|next year)\b")),
    (
        "year",
        re.compile(
            r"(?:\b(?:in|before|after|since|during|until|till|by|from|of|for|a|an|early|late|between|to|and|through)\s+)(?P<y>(?:19|20)\d\d)\b(?!\s*[-/]\d)"
        ),
    ),
    ("year", re.compile(r"(?<!\d)(?P<y>20[12]\d)(?=\s*(?:exports?|shipments?|rules?|goods|imports?)\b)")),
    ("year", re.compile(r"(?<![\d〔\[(年第])(?P<y>20[12]\d)(?=(?:底|末|初|前|之前|以前|出口|进口|发))")),
    (
        "year",
        re.compile(r"(?<![\d〔\[(年第])(?P<y>20[12]\d)(?=以来|起|\s*(?:到|至|[-—–~])\s*(?:20[12]\d(?!\d)|今年|现在))"),
    ),
    ("year", re.compile(r"(?<=[到至—–~-])(?P<y>20[12]\d)(?![\d/-])")),
    # A year without 年 beside a word for what changed: 2026改了哪些, 新政策2025.
    (
        "year",
        re.compile(
            r"(?<![\d〔\[(年第])(?P<y>20[12]\d)(?=\s*(?:改|变|调整|更新|新规|新政|新增|取消|有(?:什么|啥|哪些|何)))"
        ),
    ),
    ("year", re.compile(r"(?:新规|新政策?|新规定|政策|规定|变化|调整|改动)\s*(?P<y>20[12]\d)(?=\W*$)")),
    ("relative", re.compile(r"(?P<w>上个?月|这个?月|本月|昨天|前天|last month|yesterday)")),
)
_MONTH_DAYS = 32
_RELATIVE_YEARS = {
    "今年": 0, "this year": 0, "去年": -1, "上年": -1, "last year": -1, "前年": -2, "明年": 1, "next year": 1
}  # fmt: skip
_BEFORE_ZH = re.compile(r"^的?(?:之前|以前|前(?!年)|生效前|施行前|实施前)")
_AFTER_ZH = re.compile(r"^(?:起|之后|以后|后|以来|开始|到(?:现在|目前|今天|如今))")
_PAST_ZH = re.compile(
    r"^(?:年?底|年?末)?(?:到期|期满|结束|届满|截止|过期)了?(?:之后|以后|后)|"
    r"^(?:年?底|年?末)?(?:[^，,。；;？?]{0,6}(?:政策|优惠|规定|办法|试点|公告))?(?:就|已经?|早已?|都)*"
    r"(?:到期|期满|结束|届满|截止|过期|失效)了"
)
_END_ZH = re.compile(r"^(?:年?底|年?末)")
_START_ZH = re.compile(r"^年?初")
_START_EN = re.compile(r"\b(?:early|beginning of|start of)\s+$")
_BEFORE_EN = re.compile(r"(?:\bbefore|\bprior to|\buntil|\btill)\s+(?:the\s+)?(?:end of\s+)?$")
_AFTER_EN = re.compile(r"(?:\bsince|\bfrom|\bafter)\s+$")
_END_EN = re.compile(r"(?:end of|late)\s+$")
_JOINS = re.compile(r"\s*(?:年?底?初?(?:到|至|和|与)|[-—–~～]|\bto\b|\band\b|\buntil\b|\btill\b|\bthrough\b)\s*")
_PREPOSITION = re.compile(r"(?:to|and|until|till|through)\b")
_SINCE_EN = re.compile(r"(?:since|from|after)\b")


class SaidDay(Frozen):
    """A day that a question names: the period its words cover, and the one day whose rules answer it.

    Attributes:
        of_trade: Whether goods were exported, imported or declared on it.
    """

    words: str
    period: DateRange
    day: date
    precision: Literal["day", "month", "year", "event"]
    of_trade: bool = False


def day_in(question: str, today: date) -> SaidDay | None:
    """Return the day a question is about, or None when it says none.

    Of several, the one beside a word for exporting, importing or declaring counts, since that day decides which rule
    holds; else the first that is not to come. A period stands for its last day that is not in the future: rules that
    changed within it are pointed out by the answer.

    Args:
        question: As asked.
        today: The conversation's day, for relative words.
    """
    text = _without_documents(normalise(question))
    said = [item for item in _said(text, today) if item]
    found = list(_events(text)) + said
    if not found:
        return None
    start, chosen, of_trade = min(found, key=lambda item: (not item[2], item[1].period.start > today, item[0]))
    later = [item for item in said if item[0] > start]
    return _up_to(chosen.model_copy(update={"of_trade": of_trade}), start, text, later, today)


def _up_to(first: SaidDay, start: int, text: str, later: list[tuple[int, SaidDay, bool]], today: date) -> SaidDay:
    """Return the whole period where a second day ends it, as in 2025年到2026年, or where it goes on since the first."""
    end = start + len(first.words)
    for place, other, _ in sorted(later, key=lambda item: item[0]):
        last = other.period.end or other.period.start
        preposition = _PREPOSITION.match(other.words)
        between = text[end:place] + (preposition[0] if preposition else "")
        if _JOINS.fullmatch(between) and last >= first.period.start:
            period = DateRange(start=first.period.start, end=last)
            day = today if period.contains(today) else last
            words = text[start : place + len(other.words)]
            return first.model_copy(
                update={"words": words, "period": period, "day": day, "precision": _precision(period)}
            )
    since = _AFTER_ZH.search(text[end:]) or _AFTER_EN.search(text[:start]) or _SINCE_EN.match(first.words)
    if not since or first.precision == "event":
        return first
    on = today if first.period.start <= today else None
    return first.model_copy(update={"period": DateRange(start=first.period.start, end=on)})


def _without_documents(text: str) -> str:
    """Return the text with the numbers of documents and editions blotted out: their years are no days."""
    for number in document_numbers(text):
        if number.year:
            text = text[: number.start] + "\0" * (number.end - number.start) + text[number.end :]
    return _NOT_A_DAY.sub(lambda match: "\0" * len(match[0]), text)


def _said(text: str, today: date) -> Iterator[tuple[int, SaidDay, bool]]:
    taken: list[tuple[int, int]] = []
    for start, end, span in spans_in(text, today):
        taken.append((start, end))
        on = today if span.contains(today) else span.end or span.start
        trade = is_of_goods(text[:start], text[end:])
        yield start, SaidDay(words=text[start:end].strip(), period=span, day=on, precision=_precision(span)), trade
    for precision, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            period = _period(precision, match.groupdict(), today)
            if period is None:
                continue
            taken.append((start, end))
            before, after = text[:start], text[end:]
            day = _answering_day(period, before + _leading(match), after, today)
            if day is None:
                continue
            trade = is_of_goods(before, after)
            yield start, SaidDay(words=match[0].strip(), period=period, day=day, precision=_precision(period)), trade


def _precision(period: DateRange) -> Literal["day", "month", "year"]:
    days = ((period.end or period.start) - period.start).days
    return "day" if days == 0 else "month" if days < _MONTH_DAYS else "year"


def _leading(match: re.Match[str]) -> str:
    """Return the preposition that a pattern took along, such as `before ` in `before 2026`."""
    groups = match.groupdict()
    year = groups.get("y")
    if year is None or groups.get("n") or groups.get("m"):
        return ""
    return match[0][: match[0].index(year)]


def _period(precision: str, groups: dict[str, str | None], today: date) -> DateRange | None:
    try:
        if precision == "relative":
            return _relative(str(groups["w"]), today)
        year = _year(groups, today)
        if precision == "year":
            return DateRange(start=date(year, 1, 1), end=date(year, 12, 31))
        if precision == "quarter":
            return _quarter(year, str(groups["q"]))
        month = _month(groups)
        if groups.get("r") in {"last", "this", "next"}:
            year = _year_of_named_month(str(groups["r"]), month, today)
        if precision == "month":
            last = calendar.monthrange(year, month)[1]
            return DateRange(start=date(year, month, 1), end=date(year, month, last))
        written = str(groups["d"] or 1)
        day = date(year, month, int(written) if written.isdigit() else chinese_number(written))
        return DateRange(start=day, end=day)
    except ValueError:
        return None


def _quarter(year: int, written: str) -> DateRange:
    number = int(written) if written.isdigit() else chinese_number(written)
    last = calendar.monthrange(year, 3 * number)[1]
    return DateRange(start=date(year, 3 * number - 2, 1), end=date(year, 3 * number, last))


def _year(groups: dict[str, str | None], today: date) -> int:
    written = groups.get("y")
    if written:
        return int(written) if len(written) == 4 else 2000 + int(written)
    return today.year + _RELATIVE_YEARS.get(groups.get("r") or "", 0)


def _month(groups: dict[str, str | None]) -> int:
    name = groups.get("n")
    if name:
        return _MONTHS.index(name[:3]) + 1
    written = str(groups["m"])
    return int(written) if written.isdigit() else chinese_number(written)


def _year_of_named_month(word: str, month: int, today: date) -> int:
    if word == "last":
        return today.year - (month >= today.month)
    return today.year + (word == "next" and month <= today.month)


def _relative(word: str, today: date) -> DateRange:
    if word in {"昨天", "yesterday", "前天"}:
        day = today - timedelta(days=2 if word == "前天" else 1)
        return DateRange(start=day, end=day)
    first = today.replace(day=1)
    if word in {"这个月", "本月", "这月"}:
        return DateRange(start=first, end=today)
    end = day_before(first)
    return DateRange(start=end.replace(day=1), end=end)


def _answering_day(period: DateRange, before: str, after: str, today: date) -> date | None:
    end = period.end or period.start
    if _BEFORE_ZH.search(after) or (_BEFORE_EN.search(before) and "end of" not in before[-14:]):
        return day_before(period.start)
    if _PAST_ZH.search(after):
        return max(today, next_day(end))  # what comes after something ended, not what held to the end
    if _END_ZH.search(after) or _END_EN.search(before):
        return end
    if any((_START_ZH.search(after), _AFTER_ZH.search(after), _START_EN.search(before), _AFTER_EN.search(before))):
        return period.start if not period.contains(today) else today
    return today if period.contains(today) else end


@cache
def _event_days() -> tuple[tuple[re.Pattern[str], date], ...]:
    loaded = read_data(_EVENTS)
    return tuple((re.compile(event["words"]), event["day"]) for event in loaded)


def _events(text: str) -> Iterator[tuple[int, SaidDay, bool]]:
    """Yield days named by what happened on them, such as the VAT Law's first day."""
    for pattern, first in _event_days():
        for match in pattern.finditer(text):
            before, after = text[: match.start()], text[match.end() :]
            if _BEFORE_ZH.search(after) or _BEFORE_EN.search(before):
                day = day_before(first)
                yield (
                    match.start(),
                    SaidDay(words=match[0], period=DateRange(start=day, end=day), day=day, precision="event"),
                    True,
                )
