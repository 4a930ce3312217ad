"""Stamp duty on the contracts of an offshore resale (离岸转手买卖印花税)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.draft import Piece
from assistant.skills.calculate.money import to_fen
from assistant.skills.calculate.rules import Rule, Rules
from assistant.skills.calculate.working import Outcome, Teller, Worked

Area = Literal["shanghai", "elsewhere", "chongqing"]
"""Where the enterprise is: in Shanghai, in a place of which a part is exempt since April 2025, or in Chongqing."""


@dataclass(frozen=True)
class Resale:
    """Contracts of an offshore resale.

    Attributes:
        contracts: Amounts in yuan: of the purchase and the sale contract, or of one of them.
        area: None when not told.
    """

    contracts: tuple[Decimal, ...]
    area: Area | None = None


def stamp_duty(resale: Resale, rules: Rules) -> Outcome | None:
    """Work out the duty without the exemption, and tell when it applies; None when the texts do not hold the rate.

    The rate is that of 《印花税法》, the exemption that of 财税〔2025〕10号 and, before, 财税〔2024〕8号.
    """
    rule = rules.find("stamp-duty")
    if rule is None or not resale.contracts:
        return None
    tell = Teller(rules)
    exempt = rules.find("stamp-duty-exempt")
    duty = to_fen(sum(resale.contracts, Decimal(0)) * rule.values[0])
    own = (*resale.contracts, duty)
    added = tell.plus(tell.money(amount) for amount in resale.contracts)
    several = len(resale.contracts) > 1
    values = {"sum": _in_brackets(added, rules.lang) if several else added, "rate": rule.said, "duty": duty}
    formula = tell.piece("calc.stamp-formula", rule, own=own, **values)
    both = () if several else (tell.piece("calc.stamp-both", rule),)
    if exempt and _may_be_exempt(resale, exempt):
        key = "calc.stamp-exempt-shanghai" if resale.area == "shanghai" else "calc.stamp-exempt-elsewhere"
        result = tell.piece(key, exempt)
        without = tell.piece("calc.stamp-without", rule, own=own, **values)
        return Worked("calc.stamp-duty", None, result, (without,), (*both, *_meaning(tell)))
    result = tell.piece("calc.stamp-result", rule, own=own, duty=duty)
    return Worked("calc.stamp-duty", duty, result, (formula,), (*both, *_area(resale, tell, exempt)))


def _may_be_exempt(resale: Resale, exempt: Rule) -> bool:
    """Tell whether the area is on the list of the day; the first list held Shanghai alone."""
    return resale.area == "shanghai" or (resale.area == "elsewhere" and exempt.source.section.anchor != "shanghai-2024")


def _area(resale: Resale, tell: Teller, exempt: Rule | None) -> tuple[Piece, ...]:
    if exempt is None:
        return ()
    chongqing = tell.rules.find("stamp-duty-chongqing")
    if resale.area == "chongqing" and chongqing:
        return (tell.piece("calc.stamp-chongqing", chongqing),)
    return () if resale.area else (tell.piece("calc.stamp-assumed-area", exempt),)


def _meaning(tell: Teller) -> tuple[Piece, ...]:
    rule = tell.rules.find("stamp-duty-meaning")
    return (tell.piece("calc.stamp-meaning", rule),) if rule else ()


def _in_brackets(added: str, lang: str) -> str:
    return f"（{added}）" if lang == "zh" else f"({added})"
