from io import BytesIO

import openpyxl
import pytest
from exporting import ADDRESS, DAY, MADE, made_citations
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.export.characters import legal
from assistant.export.grid import Cell, Grid, Row
from assistant.export.xlsx import MOST, write
from kb.messages import LANGS, Lang


def made_grid(base=None, lang: Lang = "zh", rows: tuple[Row, ...] | None = None) -> Grid:
    citations = made_citations(base, lang) if base else ()
    told = (
        Row(field="限值", cells=(Cell(text="15万美元", marks=(2,)), Cell(text="5000元"))),
        Row(field="报关人", cells=(Cell(text="出口企业", marks=(1, 2)), Cell(text="出口 企业", marks=(1,)))),
        Row(field="期限", cells=(Cell(text=""), Cell(text=""))),
    )
    head = ("海外仓（9810）", "直接出口（9710）")
    return Grid(title="两种方式比较", lang=lang, as_of=DAY, head=head, rows=rows or told, citations=citations)


def opened(grid: Grid, address: str = ""):
    return openpyxl.load_workbook(BytesIO(write(grid, MADE, address=address)))


def rows(sheet) -> list[tuple[object, ...]]:
    return [tuple(cell.value or "" for cell in row) for row in sheet.iter_rows()]


def test_one_row_a_field_one_column_a_format(base):
    sheet = opened(made_grid(base))["比较"]
    assert rows(sheet)[:4] == [
        ("项目", "海外仓（9810）", "直接出口（9710）", "是否不同"),
        ("限值", "15万美元 [2]", "5000元", "不同"),
        ("报关人", "出口企业 [1][2]", "出口 企业 [1]", "相同"),
        ("期限", "—", "—", "相同"),
    ]


def test_a_difference_is_marked_by_a_word_and_a_colour(base):
    sheet = opened(made_grid(base))["比较"]
    assert [sheet.cell(row, 2).fill.fill_type for row in (2, 3)] == ["solid", None]


def test_the_head_stays_in_view_and_cells_wrap(base):
    book = opened(made_grid(base))
    assert [sheet.freeze_panes for sheet in book] == ["B2", "A2"]
    assert book["比较"]["B2"].alignment.wrap_text
    assert book["比较"]["B1"].font.bold


@pytest.mark.parametrize("lang", LANGS)
def test_the_second_sheet_has_the_citations(base, lang: Lang):
    sheet = opened(made_grid(base, lang), ADDRESS).worksheets[1]
    first = dict(zip(*rows(sheet)[:2], strict=True))
    told = list(first.values())
    assert told[0] == "[1]"
    assert {"zh": "2025年1月1日版本", "en": "version of 1 January 2025"}[lang] == told[2]
    assert "https://www.chinatax.gov.cn/2024-1.html" in told[4]
    assert {"zh": "自2025年1月1日起", "en": "from 1 January 2025"}[lang] == told[5]
    assert told[7] == f"{ADDRESS}?doc=refund&version=2025-01-01&lang={lang}&anchor=when"
    assert len(rows(sheet)) == 3


def test_the_sheet_says_whose_day_it_is_and_what_prevails(base):
    last = [row[0] for row in rows(opened(made_grid(base))["比较"])[-4:]]
    assert last[:2] == ["两种方式比较", "按2026年6月1日有效的规定"]
    assert "以官方文本为准" in str(last[2])
    assert "2026年6月1日 09:05" in str(last[3])


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A1", "=1+1", "+1", "-1+1", "@SUM(A1)", "#N/A", "=", "1e5"])
def test_no_text_is_ever_a_formula_an_error_or_a_number(text: str):
    sheet = opened(made_grid(rows=(Row(field=text, cells=(Cell(text=text), Cell(text="x"))),)))["比较"]
    for cell in (sheet["A2"], sheet["B2"]):
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.quotePrefix == (text[0] in "=+-@")


def test_a_text_longer_than_a_cell_goes_on_below():
    long = "长" * MOST + "尾"
    sheet = opened(made_grid(rows=(Row(field="限值", cells=(Cell(text=long), Cell(text="x"))),)))["比较"]
    assert sheet["B2"].value + sheet["B3"].value == long
    assert sheet["A3"].value in (None, "")


def test_a_row_has_a_cell_for_each_format():
    with pytest.raises(ValueError, match="1 cells for 2 formats"):
        made_grid(rows=(Row(field="限值", cells=(Cell(text="x"),)),))


def test_a_mark_has_a_citation():
    with pytest.raises(ValueError, match="without a citation"):
        made_grid(rows=(Row(field="限值", cells=(Cell(text="x", marks=(7,)), Cell(text="y"))),))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_makes_a_workbook_that_opens_with_it(first: str, second: str):
    sheet = opened(made_grid(rows=(Row(field="f", cells=(Cell(text=first), Cell(text=second))),)))["比较"]
    for column, text in ((2, first), (3, second)):
        assert (sheet.cell(2, column).value or "").replace("\r\n", "\n") == (legal(text).strip() or "—")
