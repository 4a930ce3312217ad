"""Tell what each amount of a question is, by the words beside it: price, freight, a tax, a rate."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.skills.calculate.word_lists import roles
from assistant.understanding.amounts import Amount

_CLAUSE = re.compile(r"[,，。;；、()?？!！]|(?:^|\s)(?:and|plus|of which)\s|加上?|和(?!税)")
_LEAST = 10
"""A bare number below this is a count, not a sum of money."""

_YEAR = re.compile(r"(?:19|20)\d\d")

_OF = re.compile(r"\s*(?:的|of|for|in|is)?\s*")
_ASKED = re.compile(
    r"\s*(?:要?不要|需不需要|用不用|怎么|咋|(?:是|要|交|得交)?多少|几|呢|吗|\?|(?:is|are)?\s*how|due\b)"
)
"""What follows a word that is asked for: 800元 消费税怎么算 does not tell the tax."""

_BASE_OF = re.compile(r"\bon(?: (?:an?|the|my|our|this|that|goods|orders?|parcels?|of|worth))*\s*$")
"""What makes the amount the base of a word before it: duty on a 760 yuan parcel."""

_BESIDE = 10
"""Characters beside an amount in which a word may say what it is: 运费是200元, 200元运费; English needs more."""

_JOINS = re.compile(r"和|还有|另外|另加|加上?|外加|\+|&|\b(?:and|plus|another)\b")
_ALTOGETHER = re.compile(
    r"一共|总共|合计|加起来|共计|一起|各|分别|altogether|in total|\btotal\b|together|respectively|both"
)
_LISTED = re.compile(r"\s*(?:[、,]|和|and)\s*")
_APART = re.compile(
    r"还是|或者?|要么|原价|原来|本来|涨|降|变成|改成|减|券|折|便宜|按|\bor\b|instead|originally|discount|per\b|each\b"
)
_ONE_AND_ONE = re.compile(r"一(?P<unit>[件台瓶箱盒罐包部双套只支个条张票单])[^一]*一(?P=unit)[^一]*$")


@dataclass(frozen=True)
class Sums:
    """The amounts of money of a question.

    Attributes:
        named: Role → amount; `price` is what no word names otherwise.
        further: Amounts that belong to the price: of the goods beside the first.
        every: All of them, in the question's order.
        is_unclear: Whether two amounts could be the price.
    """

    named: dict[str, Amount] = field(default_factory=dict)
    further: tuple[Amount, ...] = ()
    every: tuple[Amount, ...] = ()
    is_unclear: bool = False


def sums_in(text: str, amounts: list[Amount]) -> Sums:
    """Return the sums of money among the amounts of a text.

    A bare number counts when a word beside it says what it is or that it is a value, when it is written as money often
    is (1.2万) and no things are counted, or when it is all that the text says.
    """
    candidates = [a for a in amounts if a.kind == "money" or (a.kind == "number" and not _is_count(text, a))]
    named = named_by(text, candidates, roles()["money"], amounts)
    rest = [a for a in candidates if a not in named.values()]
    prices = [a for a in rest if _is_value(text, a)]
    every = tuple(a for a in candidates if a in prices or a in named.values())
    if "paid" in named:
        return Sums(named, (), every)
    if prices:
        named["price"] = prices[0]
    elif "bought" in named and len(named) == 1:
        named["price"] = named.pop("bought")
    if len(prices) > 1 and _belong_together(text, prices):
        return Sums(named, tuple(prices[1:]), every)
    return Sums(named, (), every, is_unclear=len({price.value for price in prices}) > 1)


def _is_count(text: str, amount: Amount) -> bool:
    """Tell whether a bare number counts things: 300 of our lamps."""
    return bool(roles()["value"]["counted"].search(text[amount.end :]))


def _is_value(text: str, amount: Amount) -> bool:
    """Tell whether an amount is one of money by itself or by what stands beside it: 发票800, worth 3,000, 奶粉1200."""
    if amount.kind == "money" or amount.scaled or amount.each:
        return True
    said, before, after = roles()["value"], text[: amount.start], text[amount.end :]
    is_listed = said["listed"].search(before) and said["ends"].search(after) and not _YEAR.fullmatch(amount.text)
    is_told = is_listed or said["before"].search(before) or said["after"].search(after) or said["alone"].search(text)
    return bool(is_told and amount.value >= _LEAST)


def _belong_together(text: str, prices: list[Amount]) -> bool:
    """Tell whether prices are of goods in one order: 3000元的奶粉和500元的尿布, 一件800一件900, two at 300 in total."""
    if len({price.currency for price in prices} - {None}) > 1 or any(price.total is None for price in prices):
        return False
    first, last = prices[0], prices[-1]
    if _APART.search(text[max(0, first.start - 4) : last.end]):
        return False
    if _ONE_AND_ONE.search(text[max(0, first.start - 6) : last.start]) or _ALTOGETHER.search(text):
        return True
    between = [text[a.end : b.start] for a, b in pairwise(prices)]
    return all(_JOINS.search(words) or _LISTED.fullmatch(words) for words in between)


def named_by(
    text: str, wanted: list[Amount], names: dict[str, re.Pattern[str]], every: list[Amount]
) -> dict[str, Amount]:
    """Return role → amount: by the nearest word before it in its clause, else by one right after it."""
    named: dict[str, Amount] = {}
    taken: set[int] = set()
    left: list[Amount] = []
    for amount in wanted:
        begin = max((a.end for a in every if a.end <= amount.start), default=0)
        cuts = [match.end() for match in _CLAUSE.finditer(text[begin : amount.start])]
        begin += cuts[-1] if cuts else 0
        begin = max(begin, amount.start - _reach(text))
        hits = [
            (match.end(), -match.start(), role)
            for role, pattern in names.items()
            for match in pattern.finditer(text, begin, amount.start)
            if not _BASE_OF.search(text[match.end() : amount.start])
        ]
        if hits:
            place, start, role = max(hits)  # of two words that end at one place, the longer
            named[role] = amount
            taken.update(range(-start, place))
        else:
            left.append(amount)
    for amount in left:
        behind = _role_after(text, amount, names, every, taken)
        if behind:
            named.setdefault(behind, amount)
    return named


def _role_after(
    text: str, amount: Amount, names: dict[str, re.Pattern[str]], every: list[Amount], taken: set[int]
) -> str | None:
    end = min((a.start for a in every if a.start >= amount.end), default=len(text))
    after = text[amount.end : min(end, amount.end + _reach(text))]
    cut = _CLAUSE.search(after)
    stop = amount.end + (cut.start() if cut else len(after))
    near = [
        (match.start(), role)
        for role, pattern in names.items()
        for match in pattern.finditer(text, amount.end, stop)
        # A word right before the next amount is that one's, as in 3000元奶粉增值税13%.
        if match.start() not in taken
        and (end == len(text) or not _OF.fullmatch(text[match.end() : end]))
        and not _ASKED.match(text, match.end())
    ]
    near = [(start, role) for start, role in near if _OF.fullmatch(text[amount.end : start])]
    return min(near)[1] if near else None


def _reach(text: str) -> int:
    return _BESIDE if _is_chinese(text) else 3 * _BESIDE


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)
