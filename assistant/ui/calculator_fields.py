"""Fields of the calculators: each stands in the address, so that a sum can be linked to and comes back on a refresh."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

import streamlit as st

from assistant.ui.state import words

_MOST = 1_000_000_000_000
_MOST_DAYS = 10_000
_LONGEST = 16
"""Characters of a number in the address; no amount that the fields take is longer."""


class NoAmountError(Exception):
    """The amount from which the sum starts is not filled in yet."""


def money(name: str, *, label: str) -> Decimal | None:
    """Show a field for an amount in yuan; None while it is empty."""
    return _number(name, label, step=100.0, most=_MOST)


def percent(name: str, *, label: str) -> Decimal | None:
    """Show a field for a percentage and return it as a share of one; None while it is empty."""
    number = _number(name, label, step=1.0, most=100)
    return None if number is None else number / 100


def days(name: str, *, label: str) -> Decimal | None:
    """Show a field for a number of days; None while it is empty."""
    return _number(name, label, step=1.0, most=_MOST_DAYS)


def needed(amount: Decimal | None) -> Decimal:
    """Return the amount.

    Raises:
        NoAmountError: It is not filled in.
    """
    if not amount:
        raise NoAmountError
    return amount


def choice(name: str, options: Mapping[str, str], *, label: str) -> str:
    """Show a choice and return its name; the first one stands until another is chosen.

    Args:
        name: In the address.
        options: Name of each choice → what the reader sees.
        label: Of the field.
    """
    names = list(options)
    asked = st.query_params.get(name, "")
    key = f"calculator_{name}"
    st.session_state[key] = asked if asked in names else names[0]

    def keep() -> None:
        _keep(name, "" if st.session_state[key] == names[0] else st.session_state[key])

    return str(st.selectbox(label, names, format_func=lambda option: options[option], key=key, on_change=keep))


def yes_no(name: str, *, label: str) -> bool | None:
    """Show a choice of yes, no and not known."""
    options = {"": words("calculator.unknown"), "yes": words("calculator.yes"), "no": words("calculator.no")}
    return {"yes": True, "no": False}.get(choice(name, options, label=label))


def _number(name: str, label: str, *, step: float, most: int) -> Decimal | None:
    key = f"calculator_{name}"
    held = _held(name, most)
    st.session_state[key] = None if held is None else float(held)

    def keep() -> None:
        typed = st.session_state[key]
        # An amount of nothing is as good as none; a rate of 0 % says something.
        is_empty = typed is None or (typed == 0 and most == _MOST)
        _keep(name, "" if is_empty else f"{_plain(Decimal(str(typed))):f}")

    st.number_input(label, min_value=0.0, max_value=float(most), step=step, format="%.2f", key=key, on_change=keep)
    return held


def _held(name: str, most: int) -> Decimal | None:
    """Return the number that the address holds; what is no number or too large is passed over."""
    written = st.query_params.get(name, "")
    if not written or len(written) > _LONGEST:
        return None
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    return _plain(number) if number.is_finite() and 0 <= number <= most else None


def _plain(number: Decimal) -> Decimal:
    """Return the number with two decimals at most and no idle zeros."""
    rounded = number.quantize(Decimal("0.01"))
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def _keep(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
