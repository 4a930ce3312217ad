"""How many pieces a price is for: 三箱每箱200元, 单价300共5件, 200元×3, 3 boxes at 200 yuan each."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.understanding.numerals import chinese_value

PIECE = r"[件台瓶箱盒罐包部辆双套只支个条块袋本副张桶]"
_UNIT = PIECE
_FEW = r"\d{1,6}|[一二两三四五六七八九十]{1,3}"
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FEW_EN = rf"\d{{1,6}}|{'|'.join(_ENGLISH)}"
_WITHIN = r"[^。;；\d]{0,10}"
_EACH_EN = r"(?:each|apiece|a piece|a bottle|a box|per (?:item|piece|box|bottle|unit))\b"

_COUNTED_BEFORE = (
    # 三箱每箱200元; 买3瓶,200元一瓶 needs the unit behind the price too
    (re.compile(rf"(?P<count>{_FEW})(?P<unit>{_UNIT}){_WITHIN}[,，、]?\s*[每一](?P=unit)$"), None),
    (re.compile(rf"(?P<count>{_FEW})(?P<unit>{_UNIT})(?:{_WITHIN}[,，、])?{_WITHIN}$"), rf"^\s*[/每一]{_UNIT}"),
    (re.compile(rf"(?P<count>{_FEW})(?P<unit>{_UNIT})\s*$"), r"^\s*的"),
    (re.compile(rf"(?P<count>{_FEW})\s*{_UNIT}?\s*[x×*]\s*$"), None),
    (re.compile(rf"(?P<count>{_FEW})(?P<unit>{_UNIT}){_WITHIN}(?:单价|每(?:{_UNIT}))\s*(?:是|为|都是)?\s*$"), None),
    (
        re.compile(rf"\b(?P<count>{_FEW_EN})\s+[a-z]+(?:\s+[a-z]+){{0,3}}?,?\s+(?:(?:at|for|of|costing)\s*)?$"),
        rf"^\s*{_EACH_EN}",
    ),
)
"""What stands before a price, and what must then stand behind it."""

_COUNTED_AFTER = (
    (None, re.compile(rf"^\s*[/每一](?P<unit>{_UNIT}){_WITHIN}?(?P<count>{_FEW})(?P=unit)")),
    (rf"一{_UNIT}\s*$", re.compile(rf"^[,、]?\s*(?:一?共|总共|买|要|拿|订|下单)了?\s*(?P<count>{_FEW}){_UNIT}")),
    (None, re.compile(rf"^\s*[x×*]\s*(?P<count>{_FEW})(?![\d%.])")),
    (None, re.compile(rf"^\s*{_EACH_EN},?\s*(?:x|times)?\s*(?P<count>{_FEW_EN})\s+[a-z]+")),
    (
        rf"(?:单价|每{_UNIT}|unit price)\s*(?:是|为|of|is)?\s*$",
        re.compile(rf"^[^。;；\d]{{0,8}}(?P<count>{_FEW}){_UNIT}"),
    ),
    (
        r"(?:单价|unit price)\s*(?:是|为|of|is)?\s*$",
        re.compile(r"^[^。;；\d]{0,6}(?:数量|quantity)\D{0,3}(?P<count>\d+)"),
    ),
)
"""What must stand before a price, and what then stands behind it."""

_ONE_OF_SOME_BEFORE = re.compile(rf"一{_UNIT}\s*$")
_ONE_OF_SOME_AFTER = re.compile(rf"^[^。;；]{{0,12}}一{_UNIT}\s*[\d一二两三四五六七八九十]")
"""两张,一张10万一张5万: each price is that of one."""

_EACH_BEFORE = re.compile(rf"(?:每{_UNIT}?|单价|unit price)\s*(?:是|为|都是|of|is)?\s*$")
_EACH_AFTER = re.compile(rf"^\s*[/每]{_UNIT}|^\s*{_EACH_EN}")


@dataclass(frozen=True)
class Pieces:
    """What a price is for.

    Attributes:
        each: Whether it is the price of one piece.
        count: How many pieces, when `each` and the text says it.
        span: Where the count stands in the text.
    """

    each: bool = False
    count: Decimal | None = None
    span: tuple[int, int] | None = None


def pieces_at(text: str, start: int, end: int) -> Pieces:
    """Tell what the price at a place of a normalised text is for."""
    before, after = text[:start], text[end:]
    if _ONE_OF_SOME_BEFORE.search(before) and _ONE_OF_SOME_AFTER.search(after):
        return Pieces()
    for pattern, behind in _COUNTED_BEFORE:
        found = pattern.search(before)
        if found and (behind is None or re.search(behind, after)):
            return _pieces(found, 0)
    for ahead, pattern in _COUNTED_AFTER:
        found = pattern.search(after)
        if found and (ahead is None or re.search(ahead, before)):
            return _pieces(found, end)
    return Pieces(each=bool(_EACH_BEFORE.search(before) or _EACH_AFTER.search(after)))


def _pieces(found: re.Match[str], offset: int) -> Pieces:
    written = found["count"]
    value = Decimal(_ENGLISH.index(written) + 1) if written in _ENGLISH else _value(written)
    start, end = found.span("count")
    return Pieces(each=True, count=value, span=(start + offset, end + offset))


def _value(written: str) -> Decimal | None:
    return Decimal(written) if written.isdigit() else chinese_value(written)
