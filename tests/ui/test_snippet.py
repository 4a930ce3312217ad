"""The piece of a section that shows why a search found it."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.snippet import snippet_html

BODY = "第一行没有。\n\n出口海外仓（9810）每票不超过15万美元。\n\n- Refund claims are filed monthly."


def test_the_line_with_most_of_the_words_is_shown_and_they_are_marked():
    assert snippet_html(BODY, "每票 15万美元") == "出口海外仓（9810）<mark>每票</mark>不超过<mark>15万美元</mark>。"


def test_an_english_word_is_marked_in_any_form():
    assert "<mark>Refund</mark> <mark>claims</mark> are <mark>filed</mark>" in snippet_html(BODY, "file a refund claim")


def test_without_a_word_in_it_the_section_begins():
    assert snippet_html(BODY, "lunch") == "第一行没有。"
    assert snippet_html("", "退税") == ""


def test_a_long_line_is_cut_around_the_words():
    html = snippet_html("甲" * 400 + "退税" + "乙" * 400, "退税")
    assert html.startswith("…")
    assert html.endswith("…")
    assert "<mark>退税</mark>" in html
    assert len(html) < 220


@given(st.text(alphabet="退税出口<b>&\"' 9810$*_[]()", max_size=80), st.text(alphabet="退税<9810 ", max_size=10))
def test_nothing_but_marks_is_markup(body: str, searched: str):
    assert not re.search(r"<(?!/?mark>)", snippet_html(body, searched))
    assert "<script" not in unescape(snippet_html(body, searched))
