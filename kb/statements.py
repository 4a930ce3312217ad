"""The statements of a section: its sentences, list items and table rows, each fit to be quoted alone."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from markdown_it.token import Token

from kb.model import Frozen
from kb.plain import blocks, inline_text

Form = Literal["sentence", "step", "item", "row"]

_ZH_END = re.compile(r"(?<=[。！？])(?![”’）」])")
_EN_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"(])")
_ABBREVIATION = re.compile(r"\b(?:No|Nos|Art|e\.g|i\.e|vs|approx)\.$")


class Statement(Frozen):
    """One quotable statement.

    Attributes:
        text: Plain text; a table row names its columns.
        quote: The same as it stands in the section, once Markdown marks are gone.
        form: Sentence of a paragraph, numbered step, list item, or table row.
        block: Number of the paragraph, list or table it stands in.
        number: Place in a numbered list, from 1; else 0.
        head: Names of a table's columns, for a row; else empty.
    """

    text: str
    quote: str
    form: Form
    block: int
    number: int = 0
    head: str = ""


@lru_cache(maxsize=4096)
def statements(markdown: str) -> tuple[Statement, ...]:
    """Return the statements of a section's body, in reading order."""
    reader = _Reader()
    return tuple(statement for token in blocks(markdown) for statement in reader.read(token))


class _Reader:
    """Walks the parser's tokens and remembers where it is: in which list, at which item, in which row."""

    def __init__(self) -> None:
        self._lists: list[bool] = []  # the open lists, innermost last: whether each is numbered
        self._items: list[int] = []  # how many items each of them has had
        self._head: list[str] = []
        self._cells: list[str] = []
        self._block = 0
        self._cell = ""

    def read(self, token: Token) -> Iterator[Statement]:
        """Take one token; yield the statements it completes."""
        self._enter(token)
        if token.type == "tr_close":
            yield from self._row()
        elif token.type == "inline":
            yield from self._inline(inline_text(token))

    def _enter(self, token: Token) -> None:
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                self._cell = ""
                self._block += not self._lists
                self._lists.append(token.type == "ordered_list_open")
                self._items.append(0)
            case "ordered_list_close" | "bullet_list_close":
                self._lists.pop()
                self._items.pop()
            case "list_item_open":
                self._items[-1] += 1
            case "paragraph_open" | "table_open" if not self._lists:
                self._block += 1
                self._cell = ""
            case "tr_open":
                self._cells = []
            case "th_open" | "td_open":
                self._cell = token.type
            case _:
                pass

    def _row(self) -> Iterator[Statement]:
        if self._cell == "th_open":
            self._head = self._cells
        else:
            text, quote = _row(self._head, self._cells), " ".join(self._cells)
            yield Statement(text=text, quote=quote, form="row", block=self._block, head=" ".join(self._head))

    def _inline(self, text: str) -> Iterator[Statement]:
        if self._cell:
            self._cells.append(text)
        elif self._lists:
            form: Form = "step" if self._lists[-1] else "item"
            number = self._items[-1] if self._lists[-1] else 0
            yield Statement(text=text, quote=text, form=form, block=self._block, number=number)
        else:
            for sentence in sentences(text):
                yield Statement(text=sentence, quote=sentence, form="sentence", block=self._block)


def _row(head: list[str], cells: list[str]) -> str:
    """Return a row as a phrase: its first cell, then the others under the names of their columns."""
    chinese = any("\u4e00" <= char <= "\u9fff" for char in "".join(cells + head))
    colon, comma = ("：", "；") if chinese else (": ", "; ")
    if len(cells) < 2:
        return "".join(cells)
    first, *rest = cells
    named = [
        cell if not name or len(rest) == 1 or cell.startswith(name) else f"{name}{colon}{cell}"
        for name, cell in zip(head[1:], rest, strict=False)
        if cell
    ]
    return f"{first}{colon}{comma.join(named)}"


def sentences(text: str) -> list[str]:
    """Cut a paragraph at the ends of its sentences, Chinese or English."""
    parts: list[str] = []
    for piece in _ZH_END.split(text):
        start = 0
        for match in _EN_END.finditer(piece):
            if not _ABBREVIATION.search(piece[start : match.start()]):
                parts.append(piece[start : match.start()])
                start = match.end()
        parts.append(piece[start:])
    return [part.strip() for part in parts if part.strip()]
