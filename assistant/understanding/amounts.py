"""Amounts of money, percentages and bare numbers that a question names, however they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.understanding.counting import PIECE, Pieces, pieces_at
from assistant.understanding.numerals import chinese_value
from ingest.tokens import normalise

Kind = Literal["money", "percent", "number"]

_ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d|,\d{3})(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = r"[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]*"
_SCALE = r"\s?(?:million|thousand|billion|mln)(?![a-z])|百万|千万|万亿|[百千万亿]|[kwm](?![a-z])"
_TAIL = rf"[1-9一二三四五六七八九](?:千|百)?(?!(?!块){PIECE}|[\d零〇一二三四五六七八九十百千万亿年月日%])"
_CURRENCIES = {
    "CNY": (r"¥|rmb|cny|人民币", r"元人民币|元|块钱|块|圆|人民币|rmb|cny|yuan|renminbi"),
    "USD": (r"us\$|\$|usd|美元", r"美元|美金|美刀|刀|usd|us dollars?|dollars?|bucks"),
    "EUR": (r"€|eur", r"欧元|euros?|eur"),
    "HKD": (r"hk\$|hkd", r"港元|港币|hkd"),
    "GBP": (r"£|gbp", r"英镑|gbp|pounds? sterling"),
    "JPY": (r"jpy|jp¥", r"日元|日币|jpy|yen"),
}
_BEFORE = "|".join(sorted((before for before, _ in _CURRENCIES.values()), key=len, reverse=True))
_AFTER = "|".join(after for _, after in _CURRENCIES.values())
_PERCENT = r"%|个百分点|个点|percent|per cent|pct"
_NO_NUMBER_AFTER = (
    r"(?!\s*(?:[%‰年月日号天周时分秒个件台项类条款票批次家种倍岁斤升级瓶箱盒罐包部辆双套只支吨单柜车位名人字页期季盏顶把艘袋桶]|kg|"
    r"days?|weeks?|months?|years?|hours?|items?|pieces?|boxes|bottles|per\b|st\b|nd\b|rd\b|th\b))(?![\d./-]*\d)(?!,\d{3})(?![a-z])"
)
_AMOUNT = re.compile(
    rf"百分之(?P<of>{_ARABIC}|[零〇一二两三四五六七八九十百点]+)"
    rf"|(?<![a-z\d.])(?:(?P<before>{_BEFORE})\s*)?(?<![\d.])(?:"
    rf"(?P<arabic>{_ARABIC})(?P<scale>{_SCALE})?(?P<tail>(?<=万){_TAIL})?|(?P<chinese>{_CHINESE}))"
    rf"(?:\s*(?P<percent>{_PERCENT})|\s*(?P<after>{_AFTER})(?![a-z])|(?P<bare>{_NO_NUMBER_AFTER})|(?(before)(?=\s*per\b)|(?!)))"
)
_NOT_BEFORE = re.compile(r"(?:第|no\.?|号|[〔\[(]|年|order|announcement|code|[代编]码|编号)\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_YEAR_BEFORE = re.compile(rf"\b(?:in|since|before|after|during|until|by|from|{_MONTH})\.?(?:\s+\d{{1,2}})?,?\s*$")
_DAY = re.compile(r"[1-9]|[12]\d|3[01]")
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?\s*$")
_MONTH_AFTER = re.compile(rf"^\s*(?:of\s+)?(?!may\b(?!,?\s*(?:(?:19|20)\d\d|[.,;?!)]|$))){_MONTH}\b")
_SCALES = {
    "百": 100,
    "千": 1000,
    "k": 1000,
    "thousand": 1000,
    "万": 10_000,
    "w": 10_000,
    "百万": 1_000_000,
    "m": 1_000_000,
    "mln": 1_000_000,
    "million": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "billion": 1_000_000_000,
    "万亿": 1_000_000_000_000,
}
_BOUND_BEFORE = re.compile(
    r"(?:超过|超出|超|不到|不足|不满|大于|小于|低于|高于|满|最多|至多|至少|over|above|under|below|exceed(?:s|ing)?|"
    r"(?:more|less) than|up to|at most|at least|limit of)\s*$"
)
_BOUND_AFTER = re.compile(
    r"^\s*(?:以上|以下|以内|之内|及以上|及以下|封顶|的?限额|的?额度|的?限值|的?门槛|or (?:more|less)|limits?\b)"
)


@dataclass(frozen=True)
class Amount:
    """One amount.

    Attributes:
        value: In the currency's main unit, or as a share of one for a percentage: 13% is 0.13.
        kind: `number` where neither a currency nor a percent sign stands by it.
        currency: ISO code of money.
        start: Where it begins in the normalised text.
        end: Where it ends there.
        text: As written there.
        scaled: Whether it is written with 万, k and the like, as money often is without its unit.
        is_bound: Whether it is named as a limit: 超过5000元, up to 5,000 yuan.
        each: Whether it is the price of one piece.
        count: How many pieces, when `each` and the text says it.
    """

    value: Decimal
    kind: Kind
    currency: str | None
    start: int
    end: int
    text: str
    scaled: bool = False
    is_bound: bool = False
    each: bool = False
    count: Decimal | None = None

    @property
    def total(self) -> Decimal | None:
        """The value of all pieces; None when the price of one is named but not how many."""
        if not self.each:
            return self.value
        return None if self.count is None else self.value * self.count


def amounts_in(text: str) -> tuple[Amount, ...]:
    """Return the amounts a text names, in its order; days, counts and document numbers are none."""
    # A full-width comma parts two numbers; only the plain one joins thousands.
    return tuple(_amounts(normalise(text.replace("，", "、"))))


def _amounts(text: str) -> Iterator[Amount]:
    counts: set[tuple[int, int]] = set()
    found: list[Amount] = []
    for match in _AMOUNT.finditer(text):
        kind = _kind(match)
        value = _value(match)
        if value is None or (kind == "number" and not _is_number(match, text)):
            continue
        pieces = pieces_at(text, match.start(), match.end()) if kind != "percent" else Pieces()
        if pieces.span:
            counts.add(pieces.span)
        found.append(_amount(match, text, kind, value, pieces))
    # 200元×12: the 12 is a count, not a sum of money.
    yield from (amount for amount in found if (amount.start, amount.end) not in counts or amount.kind == "money")


def _amount(match: re.Match[str], text: str, kind: Kind, value: Decimal, pieces: Pieces) -> Amount:
    before, after = text[: match.start()], text[match.end() :]
    return Amount(
        value=value / 100 if kind == "percent" else value,
        kind=kind,
        currency=_currency(match) if kind == "money" else None,
        start=match.start(),
        end=match.end(),
        text=match[0].strip(),
        scaled=bool(match["scale"]) or bool(match["chinese"] and re.search("[百千万亿]", match["chinese"])),
        is_bound=bool(_BOUND_BEFORE.search(before) or _BOUND_AFTER.search(after)),
        each=pieces.each,
        count=pieces.count,
    )


def _kind(match: re.Match[str]) -> Kind:
    if match["of"] or match["percent"]:
        return "percent"
    return "money" if match["before"] or match["after"] else "number"


def _is_number(match: re.Match[str], text: str) -> bool:
    """Tell whether a number without a unit may stand for an amount: 第5条, 2018年 and 一起 do not."""
    if match["chinese"] and not re.search("[百千万亿]", match["chinese"]):
        return False
    before = text[: match.start()]
    if _YEAR.fullmatch(match[0].strip()) and _YEAR_BEFORE.search(before):
        return False
    if _DAY.fullmatch(match[0].strip()) and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.search(text[match.end() :])):
        return False
    return not _NOT_BEFORE.search(before)


def _value(match: re.Match[str]) -> Decimal | None:
    written = match["of"]
    if written:
        return Decimal(written.replace(",", "")) if written[0].isdigit() else chinese_value(written)
    if match["chinese"]:
        return chinese_value(match["chinese"])
    value = Decimal(match["arabic"].replace(",", ""))
    scale = (match["scale"] or "").strip()
    value *= _SCALES.get(scale, 1)
    if match["tail"]:
        digit, unit = match["tail"][0], match["tail"][1:]
        value += (Decimal(digit) if digit.isdigit() else chinese_value(digit) or 0) * (100 if unit == "百" else 1000)
    return value


def _currency(match: re.Match[str]) -> str | None:
    for code, (before, after) in _CURRENCIES.items():
        if match["after"] and re.fullmatch(after, match["after"]):
            return code
        if not match["after"] and match["before"] and re.fullmatch(before, match["before"]):
            return code
    return None
