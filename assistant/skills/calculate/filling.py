"""From what a question says to the inputs of its calculation: taxes and refunds."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import get_args

from assistant.skills.calculate.charges import departed, fined, late_fee, resold, surcharge
from assistant.skills.calculate.deemed_income import DeemedIncome, deemed_income_tax
from assistant.skills.calculate.export_refund import ExportRefund, Goods, SomeGoods, export_refund
from assistant.skills.calculate.given import Given
from assistant.skills.calculate.parcel import Parcel, parcel_tax
from assistant.skills.calculate.reading import Calculation, Reading
from assistant.skills.calculate.refund_gap import refund_gap
from assistant.skills.calculate.retail_import import retail_import_tax
from assistant.skills.calculate.retail_order import RetailImport
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.working import Missing, Outcome, Teller

_BASES = ("paid", "price", "export_value", "gross")
_STATUTORY = ("statutory", "vat")
"""Tax on an import may also be added up from its statutory amounts alone."""

_ANY_CURRENCY = {"export_refund", "agency_refund", "refund_gap"}
"""They ask for the amount of the invoice, in which no other currency can stand."""

_EVERY_AMOUNT = {"surcharge", "late_fee", "fine", "stamp_duty", "departure_refund"}
"""They take the amounts as they come, whatever the words beside them."""

_ORDERS = {"retail_import", "parcel"}


def outcome(reading: Reading, rules: Rules) -> Outcome | None:
    """Work out what a question asks for; None when it names no amount or the texts of the day hold no rule for it."""
    if reading.calculation is None:
        return None
    given = Given(reading, _base(reading))
    as_they_come = reading.calculation in _EVERY_AMOUNT
    if not (reading.amounts if as_they_come else given.base):
        return None
    if reading.is_unclear and reading.calculation != "stamp_duty":
        return None
    tell = Teller(rules)
    if reading.calculation not in _ANY_CURRENCY and not given.is_yuan:
        return Missing(tell.piece("calc.ask-yuan"))
    if any(amount.total is None for amount in (*reading.money.values(), *reading.further)):
        return Missing(tell.piece("calc.ask-count"))
    return _explained(_FILLED[reading.calculation](given, rules), given, tell)


def _explained(found: Outcome | None, given: Given, tell: Teller) -> Outcome | None:
    """Put the line that adds the amount up before the formula."""
    lines = given.adding_up(tell) if given.reading.calculation != "stamp_duty" else ()
    if isinstance(found, Missing):
        return replace(found, so_far=(*lines, *found.so_far))
    if found is None:
        return None
    together = given.reading.further and given.reading.calculation in _ORDERS
    one = (tell.piece("calc.assumed-one-order"),) if together else ()
    return replace(found, formula=(*lines, *found.formula), assumed=(*found.assumed, *one))


def _base(reading: Reading) -> str | None:
    order = (*_BASES, *(_STATUTORY if reading.calculation == "retail_import" else ()))
    return next((role for role in order if role in reading.money), None)


def _retail(given: Given, rules: Rules) -> Outcome | None:
    bears = given.told("yes_consumption", "no_consumption")
    consumption = given.share("consumption")
    if bears is None and consumption is not None:
        bears = consumption > 0
    single = False if given.is_several else given.told("single_item", "several_items")
    order = RetailImport(
        price=None if given.base in _STATUTORY else given.amount,
        freight=given.money("freight") or Decimal(0),
        insurance=given.money("insurance") or Decimal(0),
        vat_rate=given.share("vat", "plain"),
        bears_consumption_tax=bears,
        may_bear_consumption_tax="excise_goods" in given.reading.says,
        statutory_duty=given.money("duty"),
        statutory_vat=given.money("vat"),
        statutory_consumption=given.money("consumption"),
        statutory_total=given.money("statutory"),
        bought=given.money("bought"),
        single_item=single,
    )
    return retail_import_tax(order, rules)


def _parcel(given: Given, rules: Rules) -> Outcome | None:
    parcel = Parcel(
        value=given.amount or Decimal(0),
        rate=given.share("parcel", "vat", "plain"),
        from_near="near" in given.reading.says,
        single_item=False if given.is_several else given.told("single_item", "several_items"),
    )
    return parcel_tax(parcel, rules)


def _export(given: Given) -> ExportRefund:
    goods: Goods | None = next((n for n in get_args(Goods) if f"goods.{n}" in given.reading.says), None)
    some: SomeGoods | None = next((n for n in get_args(SomeGoods) if f"goods.{n}" in given.reading.says), None)
    # An export value, a total with VAT or a sum in another currency is not the amount on the invoice.
    is_invoice = given.base in {"price", "paid"} and given.is_yuan
    return ExportRefund(
        invoice=given.amount if is_invoice else None,
        rate=given.share("refund", "plain"),
        vat_rate=given.share("vat"),
        goods=goods,
        some_goods=some,
        by_agency=given.reading.calculation == "agency_refund",
        invoice_assumed="invoice_said" not in given.reading.says,
        small_supplier="small_supplier" in given.reading.says,
    )


def _deemed(given: Given, rules: Rules) -> Outcome | None:
    return deemed_income_tax(DeemedIncome(given.amount or Decimal(0), given.told("small_firm", "not_small")), rules)


_FILLED: dict[Calculation, Callable[[Given, Rules], Outcome | None]] = {
    "deemed_income": _deemed,
    "agency_refund": lambda given, rules: export_refund(_export(given), rules),
    "surcharge": surcharge,
    "late_fee": late_fee,
    "fine": fined,
    "stamp_duty": resold,
    "departure_refund": departed,
    "parcel": _parcel,
    "retail_import": _retail,
    "refund_gap": lambda given, rules: refund_gap(_export(given), rules),
    "export_refund": lambda given, rules: export_refund(_export(given), rules),
}
