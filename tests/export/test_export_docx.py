from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from exporting import ADDRESS, MADE, WILD, made_exchange, squeezed, stands_in_order
from hypothesis import given, settings

from assistant.export.blocks import paragraph
from assistant.export.conversation import answer_document
from assistant.export.document import Document
from assistant.export.docx import write
from assistant.export.parse import parse
from kb.messages import LANGS, Lang


def opened(markdown: str, title: str = "标题"):
    return docx.Document(BytesIO(write(Document(title, "zh", MADE, parse(markdown)))))


def read(word) -> str:
    """Return all text in reading order, tables where they stand."""
    return "\n".join("".join(node.text or "" for node in block.iter(qn("w:t"))) for block in word.element.body)


@pytest.mark.parametrize("lang", LANGS)
def test_the_whole_document_stands_in_the_file(base, lang: Lang):
    document = answer_document(made_exchange(base, lang), MADE, address=ADDRESS)
    word = docx.Document(BytesIO(write(document)))
    assert stands_in_order(document.blocks, read(word)) is None
    assert word.paragraphs[0].text == document.title
    assert (word.core_properties.title, word.core_properties.created.isoformat()) == (
        document.title,
        "2026-06-01T01:05:00+00:00",
    )


def test_every_run_names_a_chinese_font(base):
    word = docx.Document(BytesIO(write(answer_document(made_exchange(base), MADE, address=ADDRESS))))
    runs = list(word.element.body.iter(qn("w:r")))
    assert len(runs) > 20
    assert {run.rPr.rFonts.get(qn("w:eastAsia")) for run in runs} == {"Microsoft YaHei"}
    for name in ("Normal", "Title", "Heading 2"):
        fonts = word.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
        assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_lists_boxes_and_headings_are_told_apart():
    word = opened("## 步骤\n\n3. 甲\n4. 乙\n\n- 丙\n- [ ] 丁\n- [x] 戊")
    texts = [p.text for p in word.paragraphs[2:]]
    assert word.paragraphs[1].style.name == "Heading 2"
    assert texts == ["3.\t甲", "4.\t乙", "•\t丙", "☐\t丁", "☑\t戊"]


def test_a_table_repeats_its_head_on_each_page():
    table = opened("| 方式 | 限值 |\n| - | - |\n| 9810 | 15万 |").tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["方式", "限值"], ["9810", "15万"]]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_link_leads_to_the_web_and_to_nothing_else():
    word = opened("[官网](https://e.com/a) [坏](javascript:alert(1)) [内](../x#y)")
    targets = [rel.target_ref for rel in word.part.rels.values() if rel.is_external]
    assert targets == ["https://e.com/a"]
    assert word.paragraphs[1].text == "官网 [坏](javascript:alert(1)) 内"


def test_struck_and_bold_text_stays_so():
    runs = opened("**重** ~~旧~~").paragraphs[1].runs
    assert [(run.text, bool(run.bold), bool(run.font.strike)) for run in runs] == [
        ("重", True, False),
        (" ", False, False),
        ("旧", False, True),
    ]


def test_a_very_long_title_does_not_break_the_properties():
    assert len(opened("x", "长" * 400).core_properties.title) == 255


@settings(max_examples=40, deadline=None)
@given(WILD)
def test_any_markdown_makes_a_document_that_opens_with_all_its_words(source: str):
    blocks = (*parse(source), paragraph("尾"))
    word = docx.Document(BytesIO(write(Document("t", "zh", MADE, blocks))))
    assert stands_in_order(blocks, squeezed(read(word))) is None
