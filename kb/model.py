"""The values of the domain: document, version, section, source, field, citation address. All frozen."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from kb.dates import DateRange
from kb.messages import Lang

Kind = Literal["guide", "manual", "format"]
Status = Literal["draft", "published", "withdrawn"]
Authority = Literal["tax", "customs"]
Region = Literal["national", "chongqing"]

FOLDERS: dict[Kind, str] = {"guide": "guides", "manual": "manuals", "format": "catalog"}
FIELD_NAMES = (
    "declarant",
    "declaration",
    "tax",
    "foreign_exchange",
    "limits",
    "documents",
    "deadlines",
)
"""What the catalog says of every trade format, in the order of the comparison grid."""

ABOUT_ANCHOR = "about-this-page"
"""The section in which a text says what it is; it answers no question of trade."""


INTRODUCTION_ANCHOR = "who-this-is-for"
"""The section in which a guide or manual says whom it serves and sums itself up."""


class Frozen(BaseModel):
    """A value that never changes and accepts no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Frozen):
    """A legal instrument, or a published practice without a number, that sections rest on."""

    key: str
    basis: Literal["instrument", "practice"] = "instrument"
    instrument: str
    name_en: str | None = None
    issuer: str | None = None
    issued: date | None = None
    url: str | None = None

    def name(self, lang: Lang) -> str:
        """Return the name for a reader; the official Chinese one always stands in it."""
        if lang == "en" and self.name_en:
            return f"{self.name_en} ({self.instrument})"
        return self.instrument


class Field(Frozen):
    """One cell of the comparison grid, and the section that proves it."""

    value: str
    anchor: str


@dataclass(frozen=True, order=True)
class SectionAddress:
    """Where a section is: the same in Chinese and English. A key of many tables, so kept light."""

    document: str
    version: date
    anchor: str

    def __str__(self) -> str:
        return f"{self.document}@{self.version.isoformat()}#{self.anchor}"


class Section(Frozen):
    """A heading and its own text.

    Attributes:
        path: Headings from the outermost to this one.
        body: Markdown below the heading, without the heading.
        line: Line of the heading in the file, from 1.
        end_line: Last line of the text.
        sources: Keys of the version's sources.
        in_force: The days of the rule itself, as far as known.
        served: The days on which this text answers for the rule: the rule's days within the version's.
    """

    anchor: str
    level: int
    heading: str
    path: tuple[str, ...]
    body: str
    line: int
    end_line: int
    sources: tuple[str, ...]
    in_force: DateRange
    served: DateRange | None


class Version(Frozen):
    """One dated text of a document in one language.

    Attributes:
        unsupported: Fields of a catalog entry for which no source is known; `code` where the format has none.
    """

    document: str
    kind: Kind
    lang: Lang
    title: str
    authority: tuple[Authority, ...]
    formats: tuple[str, ...]
    region: Region
    in_force: DateRange
    status: Status
    change_note: str | None
    reviewed_on: date
    review_due: date
    sources: tuple[Source, ...]
    code: str | None
    unsupported: tuple[str, ...] = ()
    fields: dict[str, Field]
    sections: tuple[Section, ...]
    file: str

    @property
    def day(self) -> date:
        """The first day, which names the version."""
        return self.in_force.start

    @property
    def key(self) -> str:
        """`document@day/lang`."""
        return f"{self.document}@{self.day.isoformat()}/{self.lang}"

    @cached_property
    def by_anchor(self) -> dict[str, Section]:
        """Sections by anchor."""
        return {section.anchor: section for section in self.sections}

    @cached_property
    def by_source(self) -> dict[str, Source]:
        """Sources by key."""
        return {source.key: source for source in self.sources}

    def sources_of(self, section: Section) -> tuple[Source, ...]:
        """Return the sources a section rests on, in the order it names them."""
        return tuple(self.by_source[key] for key in section.sources if key in self.by_source)

    def address(self, anchor: str) -> SectionAddress:
        """Return the language-free address of a section."""
        return SectionAddress(document=self.document, version=self.day, anchor=anchor)


class Problem(Frozen):
    """What a check found: where, which rule, and the values for its message."""

    file: str
    line: int
    rule: str
    values: dict[str, str] = {}
    severity: Literal["error", "warning"] = "error"
