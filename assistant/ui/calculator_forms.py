"""The form of each calculator: its fields, handed to the same function that the skill calls."""

from collections.abc import Callable
from decimal import Decimal
from typing import get_args

import streamlit as st

from assistant.skills.calculate.deemed_income import DeemedIncome, deemed_income_tax
from assistant.skills.calculate.export_refund import ExportRefund, Goods, export_refund
from assistant.skills.calculate.money import say_share
from assistant.skills.calculate.parcel import Parcel, parcel_tax
from assistant.skills.calculate.retail_import import retail_import_tax
from assistant.skills.calculate.retail_order import RetailImport
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.working import Outcome
from assistant.ui.calculator_charge_forms import CHARGE_FORMS
from assistant.ui.calculator_fields import NoAmountError, choice, money, needed, percent, yes_no
from assistant.ui.state import words

__all__ = ["FORMS", "NoAmountError"]


def retail_import_form(rules: Rules) -> Outcome | None:
    """Show the form for one order of retail import."""
    price = money("price", label=words("calculator.price"))
    vat_rate = percent("vat", label=words("calculator.vat-rate"))
    freight_place, insurance_place = st.columns(2)
    with freight_place:
        freight = money("freight", label=words("calculator.freight"))
    with insurance_place:
        insurance = money("insurance", label=words("calculator.insurance"))
    bears = yes_no("consumption", label=words("calculator.bears-consumption-tax"))
    limits = rules.find("retail-limits")
    is_over = bool(limits and price and price + (freight or 0) + (insurance or 0) > limits.values[0])
    with st.expander(words("calculator.over-limit"), expanded=is_over or bool(bears) or "bought" in st.query_params):
        single = yes_no("single", label=words("calculator.single-item"))
        bought = money("bought", label=words("calculator.bought"))
        st.caption(words("calculator.statutory-help"))
        duty = money("duty-amount", label=words("calculator.duty-amount"))
        vat = money("vat-amount", label=words("calculator.vat-amount"))
        consumption = money("consumption-amount", label=words("calculator.consumption-amount"))
    zero = Decimal(0)
    order = RetailImport(
        price=needed(price),
        freight=freight or zero,
        insurance=insurance or zero,
        vat_rate=vat_rate,
        bears_consumption_tax=bears,
        statutory_duty=duty,
        statutory_vat=vat,
        statutory_consumption=consumption,
        bought=bought,
        single_item=single,
    )
    return retail_import_tax(order, rules)


def parcel_form(rules: Rules) -> Outcome | None:
    """Show the form for one parcel."""
    value = money("value", label=words("calculator.parcel-value"))
    found = rules.find("parcel-rates")
    rates = {f"{rate * 100:.0f}": rate for rate in found.values} if found else {}
    offered = {"": words("calculator.unknown")} | {name: say_share(rate) for name, rate in rates.items()}
    rate = choice("rate", offered, label=words("calculator.parcel-rate"))
    limits = rules.find("parcel-limit")
    near = bool(limits and len(limits.values) > 1 and yes_no("near", label=words("calculator.near")))
    single = yes_no("single", label=words("calculator.single-article"))
    return parcel_tax(Parcel(needed(value), rates.get(rate), near, single), rules)


def export_refund_form(rules: Rules) -> Outcome | None:
    """Show the form for a trading company's refund."""
    invoice = money("invoice", label=words("calculator.invoice"))
    names = {"": words("calculator.goods-other")} | {n: words(f"calculator.goods-{n}") for n in get_args(Goods)}
    chosen = choice("goods", names, label=words("calculator.goods"))
    goods: Goods | None = next((name for name in get_args(Goods) if name == chosen), None)
    is_listed = goods is not None and rules.find(f"refund-{goods}") is not None
    rate = None if is_listed else percent("refund", label=words("calculator.refund-rate"))
    vat_rate = percent("vat", label=words("calculator.invoice-vat-rate"))
    small = bool(yes_no("small-supplier", label=words("calculator.small-supplier")))
    st.caption(words("calculator.no-producers"))
    given = ExportRefund(needed(invoice), rate, vat_rate, goods, small_supplier=small)
    return export_refund(given, rules)


def agency_refund_form(rules: Rules) -> Outcome | None:
    """Show the form for a refund that a comprehensive service company claims."""
    invoice = money("invoice", label=words("calculator.agency-invoice"))
    rate = percent("refund", label=words("calculator.refund-rate"))
    return export_refund(ExportRefund(needed(invoice), rate, by_agency=True), rules)


def deemed_income_form(rules: Rules) -> Outcome | None:
    """Show the form for income tax on a deemed profit."""
    revenue = money("revenue", label=words("calculator.revenue"))
    is_small = yes_no("small", label=words("calculator.small"))
    return deemed_income_tax(DeemedIncome(needed(revenue), is_small), rules)


FORMS: dict[str, Callable[[Rules], Outcome | None]] = {
    "retail-import": retail_import_form,
    "parcel": parcel_form,
    "export-refund": export_refund_form,
    "agency-refund": agency_refund_form,
    "deemed-income": deemed_income_form,
    **CHARGE_FORMS,
}
"""By the name that stands in the address."""
