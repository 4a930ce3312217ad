"""The sections of an index by number: a search handles thousands of rows, and numbers are cheap to compare."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.chunks import Row
from kb.model import SectionAddress


@dataclass(frozen=True)
class Places:
    """Sections and their numbers.

    Attributes:
        sections: Number → address, in the order of the rows.
        number: Address → number.
        of_row: Row id → number of its section.
    """

    sections: tuple[SectionAddress, ...]
    number: dict[SectionAddress, int]
    of_row: dict[str, int]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Places":
        """Number the sections of rows."""
        number: dict[SectionAddress, int] = {}
        of_row: dict[str, int] = {}
        last, place = None, -1
        for row in rows:
            # The rows of a section follow each other and share its address: it is looked up once.
            if row.address is not last:
                last, place = row.address, number.setdefault(row.address, len(number))
            of_row[row.id] = place
        return cls(sections=tuple(number), number=number, of_row=of_row)
