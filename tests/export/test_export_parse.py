import pytest
from exporting import WILD
from hypothesis import given, settings

from assistant.export.blocks import Code, Heading, Items, Paragraph, Quote, Rule, Run, Table, text_of, texts
from assistant.export.parse import parse


def test_marks_stand_apart_from_the_text_around_them():
    (paragraph,) = parse("申报退税。[1][12] 见 `a[1]`")
    assert [run.text for run in paragraph.runs if run.mark] == ["[1]", "[12]"]
    assert text_of(paragraph.runs) == "申报退税。[1][12] 见 a[1]"


def test_a_line_that_looks_like_a_definition_of_a_mark_is_text():
    blocks = parse("见[1]。\n\n[1]: http://evil.example")
    assert list(texts(blocks)) == ["见[1]。", "[1]: http://evil.example"]
    assert not [run.href for block in blocks for run in block.runs if run.href]


def test_html_is_text():
    assert list(texts(parse("<script>alert(1)</script>\n\na <b>x</b>"))) == ["<script>alert(1)</script>", "a <b>x</b>"]


def test_every_kind_of_block_is_read():
    source = "## 标题\n\n正文\n\n> 引文\n\n- a\n  1. b\n\n| x | y |\n| - | - |\n| 1 | 2 |\n\n---\n\n```py\nz\n```"
    heading, text, quote, items, table, rule, code = parse(source)
    assert heading == Heading(2, (Run("标题"),))
    assert text == Paragraph((Run("正文"),))
    assert quote == Quote((Paragraph((Run("引文"),)),))
    assert isinstance(items, Items)
    assert items.start is None
    assert items.items[0].blocks[1].start == 1
    assert table == Table(((Run("x"),), (Run("y"),)), (((Run("1"),), (Run("2"),)),))
    assert (rule, code) == (Rule(), Code("z", "py"))


def test_boxes_are_ticked_or_not():
    (items,) = parse("- [ ] 合同\n- [x] 发票\n- 其他")
    assert [item.done for item in items.items] == [False, True, None]
    assert list(texts((items,))) == ["合同", "发票", "其他"]


def test_looks_add_up():
    (paragraph,) = parse("**a *b* ~~c~~** `d`")
    assert paragraph.runs == (
        Run("a ", bold=True),
        Run("b", bold=True, italic=True),
        Run(" ", bold=True),
        Run("c", bold=True, strike=True),
        Run(" "),
        Run("d", code=True),
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("出口\n海外仓", "出口海外仓"),
        ("export\nrefund", "export refund"),
        ("出口\nrefund", "出口 refund"),
        ("a\\\nb", "a\nb"),
    ],
)
def test_a_line_end_is_a_space_only_where_words_need_one(source: str, text: str):
    assert list(texts(parse(source))) == [text]


@pytest.mark.parametrize(
    ("address", "kept"),
    [("https://e.com/a", "https://e.com/a"), ("../../catalog/x#limits", ""), ("#when", ""), ("mailto:a@b.c", "")],
)
def test_only_web_addresses_stay_links(address: str, kept: str):
    (paragraph,) = parse(f"[目录]({address})")
    assert paragraph.runs == (Run("目录", href=kept),)


def test_an_image_is_its_description_and_is_never_fetched():
    assert list(texts(parse("![流程图](http://e.com/x.png)"))) == ["流程图"]


def test_what_is_nested_too_deep_to_follow_is_not_lost():
    for source in (">" * 60 + "deep", "\n".join("  " * n + "- deep" for n in range(60))):
        assert "deep" in "".join(texts(parse(source)))
        assert "".join(texts(parse(source))).count("deep") == source.count("deep")


@settings(max_examples=300, deadline=None)
@given(WILD)
def test_any_markdown_becomes_text_that_a_file_can_hold(source: str):
    for text in texts(parse(source)):
        assert not set(text) & {chr(code) for code in (*range(9), *range(11, 32), 0xFFFE, 0xD800)}
        text.encode("utf-8")
