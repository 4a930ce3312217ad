"""A draft: what an answer will say, each piece with the sections it rests on, before anything of it is proven.

The writer and every skill hand in a draft; the step `prove` holds it against its sections and turns it into an answer.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ingest.tokens import tokens
from kb.figures import figures
from kb.model import Section, Version
from kb.statements import Statement, statements

Form = Literal["bullets", "steps", "tasks"]


@dataclass(frozen=True)
class Source:
    """A section that a piece rests on.

    Attributes:
        quotes: Statements of the section as they stand there.
        head: Names of the columns above a quoted table row.
    """

    version: Version
    section: Section
    quotes: tuple[str, ...]
    head: str = ""

    @property
    def says(self) -> str:
        """What a reader of the citation sees: heading, quote, and the instruments with their days.

        A quote that does not stand in the section says nothing.
        """
        stands = _quotes(self.section.body)
        sources = self.version.sources_of(self.section)
        instruments = (f"{source.name(self.version.lang)} {source.issued or ''}" for source in sources)
        return "\n".join((*self.section.path, self.head, *(q for q in self.quotes if q in stands), *instruments))


@dataclass(frozen=True)
class Piece:
    """A sentence, list item or cell.

    Attributes:
        text: Markdown without marks.
        sources: What it rests on.
        own: Figures that no law gives, as `figures` writes them: those the person named, and results worked out.
        number: Place in a numbered list, from 1; 0 elsewhere.
    """

    text: str
    sources: tuple[Source, ...] = ()
    own: frozenset[str] = frozenset()
    number: int = 0

    @property
    def is_proven(self) -> bool:
        """Whether every figure stands in what is quoted, or is the person's own or worked out."""
        return self.unproven == frozenset()

    @property
    def unproven(self) -> frozenset[str]:
        """The figures for which there is no proof."""
        return figures(self.text) - self.own - figures("\n".join(source.says for source in self.sources))


@dataclass(frozen=True)
class Paragraph:
    """Sentences that run on; a mark follows the last of those that rest on the same sections."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Items:
    """A list."""

    pieces: tuple[Piece, ...]
    form: Form = "bullets"


@dataclass(frozen=True)
class Table:
    """A table; the first piece of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[Piece, ...], ...]


Block = Paragraph | Items | Table


@dataclass(frozen=True)
class Draft:
    """What an answer will say.

    Attributes:
        by: The skill that made it, or `writer`, or `model`.
        status: `clarify` asks back; its choices are the suggestions. `refused` says that our texts do not tell.
        suggestions: Questions to ask next; empty leaves them to the search.
        dated: Whether the day whose rules were applied matters to it.
        retells: Whether it says itself what it took the question for.
        tells_changes: Whether it is about what changed, so that no note on changes is to follow.
    """

    by: str
    blocks: tuple[Block, ...]
    status: Literal["answered", "partial", "clarify", "refused"] = "answered"
    suggestions: tuple[str, ...] = ()
    dated: bool = True
    retells: bool = False
    tells_changes: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces, in reading order."""
        found: list[Piece] = []
        for block in self.blocks:
            found += [piece for row in block.rows for piece in row] if isinstance(block, Table) else block.pieces
        return tuple(found)


def source_of(version: Version, section: Section, statement: Statement) -> Source:
    """Return a section as the source of one of its statements."""
    return Source(version, section, (statement.quote,), statement.head)


def resting_on(version: Version, section: Section, text: str) -> Source:
    """Return the section as the source of a text in other words: the fewest statements that hold its figures and words.

    The best one is always quoted; figures that no statement holds stay unproven.
    """
    every = statements(section.body)
    if not every:
        return Source(version, section, ())
    words, missing = set(tokens(text)), set(figures(text)) - figures("\n".join(section.path))
    chosen: list[Statement] = []
    left = list(every)
    while left:
        best = max(left, key=lambda s: (len(missing & _numbers(s)), _likeness(words, s)))
        if chosen and not missing & _numbers(best):
            break
        chosen.append(best)
        left.remove(best)
        missing -= _numbers(best)
    ordered = [statement for statement in every if statement in chosen]
    heads = dict.fromkeys(statement.head for statement in ordered if statement.head)
    return Source(version, section, tuple(statement.quote for statement in ordered), "\n".join(heads))


@lru_cache(maxsize=512)
def _quotes(body: str) -> frozenset[str]:
    return frozenset(statement.quote for statement in statements(body))


def _numbers(statement: Statement) -> frozenset[str]:
    return figures(f"{statement.head}\n{statement.quote}")


def _likeness(words: set[str], statement: Statement) -> float:
    held = set(tokens(statement.text))
    return len(words & held) / len(words | held) if held else 0.0
