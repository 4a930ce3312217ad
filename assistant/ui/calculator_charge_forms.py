"""The forms for charges, fines, stamp duty and a visitor's refund."""

from collections.abc import Callable
from typing import get_args

from assistant.skills.calculate.by_day import Late, late_charge
from assistant.skills.calculate.departure_refund import Shopping, departure_refund
from assistant.skills.calculate.fine import Offence, Wrong, fine
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.stamp_duty import Area, Resale, stamp_duty
from assistant.skills.calculate.working import Outcome
from assistant.ui.calculator_fields import choice, days, money, needed, percent
from assistant.ui.state import words


def late_fee_form(rules: Rules) -> Outcome | None:
    """Show the form for imports declared late."""
    base = money("dutiable", label=words("calculator.dutiable-value"))
    late = days("days", label=words("calculator.days-late"))
    return late_charge("late-fee", Late(needed(base), late), rules)


def surcharge_form(rules: Rules) -> Outcome | None:
    """Show the form for tax paid late."""
    base = money("tax", label=words("calculator.tax-late"))
    late = days("days", label=words("calculator.days-late"))
    return late_charge("surcharge", Late(needed(base), late), rules)


def stamp_duty_form(rules: Rules) -> Outcome | None:
    """Show the form for an offshore resale."""
    bought = money("purchase", label=words("calculator.purchase-contract"))
    sold = money("sale", label=words("calculator.sale-contract"))
    names = {"": words("calculator.area-other")} | {n: words(f"calculator.area-{n}") for n in get_args(Area)}
    chosen = choice("area", names, label=words("calculator.area"))
    area: Area | None = next((name for name in get_args(Area) if name == chosen), None)
    contracts = tuple(amount for amount in (bought, sold) if amount)
    needed(contracts[0] if contracts else None)
    return stamp_duty(Resale(contracts, area), rules)


def fine_form(rules: Rules) -> Outcome | None:
    """Show the form for a fine that is a share of a value."""
    names = {n: words(f"calculator.offence-{n}") for n in get_args(Offence)}
    chosen = choice("offence", names, label=words("calculator.offence"))
    offence: Offence = next(name for name in get_args(Offence) if name == chosen)
    base = money("base", label=words(f"calculator.fined-{offence}"))
    return fine(Wrong(offence, needed(base)), rules)


def departure_refund_form(rules: Rules) -> Outcome | None:
    """Show the form for a visitor who leaves with goods."""
    amount = money("bought-for", label=words("calculator.shopping"))
    vat_rate = percent("vat", label=words("calculator.vat-rate"))
    return departure_refund(Shopping(needed(amount), vat_rate), rules)


CHARGE_FORMS: dict[str, Callable[[Rules], Outcome | None]] = {
    "late-fee": late_fee_form,
    "surcharge": surcharge_form,
    "stamp-duty": stamp_duty_form,
    "fine": fine_form,
    "departure-refund": departure_refund_form,
}
"""By the name that stands in the address."""
