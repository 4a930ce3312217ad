"""A comparison grid: one row a field, one column a trade format, every cell with the marks of its proof."""

from datetime import date
from typing import Self

from pydantic import model_validator

from kb.citation import Citation
from kb.messages import Lang
from kb.model import Frozen


class Cell(Frozen):
    """What one format has in one field.

    Attributes:
        text: Plain text; empty where nothing is known.
        marks: Numbers of the citations that prove it.
    """

    text: str
    marks: tuple[int, ...] = ()


class Row(Frozen):
    """One field of all formats."""

    field: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the formats are not all the same in this field; spaces do not count."""
        return len({"".join(cell.text.split()) for cell in self.cells}) > 1


class Grid(Frozen):
    """Trade formats side by side on a day.

    Attributes:
        as_of: The day whose rules stand in it.
        head: Names of the formats, one a column.
        rows: One a field.
        citations: In the order of the marks.
    """

    title: str
    lang: Lang
    as_of: date
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    citations: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _is_even(self) -> Self:
        known = {citation.number for citation in self.citations}
        for row in self.rows:
            if len(row.cells) != len(self.head):
                raise ValueError(f"the row {row.field} has {len(row.cells)} cells for {len(self.head)} formats")
            if unknown := {mark for cell in row.cells for mark in cell.marks} - known:
                raise ValueError(f"the row {row.field} has marks without a citation: {sorted(unknown)}")
        return self
