"""Tax on one order of cross-border e-commerce retail import (跨境电商零售进口)."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.draft import Piece
from assistant.skills.calculate.money import say_share, to_fen
from assistant.skills.calculate.rules import Rule, Rules
from assistant.skills.calculate.working import Missing, Outcome, Teller, Worked
from kb.messages import say

Case = Literal["within", "over_single", "over_year"]


@dataclass(frozen=True)
class RetailImport:
    """One order; amounts in yuan.

    Attributes:
        price: Retail price of the goods.
        vat_rate: VAT rate of the goods as a share of one; None when not known.
        bears_consumption_tax: None when not known; where it does, the statutory amounts are needed.
        may_bear_consumption_tax: Whether such goods often do, so that without a word on it one must ask.
        statutory_duty: Duty by the tariff, in yuan, for what is above the limits.
        statutory_vat: Import VAT by law, in yuan, before the 70 %.
        statutory_consumption: Import consumption tax by law, in yuan, before the 70 %.
        bought: What the person has bought this way earlier in the year.
        single_item: Whether the order is one indivisible item; matters above the limit of one order.
    """

    price: Decimal
    freight: Decimal = Decimal(0)
    insurance: Decimal = Decimal(0)
    vat_rate: Decimal | None = None
    bears_consumption_tax: bool | None = None
    may_bear_consumption_tax: bool = False
    statutory_duty: Decimal | None = None
    statutory_vat: Decimal | None = None
    statutory_consumption: Decimal | None = None
    bought: Decimal | None = None
    single_item: bool | None = None

    @property
    def value(self) -> Decimal:
        """The dutiable value: price, freight and insurance (财关税〔2016〕18号)."""
        return self.price + self.freight + self.insurance


def case_of(order: RetailImport, single: Decimal, yearly: Decimal) -> Case:
    """Return on which side of the limits an order is; the yearly one goes first, since beyond it the format ends."""
    if order.value + (order.bought or 0) > yearly:
        return "over_year"
    return "over_single" if order.value > single else "within"


def statutory_amount(order: RetailImport) -> Decimal | None:
    """Return VAT and consumption tax by law, in yuan; None when something for it is missing.

    Without consumption tax the VAT is the dutiable value times the rate, since duty is 0 % within the limits.
    """
    if order.statutory_vat is not None:
        return order.statutory_vat + (order.statutory_consumption or 0)
    in_doubt = order.bears_consumption_tax is None and order.may_bear_consumption_tax
    if order.bears_consumption_tax or in_doubt or order.vat_rate is None:
        return None
    return order.value * order.vat_rate


def retail_import_tax(order: RetailImport, rules: Rules) -> Outcome | None:
    """Work out the tax on an order; None when the texts of the day do not hold the rule."""
    limits, share, value = rules.find("retail-limits"), rules.find("retail-share"), rules.find("retail-value")
    if limits is None or share is None or value is None:
        return None
    case = case_of(order, *limits.values[:2])
    if case == "over_year":
        return _over_year(order, rules, limits, value)
    if case == "over_single":
        return _over_single(order, rules, (limits, share), value)
    return _within(order, rules, limits, share, value)


def _within(order: RetailImport, rules: Rules, limits: Rule, share: Rule, value: Rule) -> Outcome:
    tell = Teller(rules)
    known = rules.find("vat-rates")
    if known and order.vat_rate is not None and order.vat_rate not in known.values:
        # Such as 9.1 %, which is no VAT rate but what comes of 13 % × 70 %.
        order = replace(order, vat_rate=None)
    statutory = statutory_amount(order)
    if statutory is None:
        return _missing(order, tell, share)
    levied = share.values[0]
    tax = to_fen(statutory * levied)
    rate = order.vat_rate if order.statutory_vat is None else None
    own = (order.value, statutory, tax, order.price, order.freight, order.insurance)
    if rate is not None:
        formula = tell.piece(
            "calc.retail-formula",
            share,
            own=(*own, rate),
            amount=order.value,
            rate=say_share(rate),
            share=say_share(levied),
            tax=tax,
        )
    else:
        vat, consumption = order.statutory_vat or Decimal(0), order.statutory_consumption or Decimal(0)
        formula = tell.piece(
            "calc.retail-formula-amounts",
            share,
            own=(*own, vat, consumption),
            vat=vat,
            consumption=consumption,
            share=say_share(levied),
            tax=tax,
        )
    return Worked(
        "calc.tax-due",
        tax,
        tell.piece("calc.retail-result", share, own=own, amount=order.value, tax=tax),
        (*_value_line(order, tell, value), formula),
        (tell.piece("calc.retail-within", limits, own=own, amount=order.value, limit=limits.values[0]),),
        _assumed(order, tell, limits),
    )


def _value_line(order: RetailImport, tell: Teller, value: Rule) -> tuple[Piece, ...]:
    if not order.freight and not order.insurance:
        return ()
    parts = (order.price, order.freight, order.insurance, order.value)
    names = {"price": order.price, "freight": order.freight, "insurance": order.insurance, "amount": order.value}
    return (tell.piece("calc.retail-value", value, own=parts, **names),)


def _assumed(order: RetailImport, tell: Teller, limits: Rule) -> tuple[Piece, ...]:
    found = []
    if order.statutory_vat is None and order.bears_consumption_tax is None:
        found.append(tell.piece("calc.assumed-no-consumption-tax"))
    if order.statutory_vat is None and not order.freight:
        found.append(tell.piece("calc.assumed-freight-included"))
    if order.bought is None:
        found.append(tell.piece("calc.assumed-year", limits, limit=limits.values[1]))
    return tuple(found)


def _missing(order: RetailImport, tell: Teller, share: Rule) -> Missing:
    lang = tell.rules.lang
    if order.bears_consumption_tax:
        return Missing(tell.piece("calc.ask-statutory", share, share=say_share(share.values[0])))
    offered = tell.rules.find("vat-rates") or tell.rules.find("retail-vat-example")
    rates = offered.values[:2] if offered and order.vat_rate is None else (order.vat_rate,) if order.vat_rate else ()
    unsure = order.bears_consumption_tax is None and order.may_bear_consumption_tax
    phrase = "calc.choice-rate-no-consumption-tax" if unsure else "calc.choice-vat-rate"
    choices = [say(phrase, lang, rate=say_share(rate)) for rate in rates]
    if unsure:
        choices.append(say("calc.choice-consumption-tax", lang))
    so_far = []
    for rate in rates:
        tax = to_fen(order.value * rate * share.values[0])
        own = (order.value, rate, tax)
        values = {"amount": order.value, "rate": say_share(rate), "share": say_share(share.values[0]), "tax": tax}
        so_far.append(tell.piece("calc.retail-would-be", offered, share, own=own, **values))
    ask = (
        "calc.ask-consumption-tax" if unsure and order.vat_rate else "calc.ask-both" if unsure else "calc.ask-vat-rate"
    )
    return Missing(tell.piece(ask), tuple(so_far), tuple(choices))


def _over_single(order: RetailImport, rules: Rules, terms: tuple[Rule, Rule], value: Rule) -> Outcome:
    tell = Teller(rules)
    limits, share = terms
    single = limits.values[0]
    rule = rules.find("retail-over-single")
    own = (order.value,)
    over = tell.piece("calc.retail-over-single", limits, share, own=own, amount=order.value, limit=single)
    lines = _value_line(order, tell, value)
    if rule is None:
        return Worked("calc.tax-due", None, over, lines, (tell.piece("calc.retail-over-unknown"),))
    if order.single_item is None:
        choices = tuple(say(key, rules.lang) for key in ("calc.choice-single-item", "calc.choice-several-items"))
        ask = tell.piece("calc.ask-single-item", rule, own=own, amount=order.value, limit=single)
        return Missing(ask, (), choices)
    if not order.single_item:
        note = tell.piece("calc.retail-several-items", rule, limit=single)
        return Worked("calc.tax-due", None, over, lines, (note,))
    full = tell.piece("calc.retail-full", rule)
    if order.statutory_vat is None or order.statutory_duty is None:
        return Worked("calc.tax-due", None, over, (*lines, full), (tell.piece("calc.retail-full-amounts"),))
    parts = (order.statutory_duty, order.statutory_vat, order.statutory_consumption or Decimal(0))
    tax = to_fen(sum(parts, Decimal(0)))
    formula = tell.piece(
        "calc.retail-full-formula",
        rule,
        own=(*parts, tax),
        duty=parts[0],
        vat=parts[1],
        consumption=parts[2],
        tax=tax,
    )
    result = tell.piece("calc.retail-result", rule, own=(*own, tax), amount=order.value, tax=tax)
    return Worked("calc.tax-due", tax, result, (*lines, formula, full), (over,), _assumed(order, tell, limits))


def _over_year(order: RetailImport, rules: Rules, limits: Rule, value: Rule) -> Worked:
    tell = Teller(rules)
    bought = order.bought or Decimal(0)
    total = bought + order.value
    own = (order.value, bought, total)
    key = "calc.retail-over-year" if bought else "calc.retail-over-year-alone"
    result = tell.piece(key, limits, own=own, amount=order.value, bought=bought, total=total, limit=limits.values[1])
    rule = rules.find("retail-over-year")
    note = tell.piece("calc.retail-general-trade", rule) if rule else tell.piece("calc.retail-over-unknown")
    return Worked("calc.tax-due", None, result, _value_line(order, tell, value), (note,))
