"""Sums of money and percentages: rounded as tax is, and said in the reader's language."""

from decimal import ROUND_HALF_UP, Decimal

from kb.messages import Lang

_FEN = Decimal("0.01")
_PLAIN = 10_000
"""Below this, Chinese readers expect no separator: 5000元, but 26,000元."""

_LARGE: tuple[tuple[str, int, int], ...] = (("亿", 100_000_000, 10_000_000), ("万", 100_000, 1_000))
"""Unit → from which amount on it is used, and of what an amount must then be a multiple: 50万元, 1.2亿元."""
_UNITS = {"亿": 100_000_000, "万": 10_000}


def to_fen(amount: Decimal) -> Decimal:
    """Return an amount in yuan, rounded half up to the fen."""
    return amount.quantize(_FEN, ROUND_HALF_UP)


def say_money(amount: Decimal, lang: Lang) -> str:
    """Return an amount in yuan as a reader writes it; fen only where there are any."""
    rounded = to_fen(amount)
    whole = rounded == rounded.to_integral_value()
    number = f"{rounded:,.0f}" if whole else f"{rounded:,.2f}"
    if lang == "en":
        return f"CNY {number}"
    for unit, least, step in _LARGE:
        if abs(rounded) >= least and rounded % step == 0:
            return f"{(rounded / _UNITS[unit]).normalize():f}{unit}元"
    return f"{number.replace(',', '') if abs(rounded) < _PLAIN else number}元"


def say_share(share: Decimal) -> str:
    """Return a share of one as a percentage, such as 9.1% for 0.091."""
    return f"{(share * 100).normalize():f}%"
