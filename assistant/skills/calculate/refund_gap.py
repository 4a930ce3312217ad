"""The VAT on exported goods that is not refunded, because the refund rate is lower than the VAT rate (征退税率之差)."""

from decimal import Decimal

from assistant.skills.calculate.export_refund import ExportRefund, assumed_invoice, gap_amount
from assistant.skills.calculate.money import say_share
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.working import Missing, Outcome, Teller, Worked
from kb.messages import say


def refund_gap(given: ExportRefund, rules: Rules) -> Outcome | None:
    """Work out what stays as cost (财税〔2012〕39号); None when the texts of the day do not hold the rule."""
    rule, formula = rules.find("refund-gap"), rules.find("refund-formula")
    if rule is None or formula is None:
        return None
    tell = Teller(rules)
    if given.invoice is None:
        return Missing(tell.piece("calc.ask-invoice", formula))
    listed = rules.find(f"refund-{given.goods}") if given.goods and given.rate is None else None
    rate = given.rate if given.rate is not None else listed.values[0] if listed and listed.figures else None
    if rate is None or given.vat_rate is None:
        return _ask_rates(given, tell)
    gap = gap_amount(given.invoice, given.vat_rate, rate)
    own = (given.invoice, gap, given.vat_rate, *(() if listed else (rate,)))
    values = {"amount": given.invoice, "vat": say_share(given.vat_rate), "rate": say_share(rate), "gap": gap}
    if gap == 0:
        none = tell.piece("calc.gap-none", rule, listed, own=(*own, rate), **values)
        return Worked("calc.gap", Decimal(0), none, (), tell.doubts(rule), tuple(assumed_invoice(given, tell)))
    return Worked(
        "calc.gap",
        gap,
        tell.piece("calc.gap-result", rule, listed, own=own, **values),
        (tell.piece("calc.gap-formula", listed, own=own, **values),),
        (tell.piece("calc.gap-rule", rule), *tell.doubts(rule, listed)),
        tuple(assumed_invoice(given, tell)),
    )


def _ask_rates(given: ExportRefund, tell: Teller) -> Missing:
    vat = tell.rules.find("vat-rates")
    known = (given.vat_rate,) if given.vat_rate is not None else vat.values[:1] if vat else ()
    bands = tell.rules.find("refund-bands")
    rates = (given.rate,) if given.rate is not None else bands.values if bands else ()
    choices = tuple(
        say("calc.choice-both-rates", tell.rules.lang, vat=say_share(levied), rate=say_share(rate))
        for levied in known
        for rate in rates
        if rate < levied
    )
    return Missing(tell.piece("calc.ask-both-rates"), (), choices)
