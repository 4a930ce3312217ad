"""Numbers written in words, which a model may choose for a figure: 九十九万, 百分之九, twenty."""

import re

from kb.figures import chinese_number, figures

_CHINESE = re.compile(r"([零〇一二两三四五六七八九十百千]+)([万亿]?)|半|百分之|翻番")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_HARMLESS = frozenset({"一"})
"""统一, 一律, 第一步: nobody reads a figure in it."""

_VALUES = {
    **{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
    **{"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17},
    **{"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60},
    **{"seventy": 70, "eighty": 80, "ninety": 90},
}
_ENGLISH = re.compile(
    rf"\b(?:{'|'.join(_VALUES)}|hundreds?|thousands?|dozens?|half|twice|doubled?|thrice|tripled?|per ?cent|thirds?|"
    r"quarters?|tenths?|zero)\b|(?<!\d )\b(?:m|b)illions?\b"
)


def numerals_stand(text: str, says: str) -> bool:
    """Tell whether every number that a text writes in words stands in another, in words or in digits."""
    known = figures(says)
    return all(_is_known(match, says, known) for match in _CHINESE.finditer(text)) and all(
        match[0] in says.lower() or str(_VALUES.get(match[0], "")) in known for match in _ENGLISH.finditer(text.lower())
    )


def _is_known(match: re.Match[str], says: str, known: frozenset[str]) -> bool:
    if match[0] in _HARMLESS or match[0] in says:
        return True
    return match[1] is not None and f"{chinese_number(match[1]) * _SCALES[match[2]]:.10g}" in known
