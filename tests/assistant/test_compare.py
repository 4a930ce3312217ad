"""Comparing formats: when it is asked for, and what the grid says where texts are silent."""

from datetime import date

import pytest
from asking import understood

from assistant.draft import Piece, Source
from assistant.pipeline import Assistant
from assistant.skills.compare import compare_formats, words
from assistant.skills.formats import entries, name_of, named, served, trade_formats
from assistant.skills.grid import Cell, Row, grid
from kb.messages import LANGS, Lang, say
from kb.model import FIELD_NAMES, Version

DAY = date(2026, 6, 1)


def entry(assistant: Assistant, lang: Lang = "zh") -> Version:
    return entries(assistant.index.library, DAY, lang)["overseas"]


def told(assistant: Assistant, text: str) -> Cell:
    version = entry(assistant)
    return Cell(Piece(text, (Source(version, version.sections[0], ()),)))


@pytest.mark.parametrize(
    "question", ["9810有金额限制吗？", "9810和9710有什么区别", "9810有什么变化", "What is the limit of 9810?"]
)
def test_one_known_format_is_no_comparison(assistant: Assistant, question: str):
    assert compare_formats(understood(assistant, question)) is None


@pytest.mark.parametrize("lang", LANGS)
def test_a_cell_says_what_the_catalog_says_and_names_the_section_that_proves_it(assistant: Assistant, lang: Lang):
    version = entry(assistant, lang)
    found = grid((version,), DAY)
    assert [row.field for row in found.rows] == list(FIELD_NAMES)
    for row in found.rows:
        (cell,) = row.cells
        assert cell.piece.text == version.fields[row.field].value
        assert cell.piece.is_proven
        assert [source.section.anchor for source in cell.piece.sources] == ["limits"]


def test_a_field_without_a_value_is_said_not_to_be_told(assistant: Assistant):
    version = entry(assistant)
    silent = version.model_copy(update={"fields": {}, "unsupported": FIELD_NAMES})
    for row in grid((version, silent), DAY).rows:
        assert row.cells[1].piece == Piece(say("format.not-told", "zh"))
        assert not row.cells[1].is_told
        assert row.is_partly_told
        assert not row.differs


def test_a_rule_that_does_not_hold_that_day_is_not_told(assistant: Assistant):
    assert served(entry(assistant), "limits", date(2023, 12, 31)) is None
    (row,) = grid((entry(assistant),), date(2023, 12, 31), ("tax",)).rows
    assert not row.cells[0].is_told


def test_a_format_without_a_name_of_ours_goes_by_its_title(assistant: Assistant):
    assert name_of(entry(assistant)) == "海外仓目录条目"


def test_a_row_differs_only_where_two_texts_say_different_things(assistant: Assistant):
    same, other, silent = told(assistant, "免税"), told(assistant, "退税"), Cell(Piece("没有写明"))
    assert not Row("tax", (same, same)).differs
    assert Row("tax", (same, other)).differs
    assert not Row("tax", (same, silent)).differs
    assert not Row("tax", (same, silent)).is_the_same
    assert Row("tax", (silent, silent)).is_the_same


def test_a_code_without_an_entry_leaves_nothing_to_compare(assistant: Assistant):
    versions = entries(assistant.index.library, DAY, "zh")
    assert named("9810有金额限制吗", (), versions) == ("overseas",)
    assert named("9810和0000", (), versions) == ("overseas",)


def test_every_aspect_means_fields_of_the_catalog():
    assert all(set(aspect.fields) <= set(FIELD_NAMES) for aspect in words().aspects)


def test_no_term_names_two_formats():
    terms = [term for known in trade_formats() for term in (*known.terms, *known.hints)]
    assert len(terms) == len(set(terms))
