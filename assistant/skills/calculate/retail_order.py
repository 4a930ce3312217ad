"""One order of cross-border e-commerce retail import: what is known of it, and what follows from that alone."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.draft import Piece
from assistant.skills.calculate.rules import Rule
from assistant.skills.calculate.working import Teller
from kb.messages import say

Case = Literal["within", "over_single", "over_year"]


@dataclass(frozen=True)
class RetailImport:
    """One order; amounts in yuan.

    Attributes:
        price: Retail price of the goods; None when only the statutory amounts are known.
        vat_rate: VAT rate of the goods as a share of one; None when not known.
        bears_consumption_tax: None when not known; where it does, the statutory amounts are needed.
        may_bear_consumption_tax: Whether such goods often do, so that without a word on it one must ask.
        statutory_duty: Duty by the tariff, in yuan, for what is above the limits.
        statutory_vat: Import VAT by law, in yuan, before the 70 %.
        statutory_consumption: Import consumption tax by law, in yuan, before the 70 %.
        statutory_total: VAT and consumption tax by law together, where they are known only so.
        bought: What the person has bought this way earlier in the year.
        single_item: Whether the order is one indivisible item; matters above the limit of one order.
    """

    price: Decimal | None
    freight: Decimal = Decimal(0)
    insurance: Decimal = Decimal(0)
    vat_rate: Decimal | None = None
    bears_consumption_tax: bool | None = None
    may_bear_consumption_tax: bool = False
    statutory_duty: Decimal | None = None
    statutory_vat: Decimal | None = None
    statutory_consumption: Decimal | None = None
    statutory_total: Decimal | None = None
    bought: Decimal | None = None
    single_item: bool | None = None

    @property
    def value(self) -> Decimal:
        """The dutiable value: price, freight and insurance (财关税〔2016〕18号)."""
        return (self.price or 0) + self.freight + self.insurance


def case_of(order: RetailImport, single: Decimal, yearly: Decimal) -> Case:
    """Return on which side of the limits an order is; the yearly one goes first, since beyond it the format ends."""
    if order.value + (order.bought or 0) > yearly:
        return "over_year"
    return "over_single" if order.value > single else "within"


def statutory_amount(order: RetailImport) -> Decimal | None:
    """Return VAT and consumption tax by law, in yuan; None when something for it is missing.

    Without consumption tax the VAT is the dutiable value times the rate, since duty is 0 % within the limits.
    """
    if order.statutory_total is not None:
        return order.statutory_total
    in_doubt = order.bears_consumption_tax is None and order.may_bear_consumption_tax
    may_bear = order.bears_consumption_tax or in_doubt
    if order.statutory_vat is not None:
        lacks = may_bear and order.statutory_consumption is None
        return None if lacks else order.statutory_vat + (order.statutory_consumption or 0)
    if may_bear or order.vat_rate is None or order.price is None:
        return None
    return order.value * order.vat_rate


def value_line(order: RetailImport, tell: Teller, value: Rule) -> tuple[Piece, ...]:
    """Return the line that adds freight and insurance to the price; nothing where there are none."""
    if order.price is None or not (order.freight or order.insurance):
        return ()
    parts = {"price": order.price, "freight": order.freight, "insurance": order.insurance}
    lang = tell.rules.lang
    named = (say(f"calc.part-{name}", lang, amount=tell.money(amount)) for name, amount in parts.items() if amount)
    own = (*parts.values(), order.value)
    return (tell.piece("calc.retail-value", value, own=own, parts=tell.plus(named), amount=order.value),)


def assumed(order: RetailImport, tell: Teller, limits: Rule) -> tuple[Piece, ...]:
    """Return what was not told of an order and is assumed."""
    found = []
    by_rate = order.statutory_vat is None and order.statutory_total is None
    if by_rate and order.bears_consumption_tax is None:
        found.append(tell.piece("calc.assumed-no-consumption-tax"))
    if by_rate and not order.freight:
        found.append(tell.piece("calc.assumed-freight-included"))
    if order.price is None:
        single, yearly = limits.values[:2]
        found.append(tell.piece("calc.assumed-within", limits, single=single, yearly=yearly))
    elif order.bought is None:
        found.append(tell.piece("calc.assumed-year", limits, limit=limits.values[1]))
    return tuple(found)
