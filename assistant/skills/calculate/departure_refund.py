"""The refund of VAT to a visitor from abroad who takes goods out of the country (离境退税)."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.draft import Piece
from assistant.skills.calculate.money import say_share, to_fen
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.working import Missing, Outcome, Teller, Worked
from kb.messages import say


@dataclass(frozen=True)
class Shopping:
    """What was bought in one shop on one day.

    Attributes:
        amount: In yuan.
        vat_rate: VAT rate of the goods as a share of one; None when not known.
        refund_rate: Refund rate, where that is told instead.
    """

    amount: Decimal
    vat_rate: Decimal | None = None
    refund_rate: Decimal | None = None


def departure_refund(shopping: Shopping, rules: Rules) -> Outcome | None:
    """Work out the refund; None when the texts of the day do not hold rates and threshold.

    The texts give rates, threshold and cash limit (财政部 税务总局 海关总署公告2019年第39号 and the notices on the
    threshold); that the rate is taken of the amount paid is assumed and said so.
    """
    rates, threshold = rules.find("departure-rates"), rules.find("departure-threshold")
    if rates is None or threshold is None:
        return None
    tell = Teller(rules)
    least = threshold.values[0]
    if shopping.amount < least:
        below = tell.piece("calc.departure-below", threshold, own=(shopping.amount, Decimal(0)), **_of(shopping, least))
        return Worked("calc.departure", Decimal(0), below)
    by_vat = dict(zip(rates.values[::2], rates.values[1::2], strict=True))
    assumed = tell.piece("calc.departure-assumed", own=(shopping.amount,), amount=shopping.amount)
    by_refund = {rate: vat for vat, rate in by_vat.items()}
    vat_rate = shopping.vat_rate if shopping.refund_rate is None else by_refund.get(shopping.refund_rate)
    if vat_rate not in by_vat:
        so_far = [_would_be(shopping, tell, vat, rate) for vat, rate in by_vat.items()]
        choices = tuple(say("calc.choice-goods-vat", rules.lang, vat=say_share(vat)) for vat in by_vat)
        return Missing(tell.piece("calc.departure-ask", rates), (*so_far, assumed), choices)
    rate = by_vat[vat_rate]
    refund = to_fen(shopping.amount * rate)
    own = (shopping.amount, refund)
    values = {"amount": shopping.amount, "rate": say_share(rate), "refund": refund}
    notes = [tell.piece("calc.departure-reached", threshold, own=own, **_of(shopping, least))]
    cash = rules.find("departure-cash")
    if cash and refund > cash.values[0]:
        notes.append(tell.piece("calc.departure-cash", cash, own=own, refund=refund, most=cash.values[0]))
    return Worked(
        "calc.departure",
        refund,
        tell.piece("calc.departure-result", rates, own=own, vat=say_share(vat_rate), **values),
        (tell.piece("calc.departure-formula", rates, own=own, **values),),
        tuple(notes),
        (assumed,),
    )


def _would_be(shopping: Shopping, tell: Teller, vat: Decimal, rate: Decimal) -> Piece:
    refund = to_fen(shopping.amount * rate)
    values = {"amount": shopping.amount, "vat": say_share(vat), "rate": say_share(rate), "refund": refund}
    return tell.piece(
        "calc.departure-would-be", tell.rules.find("departure-rates"), own=(shopping.amount, refund), **values
    )


def _of(shopping: Shopping, least: Decimal) -> dict[str, Decimal]:
    return {"amount": shopping.amount, "least": least}
