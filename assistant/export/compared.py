"""The comparison of the skill as a grid for a file: its cells, with marks and the citations behind them."""

from datetime import date

from assistant.export.grid import Cell, Grid, Row
from assistant.skills import grid as compare
from assistant.steps.marks import Marks
from kb.library import Library
from kb.messages import Lang, say


def compared(told: compare.Grid, library: Library, on: date, lang: Lang) -> Grid:
    """Return the grid for a file; a cell without proof stays empty, as it does on the screen.

    Args:
        told: What the catalog says of each format.
        library: Where its texts stand.
        on: The day whose rules stand in it.
        lang: Language of the texts.
    """
    marks = Marks()
    codes = tuple(Cell(text=version.code or "") for version in told.versions)
    rows = [Row(field=compare.label("code", lang), cells=codes)]
    rows += (
        Row(field=compare.label(row.field, lang), cells=tuple(_cell(cell, marks) for cell in row.cells))
        for row in told.rows
    )
    return Grid(
        title=say("export.grid-title", lang),
        lang=lang,
        as_of=on,
        head=told.head,
        rows=tuple(rows),
        citations=marks.citations(library),
    )


def _cell(cell: compare.Cell, marks: Marks) -> Cell:
    if not cell.is_told or not cell.piece.is_proven:
        return Cell(text="")
    noted = marks.of(cell.piece.sources)
    return Cell(text=cell.piece.text, marks=tuple(int(number) for number in noted.strip("[]").split("][")))
