"""From what a question says to the inputs of its calculation."""

from collections.abc import Callable
from decimal import Decimal
from typing import get_args

from assistant.skills.calculate.deemed_income import DeemedIncome, deemed_income_tax
from assistant.skills.calculate.export_refund import ExportRefund, Goods, export_refund
from assistant.skills.calculate.parcel import Parcel, parcel_tax
from assistant.skills.calculate.reading import Calculation, Reading
from assistant.skills.calculate.retail_import import RetailImport, retail_import_tax
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.working import Missing, Outcome, Teller

_YUAN = {None, "CNY"}


def outcome(reading: Reading, rules: Rules) -> Outcome | None:
    """Work out what a question asks for; None when it names no amount or the texts of the day hold no rule for it."""
    if reading.calculation is None or reading.is_unclear or not (base := _base(reading)):
        return None
    tell = Teller(rules)
    is_refund = reading.calculation in {"export_refund", "agency_refund"}
    if not is_refund and any(amount.currency not in _YUAN for amount in reading.money.values()):
        return Missing(tell.piece("calc.ask-yuan"))
    if any(amount.total is None for amount in reading.money.values()):
        return Missing(tell.piece("calc.ask-count"))
    return _FILLED[reading.calculation](reading, base, rules)


def _base(reading: Reading) -> str | None:
    """Return the role of the amount that the sum starts from."""
    # Tax on an import may also be added up from its statutory amounts alone.
    order = ("price", "export_value", "gross", "vat" if reading.calculation == "retail_import" else "price")
    return next((role for role in order if role in reading.money), None)


def _money(reading: Reading, role: str) -> Decimal | None:
    return reading.money[role].total if role in reading.money else None


def _share(reading: Reading, *roles: str) -> Decimal | None:
    return next((reading.shares[role].value for role in roles if role in reading.shares), None)


def _told(reading: Reading, yes: str, no: str) -> bool | None:
    return False if no in reading.says else True if yes in reading.says else None


def _single_item(reading: Reading) -> bool | None:
    return False if "several_items" in reading.says else True if "single_item" in reading.says else None


def _retail(reading: Reading, base: str, rules: Rules) -> Outcome | None:
    bears = _told(reading, "yes_consumption", "no_consumption")
    if bears is None and "consumption" in reading.shares:
        bears = reading.shares["consumption"].value > 0
    vat_rate = _share(reading, "vat", "plain")
    order = RetailImport(
        price=_money(reading, base) or Decimal(0),
        freight=_money(reading, "freight") or Decimal(0),
        insurance=_money(reading, "insurance") or Decimal(0),
        vat_rate=vat_rate,
        bears_consumption_tax=bears,
        may_bear_consumption_tax="excise_goods" in reading.says,
        statutory_duty=_money(reading, "duty"),
        statutory_vat=_money(reading, "vat"),
        statutory_consumption=_money(reading, "consumption"),
        bought=_money(reading, "bought"),
        single_item=_single_item(reading),
    )
    return retail_import_tax(order, rules)


def _parcel(reading: Reading, base: str, rules: Rules) -> Outcome | None:
    parcel = Parcel(
        value=_money(reading, base) or Decimal(0),
        rate=_share(reading, "parcel", "vat", "plain"),
        from_near="near" in reading.says,
        single_item=_single_item(reading),
    )
    return parcel_tax(parcel, rules)


def _refund(reading: Reading, base: str, rules: Rules) -> Outcome | None:
    by_agency = reading.calculation == "agency_refund"
    goods = next((name for name in get_args(Goods) if f"goods.{name}" in reading.says), None)
    given = ExportRefund(
        # An export value, a total with VAT or a sum in another currency is not the amount on the invoice.
        invoice=_money(reading, base) if base == "price" and reading.money[base].currency in _YUAN else None,
        rate=_share(reading, "refund", "plain"),
        vat_rate=_share(reading, "vat"),
        goods=goods,
        by_agency=by_agency,
        invoice_assumed="invoice_said" not in reading.says,
        small_supplier="small_supplier" in reading.says,
    )
    return export_refund(given, rules)


def _deemed(reading: Reading, base: str, rules: Rules) -> Outcome | None:
    is_small = _told(reading, "small_firm", "not_small")
    return deemed_income_tax(DeemedIncome(_money(reading, base) or Decimal(0), is_small), rules)


_FILLED: dict[Calculation, Callable[[Reading, str, Rules], Outcome | None]] = {
    "retail_import": _retail,
    "parcel": _parcel,
    "export_refund": _refund,
    "agency_refund": _refund,
    "deemed_income": _deemed,
}
