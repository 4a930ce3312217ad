"""What every writer writes: headings, paragraphs, lists, tables; neither Markdown nor a file format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Run:
    """Characters of one look.

    Attributes:
        text: What is read; a line feed in it breaks the line.
        mark: A citation's mark such as `[1]`.
        href: Where it leads, a web address; empty for plain text.
    """

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    mark: bool = False
    href: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; 1 is the outermost level and 6 the innermost."""

    level: int
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    runs: Runs


@dataclass(frozen=True)
class Code:
    """Lines kept as they are."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Quote:
    """What somebody else says."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Item:
    """One item of a list.

    Attributes:
        done: Whether its box is ticked; None where it has no box.
    """

    blocks: tuple["Block", ...]
    done: bool | None = None


@dataclass(frozen=True)
class Items:
    """A list.

    Attributes:
        start: Number of the first item; None where the items have no numbers.
    """

    items: tuple[Item, ...]
    start: int | None = None


@dataclass(frozen=True)
class Table:
    """A table; every row is as long as the head."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True)
class Rule:
    """A line across the page."""


Block = Heading | Paragraph | Code | Quote | Items | Table | Rule
Blocks = tuple[Block, ...]


def plain(text: str) -> Runs:
    """Return text of no special look."""
    return (Run(text),) if text else ()


def strong(text: str) -> Runs:
    """Return text that stands out."""
    return (Run(text, bold=True),) if text else ()


def paragraph(text: str) -> Paragraph:
    """Return a paragraph of plain text."""
    return Paragraph(plain(text))


def text_of(runs: Runs) -> str:
    """Return what is read."""
    return "".join(run.text for run in runs)


def joined(runs: Iterable[Run]) -> Runs:
    """Return the runs with neighbours of one look made one; marks stay apart."""
    found: list[Run] = []
    for run in runs:
        if found and not run.mark and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def texts(blocks: Blocks) -> Iterator[str]:
    """Yield what is read, one text a heading, paragraph, cell or piece of code, in reading order."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield text_of(block.runs)
            case Code():
                yield block.text
            case Quote():
                yield from texts(block.blocks)
            case Items():
                for item in block.items:
                    yield from texts(item.blocks)
            case Table():
                for row in (block.head, *block.rows):
                    yield from (text_of(cell) for cell in row)
            case Rule():
                pass
