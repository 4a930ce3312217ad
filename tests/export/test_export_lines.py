import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.export.blocks import Run, plain, text_of
from assistant.export.lines import break_lines

WORDS = ["出口", "退税。", "（9810）", "export ", "[1]", "https://e.com/a", "\n", "“引”", " "]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=25)


def lines(text: str, width: float) -> list[str]:
    return [text_of(line) for line in break_lines(plain(text), width, len)]


def test_a_line_never_begins_with_a_full_stop_or_ends_with_an_opening_bracket():
    assert lines("出口海外仓退税。见（9810）", 7) == ["出口海外仓退", "税。见", "（9810）"]


def test_a_mark_stays_with_what_it_proves():
    assert lines("出口海外仓退税[1]。", 7) == ["出口海外仓退", "税[1]。"]


def test_english_breaks_between_words():
    assert lines("exports to a warehouse", 12) == ["exports to a ", "warehouse"]


def test_a_word_wider_than_the_column_is_broken():
    assert lines("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_a_line_feed_ends_a_line():
    assert lines("a\n\nb", 10) == ["a", "", "b"]


def test_a_line_keeps_the_look_of_each_character():
    broken = break_lines((Run("出口", bold=True), Run("海外仓")), 3, len)
    assert broken == ((Run("出口", bold=True), Run("海")), (Run("外仓"),))


@settings(max_examples=300, deadline=None)
@given(TEXTS.map("".join), st.integers(1, 30))
def test_all_characters_stay_and_no_line_is_too_wide(text: str, width: int):
    broken = lines(text, width)
    assert "".join(broken) == text.replace("\n", "")
    assert all(len(line.rstrip()) <= width for line in broken)


@pytest.mark.parametrize("width", [0.5, 0])
def test_a_column_narrower_than_a_character_still_holds_them_one_by_one(width: float):
    assert lines("ab", width) == ["a", "b"]
