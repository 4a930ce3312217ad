"""An order of retail import above the limit of one order or of the year."""

from decimal import Decimal

from assistant.skills.calculate.money import to_fen
from assistant.skills.calculate.retail_order import RetailImport, assumed, value_line
from assistant.skills.calculate.rules import Rule, Rules
from assistant.skills.calculate.working import Missing, Outcome, Teller, Worked
from kb.messages import say


def over_single(order: RetailImport, rules: Rules, terms: tuple[Rule, Rule], value: Rule) -> Outcome:
    """Tell what an order above the limit of one order bears (财关税〔2018〕49号)."""
    tell = Teller(rules)
    limits, share = terms
    single = limits.values[0]
    rule = rules.find("retail-over-single")
    own = (order.value,)
    over = tell.piece("calc.retail-over-single", limits, share, own=own, amount=order.value, limit=single)
    lines = value_line(order, tell, value)
    if rule is None:
        return Worked("calc.tax-due", None, over, lines, (tell.piece("calc.retail-over-unknown"),))
    if order.single_item is None:
        choices = tuple(say(key, rules.lang) for key in ("calc.choice-single-item", "calc.choice-several-items"))
        ask = tell.piece("calc.ask-single-item", rule, own=own, amount=order.value, limit=single)
        return Missing(ask, lines, choices)
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
    return Worked("calc.tax-due", tax, result, (*lines, formula, full), (over,), assumed(order, tell, limits))


def over_year(order: RetailImport, rules: Rules, limits: Rule, value: Rule) -> Worked:
    """Tell that an order above the yearly limit has no concession any more."""
    tell = Teller(rules)
    bought = order.bought or Decimal(0)
    total = bought + order.value
    own = (order.value, bought, total)
    key = "calc.retail-over-year" if bought else "calc.retail-over-year-alone"
    result = tell.piece(key, limits, own=own, amount=order.value, bought=bought, total=total, limit=limits.values[1])
    rule = rules.find("retail-over-year")
    note = tell.piece("calc.retail-general-trade", rule) if rule else tell.piece("calc.retail-over-unknown")
    return Worked("calc.tax-due", None, result, value_line(order, tell, value), (note,))
