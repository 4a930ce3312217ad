"""Blocks as a PDF with an embedded Chinese font, whose text can be searched and copied."""

from assistant.export.blocks import (
    Block,
    Blocks,
    Code,
    Heading,
    Item,
    Items,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Table,
    plain,
    text_of,
)
from assistant.export.document import Document
from assistant.export.fonts import FontFile, chinese_font
from assistant.export.lines import break_lines
from assistant.export.pages import MARGIN, Pages

_SIZE, _LEADING = 10.5, 6.0
_STEP, _GAP, _PAD = 6.5, 2.2, 1.6
_HEADINGS = {0: 19.0, 1: 16.0, 2: 14.0, 3: 12.0}
_MOST_STEPS, _MOST_COLUMNS = 8, 8
_LINE, _HEAD = (184, 194, 210), (221, 231, 243)


def write(document: Document, font: FontFile | None = None) -> bytes:
    """Return the document as PDF.

    Args:
        document: What is written.
        font: The font to embed; the one found on this machine by default.

    Raises:
        NewTradeError: No font with Chinese characters is there; the message says what to install.
    """
    writer = _Writer(Pages(document, font or chinese_font()))
    writer.write((Heading(0, plain(document.title)), *document.blocks))
    return bytes(writer.pages.output())


class _Writer:
    """Sets blocks on pages, from the top down."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def write(self, blocks: Blocks, depth: int = 0, *, quoted: bool = False) -> None:
        """Set blocks; `depth` counts the lists and quotes around them."""
        for block in blocks:
            self._block(block, depth, quoted)

    def _block(self, block: Block, depth: int, quoted: bool) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._text(block.runs, depth, quoted=quoted)
            case Code():
                self._text(plain(block.text), depth, quoted=True)
            case Quote():
                self.write(block.blocks, depth + 1, quoted=True)
            case Items():
                for number, item in enumerate(block.items, start=block.start or 0):
                    self._item(item, _sign(item, None if block.start is None else number), depth, quoted)
            case Table():
                self._table(block)
            case Rule():
                self._rule()

    def _heading(self, block: Heading) -> None:
        size = _HEADINGS.get(block.level, _SIZE + 0.5)
        height = size * 0.53
        self.pages.room(height + 3 * _LEADING)  # a heading never stands alone at the foot of a page
        if self.pages.y > MARGIN:
            self.pages.y += _GAP
        bold = tuple(Run(run.text, bold=True, mark=run.mark, href=run.href) for run in block.runs)
        self._lines(bold, MARGIN, size, height)
        self.pages.y += _GAP

    def _text(self, runs: Runs, depth: int, *, sign: str = "", quoted: bool = False) -> None:
        left = MARGIN + _STEP * min(depth, _MOST_STEPS)
        if sign:
            self.pages.room(_LEADING)
            y = self.pages.y
            self.pages.line_of(plain(sign), left - _STEP, _SIZE, _LEADING, quiet=quoted)
            self.pages.y = y
        self._lines(runs, left, _SIZE, _LEADING, quiet=quoted)
        self.pages.y += _GAP

    def _lines(self, runs: Runs, left: float, size: float, height: float, *, quiet: bool = False) -> None:
        for line in self._broken(runs, self.pages.w - MARGIN - left, size):
            self.pages.line_of(line, left, size, height, quiet=quiet)

    def _broken(self, runs: Runs, width: float, size: float) -> tuple[Runs, ...]:
        return break_lines(self.pages.visible(runs), width, lambda text: self.pages.width(text, size))

    def _item(self, item: Item, sign: str, depth: int, quoted: bool) -> None:
        first = item.blocks[0] if item.blocks else None
        is_text = isinstance(first, Paragraph)
        self._text(first.runs if isinstance(first, Paragraph) else (), depth + 1, sign=sign, quoted=quoted)
        self.write(item.blocks[1:] if is_text else item.blocks, depth + 1, quoted=quoted)

    def _rule(self) -> None:
        self.pages.room(_LEADING)
        self.pages.y += _GAP
        self.pages.set_draw_color(*_LINE)
        self.pages.set_line_width(0.2)
        self.pages.line(MARGIN, self.pages.y, self.pages.w - MARGIN, self.pages.y)
        self.pages.y += _GAP

    def _table(self, table: Table) -> None:
        if len(table.head) > _MOST_COLUMNS:
            self._narrow(table)
            return
        widths = _column_widths(table, self.pages.w - 2 * MARGIN)
        for place, row in enumerate((table.head, *table.rows)):
            bold = tuple(tuple(Run(r.text, bold=True, mark=r.mark, href=r.href) for r in cell) for cell in row)
            self._row(row if place else bold, widths, head=not place)
        self.pages.y += _GAP * 2

    def _narrow(self, table: Table) -> None:
        """Set a table with more columns than a page is wide for as lists: under each row what stands in it."""
        for row in table.rows or (table.head,):
            for name, cell in zip(table.head, row, strict=True):
                self._text((*name, Run("："), *cell) if table.rows else name, 1, sign="•")
            self._rule()

    def _row(self, row: tuple[Runs, ...], widths: list[float], *, head: bool) -> None:
        cells = [self._broken(cell, width - 2 * _PAD, _SIZE) for cell, width in zip(row, widths, strict=True)]
        lines = max(map(len, cells))
        self.pages.room(min(lines, 3) * _LEADING + 2 * _PAD)
        while lines > 0:
            fit = max(1, min(lines, int((self.pages.bottom - self.pages.y - 2 * _PAD) / _LEADING)))
            self._strip([cell[:fit] for cell in cells], widths, fit * _LEADING + 2 * _PAD, head=head)
            cells = [cell[fit:] for cell in cells]
            lines -= fit
            if lines > 0:
                self.pages.room(self.pages.h)

    def _strip(self, cells: list[tuple[Runs, ...]], widths: list[float], height: float, *, head: bool) -> None:
        """Set as much of a row as a page takes."""
        top, left = self.pages.y, MARGIN
        for lines, width in zip(cells, widths, strict=True):
            self.pages.set_draw_color(*_LINE)
            self.pages.set_fill_color(*_HEAD)
            self.pages.set_line_width(0.2)
            self.pages.rect(left, top, width, height, style="DF" if head else "D")
            self.pages.y = top + _PAD
            for line in lines:
                self.pages.line_of(line, left + _PAD, _SIZE, _LEADING)
            left += width
        self.pages.y = top + height


def _sign(item: Item, number: int | None) -> str:
    if item.done is not None:
        return "√" if item.done else "□"
    return "•" if number is None else f"{number}."


def _column_widths(table: Table, width: float) -> list[float]:
    """Share the page's width by how much the columns hold; none is starved, none takes all."""
    columns = zip(table.head, *table.rows, strict=True)
    needs = [min(max(6, *(len(text_of(cell)) for cell in column)), 30) for column in columns]
    return [width * need / sum(needs) for need in needs]
