"""Read a question for a sum: which calculation, and what each of its numbers is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

from assistant.skills.calculate.plain import in_plain_words
from assistant.skills.calculate.roles import named_by, sums_in
from assistant.skills.calculate.word_lists import roles, words
from assistant.understanding.amounts import Amount, amounts_in
from assistant.understanding.numerals import chinese_value

Calculation = Literal[
    "deemed_income",
    "agency_refund",
    "surcharge",
    "late_fee",
    "fine",
    "stamp_duty",
    "departure_refund",
    "parcel",
    "retail_import",
    "refund_gap",
    "export_refund",
]
CALCULATIONS: tuple[Calculation, ...] = get_args(Calculation)

JOINT = re.compile(r"[;；\n]+")
"""Parts a question from what was added to it later."""

_EITHER = ("yes_consumption", "no_consumption"), ("single_item", "several_items"), ("small_firm", "not_small")

_ENOUGH = 2
"""Numbers from which a text without a question is one for their sum."""

_RATE_KNOWN: frozenset[Calculation] = frozenset({"deemed_income", "stamp_duty"})
"""Sums whose rates stand in the texts, so that one number is enough."""

_PRODUCTS = frozenset({"goods.battery", "goods.photovoltaic"})
"""Word lists of goods whose refund rates stand in them."""

ANSWERS = frozenset({"trader", "within_limits", *(name for pair in _EITHER for name in pair)})
"""Word lists that answer what a calculation asks."""


@dataclass(frozen=True)
class Reading:
    """What a question for a sum says.

    Attributes:
        calculation: None when no words tell.
        wants: Whether it asks for a sum.
        money: Role → amount; `price` is what no word names otherwise.
        further: Amounts that belong to the price.
        amounts: All sums of money, in order.
        shares: Role → percentage; `plain` is what no word names.
        late: Days late.
        since_entry: Days from the transport's declared entry to the declaration.
        says: Names of the word lists of `words.yaml` that it speaks of, and goods as `goods.battery`.
        is_unclear: Whether two amounts could be the price.
    """

    calculation: Calculation | None = None
    wants: bool = False
    money: dict[str, Amount] = field(default_factory=dict)
    further: tuple[Amount, ...] = ()
    amounts: tuple[Amount, ...] = ()
    shares: dict[str, Amount] = field(default_factory=dict)
    late: Decimal | None = None
    since_entry: Decimal | None = None
    says: frozenset[str] = frozenset()
    is_unclear: bool = False

    @property
    def wants_a_sum(self) -> bool:
        """Whether it asks for a sum, or names its numbers and asks nothing."""
        numbers = len(self.amounts) + len(self.shares) + (self.late is not None)
        enough = 1 if self.calculation in _RATE_KNOWN or self.says & _PRODUCTS else _ENOUGH
        return self.wants or (bool(self.amounts) and numbers >= enough and "asks" not in self.says)

    @property
    def says_nothing(self) -> bool:
        """Whether it has neither a number nor a word that a sum could use."""
        return not (self.calculation or self.wants or self.completes)

    @property
    def completes(self) -> bool:
        """Whether it has a number or a word that a sum may have lacked."""
        says = self.says & ANSWERS or any(_family(name) == "areas" for name in self.says)
        return bool(self.shares or self.money or says or self.late or self.since_entry)

    def then(self, later: "Reading") -> "Reading":
        """Return what both say; the later one goes before."""
        dropped = {name for pair in _EITHER for name in pair if later.says & set(pair)}
        families = {_family(name) for name in later.says} - {""}
        dropped |= {name for name in self.says if _family(name) in families}
        anew = bool({"price", "paid"} & set(later.money))
        kept = {role: a for role, a in self.money.items() if not (anew and role in {"price", "paid"})}
        return Reading(
            calculation=later.calculation or self.calculation,
            wants=self.wants or later.wants,
            money=kept | later.money,
            further=later.further if anew else self.further,
            amounts=later.amounts or self.amounts,
            shares=self.shares | later.shares,
            late=self.late if later.late is None else later.late,
            since_entry=self.since_entry if later.since_entry is None else later.since_entry,
            says=(self.says - dropped) | later.says,
            is_unclear=later.is_unclear if anew else self.is_unclear,
        )


def read(question: str, codes: Iterable[str] = ()) -> Reading:
    """Return what a question says, with what its later parts correct.

    Args:
        question: As asked, or completed from the history: then its parts stand between semicolons.
        codes: Supervision mode codes it names; these are no amounts.
    """
    known = frozenset(codes)
    whole = Reading()
    for part in JOINT.split(in_plain_words(question)):
        if part.strip():
            whole = whole.then(_part(part.strip(), known))
    return whole


def is_other_matter(question: str, calculation: Calculation, codes: Iterable[str] = ()) -> bool:
    """Tell whether the last part of a question adds nothing to a sum, or asks what no sum answers: a deadline."""
    last = [part for part in JOINT.split(in_plain_words(question)) if part.strip()][-1]
    found = words()
    if _part(last.strip(), frozenset(codes)).says_nothing:
        return True
    bare = found["harmless"].sub("", last)
    return bool(found["never"].search(bare) or found["calculations"][calculation]["never"].search(last))


def _part(text: str, codes: frozenset[str]) -> Reading:
    found = words()
    calculation = next((name for name in CALCULATIONS if _is_one(text, found["calculations"][name])), None)
    amounts = [a for a in amounts_in(text) if not a.is_bound and a.text not in codes]
    sums = sums_in(text, amounts)
    says = {name for name, pattern in found.items() if isinstance(pattern, re.Pattern) and pattern.search(text)}
    for family in ("goods", "fines", "areas"):
        says |= {f"{family}.{name}" for name, pattern in found[family].items() if pattern.search(text)}
    if "no_consumption" in says:
        says.discard("yes_consumption")
    percents = [a for a in amounts if a.kind == "percent"]
    shares = named_by(text, percents, roles()["percents"], amounts)
    plain = [a for a in percents if a not in shares.values()]
    return Reading(
        calculation=calculation,
        wants="wants" in says,
        money=sums.named,
        further=sums.further,
        amounts=sums.every,
        shares=shares | ({"plain": plain[0]} if plain else {}),
        late=_days(text, found["late"]),
        since_entry=_days(text, found["since_entry"]),
        says=frozenset(says),
        is_unclear=sums.is_unclear,
    )


def _family(name: str) -> str:
    """Return the list of which a name is one: `areas` of `areas.chongqing`."""
    return name.partition(".")[0] if "." in name else ""


def _is_one(text: str, kind: dict[str, re.Pattern[str]]) -> bool:
    return bool(kind["of"].search(text) and not kind["never"].search(text))


def _days(text: str, patterns: tuple[re.Pattern[str], ...]) -> Decimal | None:
    found = next((match for pattern in patterns if (match := pattern.search(text))), None)
    if found is None:
        return None
    written = found["n"]
    return Decimal(written) if written.isdigit() else chinese_value(written)
