"""Amounts survive being written down and read again, and no text breaks the reader."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.skills.calculate.money import say_money, say_share, to_fen
from assistant.understanding.amounts import amounts_in
from assistant.understanding.numerals import chinese_value
from kb.figures import figures
from kb.messages import LANGS

DIGITS = "零一二三四五六七八九"
FEN = st.integers(min_value=1, max_value=10**13).map(lambda fen: Decimal(fen) / 100)


def in_chinese(number: int) -> str:
    """Write a number below 10 to the 12th the long way: 一千零五, 二万零三百."""
    for scale, unit in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            high, low = divmod(number, scale)
            gap = "零" if 0 < low < scale // 10 else ""
            return in_chinese(high) + unit + gap + (in_chinese(low) if low else "")
    text, gap = "", False
    for scale, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
        gap = not digit
    return text


@given(number=st.integers(min_value=1, max_value=10**12 - 1))
def test_a_number_written_in_chinese_is_read_back(number: int):
    assert chinese_value(in_chinese(number)) == number
    assert [a.value for a in amounts_in(f"{in_chinese(number)}元")] == [number]


@given(amount=FEN, lang=st.sampled_from(LANGS))
def test_money_that_is_said_is_read_back(amount: Decimal, lang):
    found = amounts_in(
        f"the sum of {say_money(amount, lang)} is due" if lang == "en" else f"共{say_money(amount, lang)}。"
    )
    assert [(a.value, a.currency) for a in found] == [(to_fen(amount), "CNY")]


@given(basis_points=st.integers(min_value=0, max_value=10_000))
def test_a_share_that_is_said_is_read_back(basis_points: int):
    share = Decimal(basis_points) / 10_000
    assert [a.value for a in amounts_in(say_share(share))] == [share]


@given(amount=st.integers(min_value=0, max_value=10**9))
def test_both_languages_say_the_same_figure(amount: int):
    said = [figures(say_money(Decimal(amount), lang)) for lang in LANGS]
    assert said[0] == said[1]


@given(text=st.text(max_size=80))
def test_any_text_is_read_without_a_fault_and_places_hold(text: str):
    found = amounts_in(text)
    assert all(a.value >= 0 and a.start < a.end for a in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
