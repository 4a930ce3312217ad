"""VAT refunds on exports: a trading company's own (免退税), and what a service company claims for a factory (代办退税).

For producers (免抵退税) the texts give the method and the base but no formula, so there is no sum for them.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.draft import Piece
from assistant.skills.calculate.money import say_share, to_fen
from assistant.skills.calculate.rules import Rule, Rules
from assistant.skills.calculate.working import Missing, Outcome, Teller, Worked
from kb.messages import say

Goods = Literal["battery", "photovoltaic", "metals"]
SomeGoods = Literal["oil", "minerals", "steel"]
"""Goods of which only some, named in an annex, have a rate of their own."""


@dataclass(frozen=True)
class ExportRefund:
    """Goods bought with a special invoice and exported; amounts in yuan, rates as shares of one.

    Attributes:
        invoice: Amount on the special invoice, without VAT; None when only another amount is known.
        rate: Refund rate of the goods; None when not known.
        vat_rate: VAT rate on the invoice; None when not known.
        goods: Goods whose refund rate stands in the texts.
        some_goods: Goods of which some have a rate of their own.
        by_agency: Whether a comprehensive service company claims it for the factory.
        invoice_assumed: Whether it was not said that the amount is the invoice's.
        small_supplier: Whether the supplier is small-scale, which limits the refund to its levy rate.
    """

    invoice: Decimal | None
    rate: Decimal | None = None
    vat_rate: Decimal | None = None
    goods: Goods | None = None
    some_goods: SomeGoods | None = None
    by_agency: bool = False
    invoice_assumed: bool = False
    small_supplier: bool = False


def refund_amount(invoice: Decimal, rate: Decimal) -> Decimal:
    """Return the refund in yuan: amount on the special invoice times the refund rate, to the fen."""
    return to_fen(invoice * rate)


def gap_amount(invoice: Decimal, vat_rate: Decimal, rate: Decimal) -> Decimal:
    """Return the VAT in yuan that is not refunded because the refund rate is lower (征退税率之差); 0 when it is not."""
    return to_fen(max(vat_rate - rate, Decimal(0)) * invoice)


def export_refund(given: ExportRefund, rules: Rules) -> Outcome | None:
    """Work out a refund; None when the texts of the day do not hold the formula."""
    formula = rules.find("agency-formula" if given.by_agency else "refund-formula")
    if formula is None:
        return None
    tell = Teller(rules)
    if given.invoice is None:
        return Missing(tell.piece("calc.ask-invoice", formula))
    listed = rules.find(f"refund-{given.goods}") if given.goods and given.rate is None else None
    if listed and not listed.figures:
        result = tell.piece(f"calc.refund-cancelled-{given.goods}", listed, own=(Decimal(0),))
        return Worked("calc.refund", Decimal(0), result, (), (), (tell.piece("calc.assumed-listed"),))
    small = rules.find("refund-small-supplier") if given.small_supplier and not given.by_agency else None
    rate = small.values[0] if small else given.rate if given.rate is not None else listed.values[0] if listed else None
    if rate is None:
        return _ask_rate(given, tell, formula)
    return _refunded(given, rate, tell, (formula, small or listed))


def _ask_rate(given: ExportRefund, tell: Teller, formula: Rule) -> Missing:
    invoice = given.invoice or Decimal(0)
    bands = tell.rules.find("refund-bands")
    rates = bands.values if bands else ()
    so_far = []
    some = tell.rules.find(f"refund-{given.some_goods}") if given.some_goods else None
    if some:
        so_far.append(tell.piece(f"calc.refund-some-{given.some_goods}", some))
    for rate in rates:
        refund = refund_amount(invoice, rate)
        values = {"amount": invoice, "rate": say_share(rate), "refund": refund}
        so_far.append(tell.piece("calc.refund-would-be", bands, formula, own=(invoice, refund), **values))
    so_far += assumed_invoice(given, tell)
    choices = tuple(say("calc.choice-refund-rate", tell.rules.lang, rate=say_share(rate)) for rate in rates)
    return Missing(tell.piece("calc.ask-refund-rate"), tuple(so_far), choices)


def _refunded(given: ExportRefund, rate: Decimal, tell: Teller, rests: tuple[Rule, Rule | None]) -> Worked:
    invoice = given.invoice or Decimal(0)
    formula, listed = rests
    refund = refund_amount(invoice, rate)
    own = (invoice, refund) if listed else (invoice, refund, rate)
    values = {"amount": invoice, "rate": say_share(rate), "refund": refund}
    kind = "agency" if given.by_agency else "refund"
    notes: list[Piece] = []
    if listed:
        key = "calc.refund-small-supplier" if listed.name == "refund-small-supplier" else "calc.refund-listed"
        notes.append(tell.piece(key, listed, rate=say_share(rate)))
    gap_rule = tell.rules.find("refund-gap") if not given.by_agency and not given.small_supplier else None
    if gap_rule and given.vat_rate is not None and given.vat_rate > rate:
        gap = gap_amount(invoice, given.vat_rate, rate)
        notes.append(
            tell.piece(
                "calc.refund-gap",
                gap_rule,
                own=(invoice, gap, given.vat_rate, rate),
                amount=invoice,
                vat=say_share(given.vat_rate),
                rate=say_share(rate),
                gap=gap,
            )
        )
    else:
        gap_rule = None
    return Worked(
        "calc.refund",
        refund,
        tell.piece(f"calc.{kind}-result", formula, listed, own=own, **values),
        (tell.piece(f"calc.{kind}-formula", formula, listed, own=own, **values),),
        (*notes, *tell.doubts(formula, gap_rule, listed)),
        _assumed(given, rests, tell),
    )


def _assumed(given: ExportRefund, rests: tuple[Rule, Rule | None], tell: Teller) -> tuple[Piece, ...]:
    found = assumed_invoice(given, tell)
    if not given.by_agency:
        found.append(tell.piece("calc.assumed-refund-conditions"))
    if rests[1] and rests[1].name != "refund-small-supplier":
        found.append(tell.piece("calc.assumed-listed"))
    return tuple(found)


def assumed_invoice(given: ExportRefund, tell: Teller) -> list[Piece]:
    """Return that the amount was taken for the invoice's, where that was not said."""
    if given.invoice is None or not given.invoice_assumed:
        return []
    key = "calc.assumed-agency-invoice" if given.by_agency else "calc.assumed-invoice"
    return [tell.piece(key, own=(given.invoice,), amount=given.invoice)]
