"""Two wordings compared word by word."""

from hypothesis import given
from hypothesis import strategies as st

from kb.wording import Piece, compare_wording

TEXT = st.text(alphabet="出口退税9810 days.\n%<b>$é", max_size=60)


def told(older: str, newer: str) -> list[tuple[str, str]]:
    return [(piece.what, piece.text) for piece in compare_wording(older, newer)]


@given(TEXT, TEXT)
def test_the_pieces_make_both_wordings_again(older: str, newer: str):
    pieces = compare_wording(older, newer)
    assert "".join(p.text for p in pieces if p.what != "added") == older
    assert "".join(p.text for p in pieces if p.what != "removed") == newer
    assert all(piece.text for piece in pieces)


@given(TEXT)
def test_a_text_is_the_same_as_itself(text: str):
    assert compare_wording(text, text) == ((Piece(what="same", text=text),) if text else ())


def test_figures_and_latin_words_change_whole():
    assert told("within 30 days", "within 45 days") == [
        ("same", "within "),
        ("removed", "30"),
        ("added", "45"),
        ("same", " days"),
    ]
    assert ("removed", "13%") in told("税率为13%。", "税率为9%。")


def test_chinese_changes_character_by_character():
    assert told("在实现销售后申报", "在报关离境后申报") == [
        ("same", "在"),
        ("removed", "实现销售"),
        ("added", "报关离境"),
        ("same", "后申报"),
    ]


def test_scraps_between_two_changes_are_told_with_them():
    assert told("甲乙的丙丁", "子丑的寅卯") == [("removed", "甲乙的丙丁"), ("added", "子丑的寅卯")]


def test_a_line_between_two_changes_stays_a_line():
    assert ("same", "\n") in told("甲\n乙", "丙\n丁")
