import re

import pytest
from exporting import ADDRESS, MADE, WILD, made_exchange, runs_in
from hypothesis import given, settings
from markdown_it import MarkdownIt

from assistant.export.blocks import Heading, Items, Paragraph, Run, paragraph, texts
from assistant.export.conversation import answer_document
from assistant.export.markdown import to_markdown, write
from assistant.export.parse import parse
from kb.messages import LANGS, Lang

SOURCES = [
    "## 标题\n\n正文[1]，**重点**与*强调*。",
    "1. 登录\n2. 填写\n\n   - 附件\n\n   ```\n   x\n   ```",
    "- [ ] 合同\n- [x] 发票",
    "| a | b |\n| --- | --- |\n| x \\| y | `p` |",
    "> 引文\n>\n> - a",
    "3) 三\n4) 四",
    "[官网](https://e.com/a) <https://e.com/>",
    "---",
]


@pytest.mark.parametrize("source", SOURCES)
def test_what_was_read_is_written_so_that_it_reads_the_same(source: str):
    assert parse(to_markdown(parse(source))) == parse(source)


def test_ordinary_text_is_written_as_a_person_would():
    source = "不需要。自2024年12月15日起，企业**不再办理**备案。[1]\n\n- 每票不超过15万美元。[2]"
    assert to_markdown(parse(source)) == source


def test_two_lists_in_a_row_stay_two():
    lists = (*parse("- a"), *parse("- b"), *parse("- c"))
    assert parse(to_markdown(lists)) == lists
    assert all(isinstance(block, Items) for block in lists)


def test_typed_signs_mean_nothing():
    typed = "<b>x</b> $a$ *b* [c](d) &amp; # 1. | ~~e~~"
    written = to_markdown((paragraph(typed), paragraph("1. a"), paragraph("- b"), paragraph("# c")))
    assert parse(written) == (paragraph(typed), paragraph("1. a"), paragraph("- b"), paragraph("# c"))


def test_a_look_that_cannot_be_written_is_left_out_and_the_words_stay():
    runs = (Run("a"), Run(" b ", bold=True), Run("c"))
    assert list(texts(parse(to_markdown((Paragraph(runs),))))) == ["a b c"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_whole_document_reads_back(base, lang: Lang):
    document = answer_document(made_exchange(base, lang), MADE, address=ADDRESS)
    _, *blocks = parse(write(document).decode("utf-8"))
    assert list(texts(tuple(blocks))) == list(texts(document.blocks))
    assert [block.level for block in blocks if isinstance(block, Heading)] == [2, 2, 3]
    links = {run.href for run in runs_in(tuple(blocks)) if run.href}
    assert links == {run.href for run in runs_in(document.blocks) if run.href}
    assert len(links) == 3
    bold = [run.text for run in runs_in(tuple(blocks)) if run.bold]
    assert bold == [run.text for run in runs_in(document.blocks) if run.bold]


@settings(max_examples=500, deadline=None)
@given(WILD)
def test_any_text_is_written_whole_and_no_html_or_formula_comes_alive(source: str):
    blocks = parse(source)
    written = to_markdown(blocks)
    assert [t.split() for t in texts(parse(written))] == [t.split() for t in texts(blocks)]
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(written)
    inline = [child for token in tokens for child in token.children or ()]
    assert not [token for token in (*tokens, *inline) if token.type.startswith("html")]
    code = {token.content for token in (*tokens, *inline) if "code" in token.type or token.type == "fence"}
    if not any("$" in text for text in code):
        assert not re.search(r"(?<!\\)\$", written)
