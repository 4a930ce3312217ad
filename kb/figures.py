"""The figures of a text in one form, so that a sentence can be held against what it cites."""

import calendar
import re
import unicodedata
from functools import lru_cache

_UNITS = {"万": 10_000, "亿": 100_000_000, "million": 1_000_000, "billion": 1_000_000_000}
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(万|亿|million|billion)?(\s*%)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
CHINESE_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千]+(?=个?[月年日天项次倍类种级条])")
"""A numeral in words; without a unit behind it, it is a word like any other."""

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}


@lru_cache(maxsize=4096)
def figures(text: str) -> frozenset[str]:
    """Return every number of a text, written one way.

    `15万美元` and `USD 150,000` give the same figure; so do `36个月` and `三十六个月`, `3月` and `March`. A percentage
    keeps its sign, so that 13% is never proven by a 13 of another meaning.
    """
    # A full-width comma parts two numbers of a list; only the plain one joins thousands.
    normal = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text.replace("，", "、")).lower())
    found = set()
    for value, unit, percent in _NUMBER.findall(normal):
        number = float(value) * _UNITS.get(unit, 1)
        found.add(f"{number:.10g}" + ("%" if percent else ""))
    found |= {str(_MONTHS[name]) for name in _MONTH.findall(normal)}
    found |= {str(chinese_number(match)) for match in CHINESE_NUMERAL.findall(normal)}
    return frozenset(found)


def chinese_number(text: str) -> int:
    """Return the value of a Chinese numeral below ten thousand, such as 三十六 or 二〇二五."""
    if not any(char in _SCALES for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in _SCALES:
            total += (digit or 1) * _SCALES[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
