"""A comparison grid as an Excel workbook: the grid on the first sheet, its citations on the second."""

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.export.characters import legal
from assistant.export.document import say_made
from assistant.export.grid import Cell, Grid, Row
from assistant.export.proofs import link_of, say_origin, say_path, say_version
from kb.dates import say_day
from kb.messages import Lang, say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST = 32_767
"""How many characters a cell of Excel holds; longer texts go on in the row below."""

_FORMULA = ("=", "+", "-", "@", "\t", "\n")
_FONT = "Microsoft YaHei"
_WIDE, _NARROW = 42, 14
_HEAD, _DIFFERENT = "DDE7F3", "FFF2CC"


def write(grid: Grid, made: datetime, *, address: str = "") -> bytes:
    """Return the workbook.

    Args:
        grid: What is compared.
        made: The moment that the workbook names as its own.
        address: Web address of the app, for links to the sections; empty where it is not known.
    """
    from openpyxl import Workbook

    book, lang = Workbook(), grid.lang
    book.properties.title, book.properties.creator = legal(grid.title), say("app.name", lang)
    book.properties.created = book.properties.modified = made.astimezone(UTC).replace(tzinfo=None)
    book.remove(book.worksheets[0])
    _grid_sheet(book.create_sheet(say("export.grid-sheet", lang)), grid, made)
    _citation_sheet(book.create_sheet(say("export.sources", lang)), grid, address)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _grid_sheet(sheet: "Worksheet", grid: Grid, made: datetime) -> None:
    lang = grid.lang
    head = (say("export.field", lang), *grid.head, say("export.difference", lang))
    _head(sheet, head, (_NARROW, *[_WIDE] * len(grid.head), _NARROW))
    for row in grid.rows:
        _row(sheet, (row.field, *map(_cell_text, row.cells), _difference(row, lang)), _DIFFERENT if row.differs else "")
    day = say("export.as-of", lang, day=say_day(grid.as_of, lang))
    for line in (grid.title, day, say("export.notice", lang), say_made(made, lang)):
        _row(sheet, (line,), wrap=False)
    sheet.freeze_panes = "B2"


def _cell_text(cell: Cell) -> str:
    marks = "".join(f"[{number}]" for number in cell.marks)
    return legal(f"{cell.text} {marks}").strip() or "—"


def _difference(row: Row, lang: Lang) -> str:
    return say("export.differs" if row.differs else "export.same", lang)


def _citation_sheet(sheet: "Worksheet", grid: Grid, address: str) -> None:
    lang = grid.lang
    names = ("mark", "document", "version", "section", "instruments", "in-force", "quote", "address")
    widths = (8, 28, 18, 36, 48, 28, 60, 40)
    _head(sheet, tuple(say(f"export.{name}", lang) for name in names), widths)
    for citation in grid.citations:
        instruments = (f"{i.name}{say_origin(i, lang)}{f' {i.url}' if i.url else ''}" for i in citation.instruments)
        _row(
            sheet,
            (
                f"[{citation.number}]",
                citation.title,
                say_version(citation, lang),
                say_path(citation),
                "\n".join(instruments),
                citation.in_force.say(lang),
                citation.quote,
                link_of(citation, address),
            ),
        )
    sheet.freeze_panes = "A2"


def _head(sheet: "Worksheet", names: tuple[str, ...], widths: tuple[int, ...]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    _row(sheet, names, _HEAD)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    for column, width in enumerate(widths, start=1):
        sheet.cell(1, column).font = Font(name=_FONT, bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _row(sheet: "Worksheet", values: tuple[str, ...], colour: str = "", *, wrap: bool = True) -> None:
    """Add texts as one row, or as several where one is longer than a cell holds."""
    from openpyxl.styles import Alignment, Font, PatternFill

    texts = [legal(value) for value in values]
    while any(texts):
        sheet.append([""] * len(texts))
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(sheet.max_row, column)
            cell.value = text[:MOST]
            # A text that begins like a formula is text, and stays so when somebody edits the cell.
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(_FORMULA)
            cell.font = Font(name=_FONT)
            cell.alignment = Alignment(wrap_text=wrap, vertical="top")
            if colour:
                cell.fill = PatternFill("solid", fgColor=colour)
        texts = [text[MOST:] for text in texts]
