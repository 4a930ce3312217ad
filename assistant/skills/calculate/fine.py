"""Fines that are a share of a value: the texts give least and most, so the sum is a range."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.skills.calculate.money import say_share, to_fen
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.working import Missing, Outcome, Teller, Worked

Offence = Literal["licence", "tax", "refund", "restricted", "fraud", "withholding"]


@dataclass(frozen=True)
class Wrong:
    """What was done wrong.

    Attributes:
        offence: What is fined.
        base: What the fine is a share of, in yuan: the goods' value, the tax evaded, the declared price, the refund
            cheated or the tax not withheld; None when not known.
    """

    offence: Offence
    base: Decimal | None


def fine_range(base: Decimal, shares: tuple[Decimal, ...]) -> tuple[Decimal, Decimal]:
    """Return the least and the most that a fine can be, in yuan."""
    return to_fen(base * shares[0]), to_fen(base * shares[1])


def fine(wrong: Wrong, rules: Rules) -> Outcome | None:
    """Work out the range of a fine (《海关行政处罚实施条例》, 《税收征收管理法》, 《关税法》); None without a rule."""
    rule = rules.find(f"fine-{wrong.offence}")
    if rule is None:
        return None
    tell = Teller(rules)
    if wrong.base is None:
        return Missing(tell.piece(f"calc.fine-{wrong.offence}-ask", rule))
    least, most = fine_range(wrong.base, rule.values)
    own = (wrong.base, least, most, *rule.values)
    low, high = (_times(share) for share in rule.values)
    values = {"amount": wrong.base, "least": least, "most": most, "low": low, "high": high}
    is_range = least > 0
    formula = tell.piece("calc.fine-formula" if is_range else "calc.fine-formula-most", rule, own=own, **values)
    result = tell.piece(f"calc.fine-{wrong.offence}", rule, own=own, **values)
    assumed = (tell.piece(f"calc.fine-{wrong.offence}-assumed", own=own, amount=wrong.base),)
    within = (tell.piece("calc.fine-within"),) if is_range else ()
    return Worked("calc.fine", None, result, (formula,), (*within, *tell.doubts(rule)), assumed)


def _times(share: Decimal) -> str:
    """Return a percentage, or from the whole on how many times."""
    return f"{share.normalize():f}" if share >= 1 else say_share(share)
