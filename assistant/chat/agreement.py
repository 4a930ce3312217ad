"""Whether a sentence in other words still says what it cites; beyond the figures, which `Piece` proves for everyone.

A figure may stand in the quote and yet mean something else there: 36 months are not 36 days, and 不再备案 is not 备案.
So whole days, document numbers, the units of figures and the words that decide what is due are held against it too.
"""

import calendar
import re
import unicodedata

from assistant.chat.numerals import numerals_stand
from assistant.chat.weight import stance_stands, weight
from ingest.tokens import instruments_in, tokens
from kb.figures import figures
from kb.messages import Lang

_SHARE = 0.35
"""Share of a sentence's words that must be the words of what it cites."""

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)
_DAYS = (
    re.compile(r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]"),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?!\d)(?P<d>)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"\b(?P<d>\d{{1,2}}) (?P<m>{_MONTH})\b(?:,? (?P<y>\d{{4}}))?"),
    re.compile(rf"\b(?P<m>{_MONTH}) (?P<d>\d{{1,2}})\b(?:,? (?P<y>\d{{4}}))?"),
    re.compile(rf"\b(?P<m>{_MONTH}) (?P<y>\d{{4}})(?P<d>)"),
)
_AMOUNT = re.compile(
    r"(?P<before>usd|us\$|cny|rmb|eur)?\s*(?P<n>\d+(?:\.\d+)?)[\s-]*(?P<scale>万|亿|million|billion)?[\s-]*(?P<after>"
    r"美元|欧元|元|usd|cny|rmb|eur|yuan|个?工作日|working days?|日|天|days?|个月|months?|月|年|years?|小时|hours?)?"
)
_WRITTEN_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
"""The day on which an instrument was issued: a whole, whose 06 is no figure without a unit."""
_UNITS = (
    ("usd", r"us|美元"),
    ("eur", r"eur|欧元"),
    ("cny", r"cny|rmb|元|yuan"),
    ("working day", r"个?工作日|working"),
    ("day", r"日|天|day"),
    ("months", r"个月|month"),
    ("month", r"月"),
    ("year", r"年|year"),
    ("hour", r"小时|hour"),
)


def agrees(text: str, says: str, quotes: str, lang: Lang) -> bool:
    """Tell whether a sentence says nothing that is not in what it cites.

    Args:
        text: The sentence.
        says: All a reader of the citation sees: headings, quotes, names of the instruments.
        quotes: Of that, what the section itself states.
        lang: Language of both.
    """
    return (
        weight(text, lang) <= weight(quotes, lang)
        and stance_stands(text, quotes, lang)
        and _days_stand(text, says)
        and _units_stand(text, says)
        and numerals_stand(text, says)
        and set(instruments_in(text)) <= set(instruments_in(says))
        and share(text, says) >= _SHARE
    )


def share(text: str, says: str) -> float:
    """Return the share of a sentence's words that a text has too, from 0 to 1."""
    words = set(tokens(text))
    return len(words & set(tokens(says))) / len(words) if words else 0.0


def _normal(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text.replace("，", "、")).lower()
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", normal)


def _days(text: str) -> set[tuple[str, int, str]]:
    found = set()
    for pattern in _DAYS:
        for match in pattern.finditer(_normal(text)):
            month = _MONTHS.get(match["m"]) or int(match["m"])
            found.add((match["y"] or "", month, (match["d"] or "").lstrip("0")))
    return found


def _days_stand(text: str, says: str) -> bool:
    stand = _days(says)
    return all(
        any(m == month and y in {"", year} and d in {"", day} for year, month, day in stand) for y, m, d in _days(text)
    )


def _units(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _AMOUNT.finditer(_WRITTEN_DAY.sub(" ", _normal(text))):
        given = match["before"] or match["after"] or ""
        unit = next((name for name, pattern in _UNITS if re.match(pattern, given)), "")
        for figure in figures(f"{match['n']}{match['scale'] or ''}"):
            found.setdefault(figure, set()).add(unit)
    return found


def _units_stand(text: str, says: str) -> bool:
    """Tell whether no figure changes its unit; where the cited text names none, as in a table's cell, any may be."""
    stand = _units(says)
    return all(
        unit in stand[figure] or "" in stand[figure] or not unit
        for figure, units in _units(text).items()
        if figure in stand
        for unit in units
    )
