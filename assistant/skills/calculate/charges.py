"""From what a question says to the inputs of its calculation: charges, fines, stamp duty, a visitor's refund."""

from typing import get_args

from assistant.skills.calculate.by_day import Late, late_charge
from assistant.skills.calculate.departure_refund import Shopping, departure_refund
from assistant.skills.calculate.fine import Offence, Wrong, fine
from assistant.skills.calculate.given import Given
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.stamp_duty import Area, Resale, stamp_duty
from assistant.skills.calculate.working import Outcome

_BOTH_CONTRACTS = 2
_FINES: tuple[Offence, ...] = ("fraud", "withholding", "restricted", "licence", "refund", "tax")
"""In the order of the word lists: the narrower word first."""


def late_fee(given: Given, rules: Rules) -> Outcome | None:
    """Work out the fee for an import declared late."""
    late = Late(given.only_amount, given.reading.late, given.reading.since_entry)
    return late_charge("late-fee", late, rules) if late.base is not None else None


def surcharge(given: Given, rules: Rules) -> Outcome | None:
    """Work out the surcharge on tax paid late."""
    late = Late(given.only_amount, given.reading.late)
    return late_charge("surcharge", late, rules) if late.base is not None else None


def fined(given: Given, rules: Rules) -> Outcome | None:
    """Work out the range of a fine."""
    offence = next((name for name in _FINES if f"fines.{name}" in given.reading.says), None)
    if offence is None or given.only_amount is None:
        return None
    return fine(Wrong(offence, given.only_amount), rules)


def resold(given: Given, rules: Rules) -> Outcome | None:
    """Work out stamp duty on one or both contracts of a resale."""
    totals = tuple(amount.total for amount in given.reading.amounts if amount.total is not None)
    if len(totals) > _BOTH_CONTRACTS or any(amount.each for amount in given.reading.amounts):
        return None
    area: Area | None = next((name for name in get_args(Area) if f"areas.{name}" in given.reading.says), None)
    return stamp_duty(Resale(totals, area), rules)


def departed(given: Given, rules: Rules) -> Outcome | None:
    """Work out a visitor's refund."""
    amount = given.amount if given.amount is not None else given.only_amount
    if amount is None:
        return None
    return departure_refund(Shopping(amount, given.share("vat", "plain"), given.share("refund")), rules)
