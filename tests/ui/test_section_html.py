"""A section as HTML: what is quoted is marked, and nothing in it can do harm."""

import re

import pytest

from assistant.ui.section_html import section_html
from kb.statements import statements

ADDRESS = {"c": "talk", "lang": "zh", "doc": "refund"}


def html(body: str, *quotes: str, address: dict[str, str] | None = None) -> str:
    return section_html(body, quotes, ADDRESS if address is None else address)


def marked(page: str) -> list[str]:
    """Return the text of every mark, tags within it left out."""
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<mark>(.*?)</mark>", page)]


def test_a_quoted_sentence_is_marked_and_the_rest_is_not():
    page = html("第一句。第二句。\n\n第三句。", "第二句。")
    assert page == "<p>第一句。<mark>第二句。</mark></p>\n<p>第三句。</p>\n"


def test_without_quotes_nothing_is_marked():
    assert "<mark>" not in html("第一句。", "", "不在这里。")


def test_a_quote_across_a_link_is_marked_whole_and_the_link_stays():
    page = html("办法见[申报时间](#when)和目录。", "办法见申报时间和目录。")
    assert "".join(marked(page)) == "办法见申报时间和目录。"
    assert page.count("<a ") == page.count("</a>") == 1
    assert "</mark><a " in page


def test_a_quote_across_bold_and_a_line_break_is_marked_whole():
    page = html("应在**36个月**内\n核销。", "应在36个月内 核销。")
    assert "".join(marked(page)).replace(" ", "") == "应在36个月内核销。"


def test_a_quoted_table_row_is_marked_cell_by_cell_and_no_other_row():
    body = "| 方式 | 限值 |\n| --- | --- |\n| 9710 | 5000元 |\n| 9810 | 15万美元 |\n"
    assert marked(html(body, "9810 15万美元")) == ["9810", "15万美元"]


def test_a_quoted_step_is_marked():
    assert marked(html("1. 登录。\n2. 填写。\n", "填写。")) == ["填写。"]


def test_two_quotes_in_one_paragraph_are_both_marked():
    assert marked(html("第一句。第二句。第三句。", "第一句。", "第三句。")) == ["第一句。", "第三句。"]


@pytest.mark.parametrize(
    "body",
    [
        "企业应在次月申报。逾期视同内销。",
        "应当提交[合同](#contract)和**发票**。",
        "一行\\\n两行。",
        "一行  \n两行。",
        "填写`9810`报关单。",
        "| 方式 | 说明 |\n| --- | --- |\n| [9710](#a) | **直接**出口 |\n",
        "- [ ] 合同\n- [ ] 发票\n",
        "1. 登录\n\n   再填写。\n2. 提交\n",
        '税率 5% < 13% & "合计"。',
    ],
)
def test_every_statement_of_a_section_can_be_shown_where_it_stands(body: str):
    """What an answer may quote, the section must be able to mark."""
    for statement in statements(body):
        page = html(body, statement.quote)
        shown = "".join(marked(page)).replace("☐ ", "")
        wanted, given = "".join(statement.quote.split()), "".join(shown.split())
        assert given.replace("&lt;", "<").replace("&amp;", "&").replace("&quot;", '"') == wanted, page


@pytest.mark.parametrize("raw", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>x</b>"])
@pytest.mark.parametrize("place", ["{raw}", "前{raw}后。", "- {raw}", "| a |\n| --- |\n| {raw} |", "## {raw}"])
def test_raw_html_is_shown_as_text(raw: str, place: str):
    page = html(place.format(raw=raw))
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "&lt;" in page


def test_raw_html_in_a_quote_is_shown_as_text_too():
    page = html("前<script>x</script>后。", "前<script>x</script>后。")
    assert "<script" not in page
    assert marked(page) == ["前&lt;script&gt;x&lt;/script&gt;后。"]


def test_a_link_to_another_section_opens_it_in_the_app_and_keeps_language_and_conversation():
    page = html("[目录](../../catalog/overseas#limits)")
    assert 'href="?c=talk&amp;lang=zh&amp;doc=overseas&amp;anchor=limits"' in page
    assert 'target="_self"' in page


def test_a_link_within_the_document_stays_in_it():
    assert 'href="?c=talk&amp;lang=zh&amp;doc=refund&amp;anchor=when"' in html("[时间](#when)")


def test_a_link_to_a_whole_document_names_no_anchor():
    assert 'href="?c=talk&amp;lang=zh&amp;doc=overseas"' in html("[目录](../../catalog/overseas)")


def test_an_official_address_is_left_as_it_is():
    assert 'href="https://www.chinatax.gov.cn/x"' in html("[公告](https://www.chinatax.gov.cn/x)")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html;base64,xx", "vbscript:x"])
def test_a_link_that_runs_code_is_no_link(link: str):
    assert "<a " not in html(f"[点我]({link})")


def test_a_conversation_name_cannot_break_out_of_a_link():
    page = html("[时间](#when)", address={"c": '"><script>', "doc": "refund"})
    assert "<script" not in page


def test_an_open_box_is_shown_as_one():
    assert "☐ 合同" in html("- [ ] 合同")


def test_where_all_sections_stand_on_one_page_links_within_it_stay_on_it():
    html = section_html("见[时间](#when)和[别处](../../guides/refund#when)。", (), {"lang": "zh"}, within_page="s-")
    assert 'href="#s-when"' in html
    assert 'href="?lang=zh&amp;doc=refund&amp;anchor=when"' in html
