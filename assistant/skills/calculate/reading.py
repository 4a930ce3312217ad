"""Read a question for a sum: which calculation, and what each of its numbers is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from assistant.understanding.amounts import Amount, amounts_in
from ingest.tokens import normalise
from kb.data_files import read_data

Calculation = Literal["deemed_income", "agency_refund", "parcel", "retail_import", "export_refund"]
CALCULATIONS: tuple[Calculation, ...] = get_args(Calculation)

_FILE = Path(__file__).with_name("words.yaml")
_CUT = re.compile(r"[;；\n]+")
_CLAUSE = re.compile(r"[,，。;；、()()?？!！]|(?:^|\s)(?:and|plus|of which)\s|加上?|和(?!税)|另外|再")
_LEAST = 10
"""A bare number below this is a count, not a sum of money."""

_OF = re.compile(r"\s*(?:的|of|for|in|is)?\s*")
_BESIDE = 10
"""Characters beside an amount in which a word may say what it is: 运费是200元, 200元运费; English needs more."""

ANSWERS = frozenset({"yes_consumption", "no_consumption", "single_item", "several_items", "small_firm", "not_small"})
"""Word lists that answer what a calculation asks."""


@dataclass(frozen=True)
class Reading:
    """What a question for a sum says.

    Attributes:
        calculation: None when no words tell.
        wants: Whether it asks for a sum.
        money: Role → amount; `price` is what no word names otherwise.
        shares: Role → percentage; `plain` is what no word names.
        says: Names of the word lists of `words.yaml` that it speaks of, and goods as `goods.battery`.
        is_unclear: Whether two amounts could be the price.
    """

    calculation: Calculation | None = None
    wants: bool = False
    money: dict[str, Amount] = field(default_factory=dict)
    shares: dict[str, Amount] = field(default_factory=dict)
    says: frozenset[str] = frozenset()
    is_unclear: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether it has neither a number nor a word that a sum could use."""
        return not (self.calculation or self.wants or self.money or self.shares or self.says & ANSWERS)

    def then(self, later: "Reading") -> "Reading":
        """Return what both say; the later one goes before."""
        dropped = {"no_consumption", "yes_consumption"} if later.says & {"no_consumption", "yes_consumption"} else set()
        dropped |= {"single_item", "several_items"} if later.says & {"single_item", "several_items"} else set()
        return Reading(
            calculation=later.calculation or self.calculation,
            wants=self.wants or later.wants,
            money=self.money | later.money,
            shares=self.shares | later.shares,
            says=(self.says - dropped) | later.says,
            is_unclear=self.is_unclear if "price" not in later.money else later.is_unclear,
        )


@cache
def words() -> dict[str, Any]:
    """Return the word lists, compiled."""

    def compiled(item: Any) -> Any:  # noqa: ANN401 - a tree of texts
        return {key: compiled(value) for key, value in item.items()} if isinstance(item, dict) else re.compile(item)

    return {key: compiled(item) for key, item in read_data(_FILE).items()}


def read(question: str, codes: Iterable[str] = ()) -> Reading:
    """Return what a question says, with what its later parts correct.

    Args:
        question: As asked, or completed from the history: then its parts stand between semicolons.
        codes: Supervision mode codes it names; these are no amounts.
    """
    known = frozenset(codes)
    whole = Reading()
    for part in _CUT.split(normalise(question)):
        if part.strip():
            whole = whole.then(_part(part.strip(), known))
    return whole


def is_other_matter(question: str, calculation: Calculation, codes: Iterable[str] = ()) -> bool:
    """Tell whether the last part of a question adds nothing to a sum, or asks what no sum answers: a deadline."""
    last = [part for part in _CUT.split(normalise(question)) if part.strip()][-1]
    found = words()
    if _part(last, frozenset(codes)).says_nothing:
        return True
    return bool(found["never"].search(last) or found["calculations"][calculation]["never"].search(last))


def _part(text: str, codes: frozenset[str]) -> Reading:
    found = words()
    calculation = next((name for name in CALCULATIONS if _is_one(text, found["calculations"][name])), None)
    amounts = [a for a in amounts_in(text) if not a.is_bound and a.text not in codes]
    money, unclear = _money(text, amounts)
    says = {name for name, pattern in found.items() if isinstance(pattern, re.Pattern) and pattern.search(text)}
    says |= {f"goods.{name}" for name, pattern in found["goods"].items() if pattern.search(text)}
    if "no_consumption" in says:
        says.discard("yes_consumption")
    percents = [a for a in amounts if a.kind == "percent"]
    shares = _roles(text, percents, found["percents"], amounts)
    plain = [a for a in percents if a not in shares.values()]
    return Reading(
        calculation=calculation,
        wants="wants" in says,
        money=money,
        shares=shares | ({"plain": plain[0]} if plain else {}),
        says=frozenset(says),
        is_unclear=unclear,
    )


def _is_one(text: str, kind: dict[str, re.Pattern[str]]) -> bool:
    return bool(kind["of"].search(text) and not kind["never"].search(text))


def _money(text: str, amounts: list[Amount]) -> tuple[dict[str, Amount], bool]:
    """Return role → amount, and whether two could be the price.

    A bare number counts when a word beside it says what it is, when it is written as money often is (1.2万), or when it
    is all there is.
    """
    roles = words()["money"]
    candidates = [a for a in amounts if a.kind != "percent"]
    named = _roles(text, candidates, roles, amounts)
    rest = [a for a in candidates if a not in named.values()]
    prices = [a for a in rest if a.kind == "money" or a.scaled]
    if not prices:
        prices = [a for a in rest if a.value >= _LEAST]
    if prices:
        named["price"] = prices[0]
    elif "bought" in named and len(named) == 1:
        named["price"] = named.pop("bought")
    return named, len({price.value for price in prices}) > 1


def _roles(
    text: str, wanted: list[Amount], roles: dict[str, re.Pattern[str]], every: list[Amount]
) -> dict[str, Amount]:
    """Return role → amount: by the nearest word before it in its clause, else by one right after it."""
    named: dict[str, Amount] = {}
    taken: set[int] = set()
    left: list[Amount] = []
    for amount in wanted:
        begin = max((a.end for a in every if a.end <= amount.start), default=0)
        before = text[begin : amount.start]
        cuts = [match.end() for match in _CLAUSE.finditer(before)]
        begin += cuts[-1] if cuts else 0
        begin = max(begin, amount.start - _reach(text))
        hits = [(m.end(), -m.start(), role) for role, p in roles.items() for m in p.finditer(text, begin, amount.start)]
        if hits:
            place, start, role = max(hits)  # of two words that end at one place, the longer
            named[role] = amount
            taken.update(range(-start, place))
        else:
            left.append(amount)
    for amount in left:
        end = min((a.start for a in every if a.start >= amount.end), default=len(text))
        after = text[amount.end : min(end, amount.end + _reach(text))]
        cut = _CLAUSE.search(after)
        stop = amount.end + (cut.start() if cut else len(after))
        near = [
            (match.start(), role)
            for role, pattern in roles.items()
            for match in pattern.finditer(text, amount.end, stop)
            # A word right before the next amount is that one's, as in 3000元奶粉增值税13%.
            if match.start() not in taken and (end == len(text) or not _OF.fullmatch(text[match.end() : end]))
        ]
        near = [(start, role) for start, role in near if _OF.fullmatch(text[amount.end : start])]
        if near:
            named.setdefault(min(near)[1], amount)
    return named


def _reach(text: str) -> int:
    return _BESIDE if _is_chinese(text) else 3 * _BESIDE


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)
