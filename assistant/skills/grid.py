"""The comparison grid: what the catalog says of trade formats on a day, side by side, each cell with its proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.draft import Piece, resting_on, source_of
from assistant.skills.formats import name_of, served
from ingest.tokens import normalise
from kb.figures import figures
from kb.messages import Lang, say
from kb.model import FIELD_NAMES, Version
from kb.statements import statements


@dataclass(frozen=True)
class Cell:
    """What one text says of one field.

    Attributes:
        piece: Text and proof; without a source where our texts do not tell.
    """

    piece: Piece

    @property
    def is_told(self) -> bool:
        """Whether a text says it."""
        return bool(self.piece.sources)


@dataclass(frozen=True)
class Row:
    """One field of all formats."""

    field: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether texts tell the formats apart by it; what no text tells is no difference."""
        return len({normalise(cell.piece.text) for cell in self.cells if cell.is_told}) > 1

    @property
    def is_partly_told(self) -> bool:
        """Whether texts tell it of some formats only."""
        return len({cell.is_told for cell in self.cells}) > 1

    @property
    def is_the_same(self) -> bool:
        """Whether nothing in it is worth a look when one wants to tell the formats apart."""
        return not self.differs and not self.is_partly_told


@dataclass(frozen=True)
class Grid:
    """Formats side by side."""

    versions: tuple[Version, ...]
    rows: tuple[Row, ...]

    @property
    def head(self) -> tuple[str, ...]:
        """Names of the formats."""
        return tuple(name_of(version) for version in self.versions)


def grid(versions: Sequence[Version], day: date, fields: Sequence[str] = FIELD_NAMES) -> Grid:
    """Return what entries in force on the day say of the fields."""
    rows = tuple(Row(field, tuple(Cell(_piece(version, field, day)) for version in versions)) for field in fields)
    return Grid(tuple(versions), rows)


def label(field: str, lang: Lang) -> str:
    """Return the name of a field for a reader."""
    return say(f"format.field-{field.replace('_', '-')}", lang)


def _piece(version: Version, field: str, day: date) -> Piece:
    told = version.fields.get(field)
    section = served(version, told.anchor, day) if told else None
    if told is None or section is None:
        return Piece(say("format.not-told", version.lang))
    if section.anchor != told.anchor:  # the rule that held before the field's own
        first = statements(section.body)[0]
        return Piece(first.text, (source_of(version, section, first),))
    return Piece(told.value, (resting_on(version, section, told.value),), own=figures(version.code or ""))
