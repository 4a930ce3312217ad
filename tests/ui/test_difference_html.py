"""What a newer version changes, as HTML."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.difference_html import wording_html

TEXT = st.text(alphabet="退税<b>&\n$* 9810", max_size=40)


def test_words_are_marked_as_added_and_removed():
    assert wording_html("不超过5千美元", "不超过5万美元") == "不超过5<del>千</del><ins>万</ins>美元"


def test_lines_stay_lines_and_no_mark_reaches_over_one():
    assert wording_html("甲", "甲\n乙\n丙") == "甲<br><ins>乙</ins><br><ins>丙</ins>"


def test_markup_in_a_text_is_text():
    assert wording_html("", "<script>") == "<ins>&lt;script&gt;</ins>"


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_it(older: str, newer: str):
    html = wording_html(older, newer).replace("<br>", "\n")
    assert not re.search(r"<(?!/?(?:ins|del)>)", html)
    # A line break is never marked; it belongs to whichever text had it, so lines are compared without their breaks.
    now = unescape(re.sub(r"<del>.*?</del>|</?ins>", "", html))
    before = unescape(re.sub(r"<ins>.*?</ins>|</?del>", "", html))
    assert now.replace("\n", "") == newer.replace("\n", "")
    assert before.replace("\n", "") == older.replace("\n", "")
