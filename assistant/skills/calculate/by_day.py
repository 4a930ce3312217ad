"""Charges that grow by the day: for imports declared late (滞报金) and for tax paid late (滞纳金)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.skills.calculate.money import to_fen
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.working import Missing, Outcome, Teller, Worked

Charge = Literal["late-fee", "surcharge"]


@dataclass(frozen=True)
class Late:
    """What is late.

    Attributes:
        base: Dutiable value of the imports, or the tax paid late, in yuan; None when not known.
        days: Days late; None when not known.
        since_entry: Days from the transport's declared entry to the declaration, where only these are known.
    """

    base: Decimal | None
    days: Decimal | None = None
    since_entry: Decimal | None = None


def charge_by_day(base: Decimal, share: Decimal, days: Decimal) -> Decimal:
    """Return base times daily share times days, in yuan, to the fen."""
    return to_fen(base * share * days)


def late_charge(charge: Charge, late: Late, rules: Rules) -> Outcome | None:
    """Work out a charge; None when the texts of the day do not hold it.

    The daily share is that of 《海关法》 and the customs rules on the late-declaration fee, or of 《税收征收管理法》.
    """
    rule = rules.find(charge)
    if rule is None:
        return None
    tell = Teller(rules)
    if late.base is None:
        return Missing(tell.piece(f"calc.{charge}-ask-base", rule))
    start = rules.find("late-fee-start") if charge == "late-fee" else None
    days, counted = late.days, False
    if days is None and start and late.since_entry is not None:
        days, counted = max(late.since_entry - start.values[0], Decimal(0)), True
    if days is None:
        return Missing(tell.piece(f"calc.{charge}-ask-days", start))
    due = charge_by_day(late.base, rule.values[0], days)
    own = (late.base, due, days)
    values = {"amount": late.base, "rate": rule.said, "days": f"{days:f}", "due": due}
    notes = []
    if counted and start and late.since_entry is not None:
        limit = start.values[0]
        numbers = {"since": f"{late.since_entry:f}", "limit": f"{limit:f}", "days": f"{days:f}"}
        notes.append(tell.piece("calc.late-fee-counted", start, own=(late.since_entry, days), **numbers))
    assumed = (tell.piece(f"calc.{charge}-assumed", own=(late.base,), amount=late.base),)
    return Worked(
        f"calc.{charge}",
        due,
        tell.piece(f"calc.{charge}-result", rule, own=own, **values),
        (*notes, tell.piece("calc.by-day-formula", rule, own=own, **values)),
        tell.doubts(rule),
        assumed,
    )
