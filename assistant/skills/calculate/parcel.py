"""Parcel tax: the simple levy on articles sent to a person from abroad (行邮税)."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.skills.calculate.money import say_share, to_fen
from assistant.skills.calculate.rules import Rule, Rules
from assistant.skills.calculate.working import Missing, Outcome, Teller, Worked
from kb.messages import say


@dataclass(frozen=True)
class Parcel:
    """One parcel; amounts in yuan.

    Attributes:
        value: Value of the articles.
        rate: Rate of the articles as a share of one; None when not known.
        from_near: Whether it comes from Hong Kong, Macao or Taiwan, which had a limit of their own until November 2024.
        single_item: Whether it holds one indivisible article for personal use; matters above the limit.
    """

    value: Decimal
    rate: Decimal | None = None
    from_near: bool = False
    single_item: bool | None = None


def limit_of(parcel: Parcel, limits: tuple[Decimal, ...]) -> Decimal:
    """Return the limit for a parcel, in yuan; of two, the first is for Hong Kong, Macao and Taiwan."""
    return limits[0] if parcel.from_near else limits[-1]


def parcel_tax(parcel: Parcel, rules: Rules) -> Outcome | None:
    """Work out parcel tax; None when the texts of the day do not hold the rates."""
    rates, limits = rules.find("parcel-rates"), rules.find("parcel-limit")
    if rates is None or limits is None:
        return None
    tell = Teller(rules)
    limit = limit_of(parcel, limits.values)
    over = parcel.value > limit
    # Until November 2024 the texts tell of no exception for what is above the limit.
    has_exception = len(limits.values) == 1
    if over and has_exception and parcel.single_item is None:
        ask = tell.piece("calc.parcel-ask-single", limits, own=(parcel.value,), amount=parcel.value, limit=limit)
        choices = tuple(say(key, rules.lang) for key in ("calc.choice-single-item", "calc.choice-several-items"))
        return Missing(ask, (), choices)
    if over and not (parcel.single_item and has_exception):
        result = tell.piece("calc.parcel-over", limits, own=(parcel.value,), amount=parcel.value, limit=limit)
        return Worked("calc.tax-due", None, result)
    if parcel.rate is None or parcel.rate not in rates.values:
        return _ask_rate(parcel, tell, rates)
    return _levied(parcel, parcel.rate, tell, rates, (limits, limit))


def _ask_rate(parcel: Parcel, tell: Teller, rates: Rule) -> Missing:
    so_far = []
    for rate in rates.values:
        tax = to_fen(parcel.value * rate)
        values = {"amount": parcel.value, "rate": say_share(rate), "tax": tax}
        so_far.append(tell.piece("calc.parcel-would-be", rates, own=(parcel.value, tax), **values))
    choices = tuple(say("calc.choice-parcel-rate", tell.rules.lang, rate=say_share(rate)) for rate in rates.values)
    return Missing(tell.piece("calc.ask-parcel-rate", rates), tuple(so_far), choices)


def _levied(parcel: Parcel, rate: Decimal, tell: Teller, rates: Rule, limited: tuple[Rule, Decimal]) -> Worked:
    tax = to_fen(parcel.value * rate)
    own = (parcel.value, tax)
    values = {"amount": parcel.value, "rate": say_share(rate), "tax": tax}
    formula = tell.piece("calc.parcel-formula", rates, own=own, **values)
    limits, limit = limited
    key = "calc.parcel-single" if parcel.value > limit else "calc.parcel-within"
    within = tell.piece(key, limits, own=own, amount=parcel.value, limit=limit)
    assumed = (tell.piece("calc.assumed-parcel-value"),)
    waiver = tell.rules.find("parcel-waiver")
    if waiver and tax <= waiver.values[0]:
        result = tell.piece("calc.parcel-waived", waiver, own=own, tax=tax, most=waiver.values[0])
        notes = (within, *tell.doubts(waiver))
        return Worked("calc.tax-due", Decimal(0), result, (formula,), notes, assumed)
    result = tell.piece("calc.parcel-result", rates, own=own, **values)
    return Worked("calc.tax-due", tax, result, (formula,), (within, *tell.doubts(rates)), assumed)
