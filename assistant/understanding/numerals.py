"""The value of a Chinese numeral as people say it: 三千, 两万五, 一百二, 十三, 九点一."""

from decimal import Decimal

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}


def chinese_value(text: str) -> Decimal | None:
    """Return the value; None when the characters make no number.

    A digit that ends the numeral right after a scale counts the next lower scale: 两万五 is 25,000, 一百二 is 120.
    """
    whole, point, fraction = text.partition("点")
    if point:
        value = chinese_value(whole)
        if value is None or not fraction or any(char not in _DIGITS for char in fraction):
            return None
        return value + Decimal("0." + "".join(str(_DIGITS[char]) for char in fraction))
    if not text or any(char not in _DIGITS and char not in _SMALL and char not in _LARGE for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text))
    return _scaled(text)


def _scaled(text: str) -> Decimal:
    total = section = 0
    digit: int | None = None
    last = 1
    after_zero = False
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
            after_zero = after_zero or digit == 0
            continue
        if char in _SMALL:
            last = _SMALL[char]
            section += (1 if digit is None else digit) * last
        else:
            last = _LARGE[char]
            total = (total + section + (digit or 0)) * last if char == "亿" else total + (section + (digit or 0)) * last
            section = 0
        digit, after_zero = None, False
    if digit is None:
        return Decimal(total + section)
    return Decimal(total + section + digit * (1 if after_zero or last == 10 else last // 10))
