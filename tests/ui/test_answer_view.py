"""Text on its way to Streamlit's Markdown."""

import pytest
from building import TODAY
from showing import made_citation

from assistant.answer import Answer
from assistant.ui.answer_view import answer_text, shown, user_text


def answer(text: str, *marks: int) -> Answer:
    citations = tuple(made_citation(number) for number in marks)
    return Answer(status="answered", lang="zh", as_of=TODAY, text=text, citations=citations)


def test_marks_lead_to_their_section_and_everything_else_stays():
    assert answer_text(answer("税率为13%。 [1]\n\n- 退税 [12]", 1, 12), 3) == (
        "税率为13%。  [\\[1\\]](#source-3-1)\n\n- 退税  [\\[12\\]](#source-3-12)"
    )


def test_a_mark_without_a_citation_is_text():
    assert answer_text(answer("见 [7]", 1), 0) == "见 [7]"


def test_marks_stand_out_while_the_answer_is_written():
    assert shown("税率为13%。 [1]") == "税率为13%。  :green-badge[1]"


@pytest.mark.parametrize(
    ("text", "quiet"), [("US$5 to US$9", "US\\$5 to US\\$9"), ("~x~", "\\~x\\~"), ("a:red[b]", "a\\:red[b]")]
)
def test_dollars_tildes_and_colons_are_text(text: str, quiet: str):
    assert answer_text(answer(text), 0) == quiet


@pytest.mark.parametrize("char", list("\\`*_{}[]<>#$|~:"))
def test_what_a_person_typed_carries_no_markdown(char: str):
    assert user_text(f"a{char}b") == f"a\\{char}b"


@pytest.mark.parametrize(
    "typed", ["1. 第一", "- 第一", "+ 第一", "    缩进", "![x](https://example.org/x.png)", "https://example.org"]
)
def test_a_line_that_a_person_typed_begins_no_list_and_loads_no_picture(typed: str):
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark").render(user_text(typed))
    for tag in ("<ol", "<ul", "<li", "<pre", "<img"):
        assert tag not in page, page


def test_lines_stay_lines():
    assert user_text("一\n二") == "一  \n二"
