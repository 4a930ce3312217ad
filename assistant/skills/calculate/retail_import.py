"""Tax on one order of cross-border e-commerce retail import (跨境电商零售进口)."""

from dataclasses import replace
from decimal import Decimal

from assistant.draft import Piece
from assistant.skills.calculate.money import say_share, to_fen
from assistant.skills.calculate.retail_order import RetailImport, assumed, case_of, statutory_amount, value_line
from assistant.skills.calculate.retail_over import over_single, over_year
from assistant.skills.calculate.rules import Rule, Rules
from assistant.skills.calculate.working import Missing, Outcome, Teller, Worked
from kb.messages import say


def retail_import_tax(order: RetailImport, rules: Rules) -> Outcome | None:
    """Work out the tax on an order; None when the texts of the day do not hold the rule."""
    limits, share, value = rules.find("retail-limits"), rules.find("retail-share"), rules.find("retail-value")
    if limits is None or share is None or value is None:
        return None
    case = case_of(order, *limits.values[:2])
    if case == "over_year":
        return over_year(order, rules, limits, value)
    if case == "over_single":
        return over_single(order, rules, (limits, share), value)
    return _within(order, rules, limits, share, value)


def _within(order: RetailImport, rules: Rules, limits: Rule, share: Rule, value: Rule) -> Outcome:
    tell = Teller(rules)
    known = rules.find("vat-rates")
    if known and order.vat_rate is not None and order.vat_rate not in known.values:
        # Such as 9.1 %, which is no VAT rate but what comes of 13 % × 70 %.
        order = replace(order, vat_rate=None)
    statutory = statutory_amount(order)
    if statutory is None:
        return _missing(order, tell, share, value)
    levied = share.values[0]
    tax = to_fen(statutory * levied)
    own = (order.value, statutory, tax, order.price or Decimal(0), order.freight, order.insurance)
    values = {"share": say_share(levied), "tax": tax}
    formula = _formula(order, tell, share, own, values)
    key = "calc.retail-result" if order.price is not None else "calc.retail-result-amounts"
    within = tell.piece("calc.retail-within", limits, own=own, amount=order.value, limit=limits.values[0])
    return Worked(
        "calc.tax-due",
        tax,
        tell.piece(key, share, own=own, amount=order.value, tax=tax),
        (*value_line(order, tell, value), formula),
        (within,) if order.price is not None else (),
        assumed(order, tell, limits),
    )


def _formula(
    order: RetailImport, tell: Teller, share: Rule, own: tuple[Decimal, ...], values: dict[str, object]
) -> Piece:
    if order.statutory_total is not None:
        total = order.statutory_total
        return tell.piece("calc.retail-formula-total", share, own=(*own, total), total=total, **values)
    if order.statutory_vat is not None:
        parts = (order.statutory_vat, order.statutory_consumption or Decimal(0))
        names = {"vat": parts[0], "consumption": parts[1]}
        return tell.piece("calc.retail-formula-amounts", share, own=(*own, *parts), **names, **values)
    rate = order.vat_rate or Decimal(0)
    return tell.piece(
        "calc.retail-formula", share, own=(*own, rate), amount=order.value, rate=say_share(rate), **values
    )


def _missing(order: RetailImport, tell: Teller, share: Rule, value: Rule) -> Missing:
    lang = tell.rules.lang
    if order.bears_consumption_tax or order.price is None:
        choices = () if order.bears_consumption_tax else (say("calc.choice-no-consumption-tax", lang),)
        return Missing(tell.piece("calc.ask-statutory", share, share=say_share(share.values[0])), (), choices)
    offered = tell.rules.find("vat-rates") or tell.rules.find("retail-vat-example")
    rates = offered.values[:2] if offered and order.vat_rate is None else (order.vat_rate,) if order.vat_rate else ()
    unsure = order.bears_consumption_tax is None and order.may_bear_consumption_tax
    phrase = "calc.choice-rate-no-consumption-tax" if unsure else "calc.choice-vat-rate"
    offers = [say(phrase, lang, rate=say_share(rate)) for rate in rates]
    if unsure:
        offers.append(say("calc.choice-consumption-tax", lang))
    so_far = list(value_line(order, tell, value))
    for rate in rates:
        tax = to_fen(order.value * rate * share.values[0])
        own = (order.value, rate, tax)
        values = {"amount": order.value, "rate": say_share(rate), "share": say_share(share.values[0]), "tax": tax}
        so_far.append(tell.piece("calc.retail-would-be", offered, share, own=own, **values))
    ask = (
        "calc.ask-consumption-tax" if unsure and order.vat_rate else "calc.ask-both" if unsure else "calc.ask-vat-rate"
    )
    return Missing(tell.piece(ask), tuple(so_far), tuple(offers))
