"""The statements of a section: its sentences, list items and table rows, each fit to be quoted alone."""

import re
from collections.abc import Iterator
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
    """

    text: str
    quote: str
    form: Form
    block: int
    number: int = 0


def statements(markdown: str) -> tuple[Statement, ...]:
    """Return the statements of a section's body, in reading order."""
    return tuple(_walk(blocks(markdown)))


def _walk(tokens: list[Token]) -> Iterator[Statement]:
    lists: list[bool] = []  # the open lists, innermost last: whether each is numbered
    places: list[int] = []  # how many items each of them has had
    head: list[str] = []
    cells: list[str] = []
    block = 0
    kind = ""
    for token in tokens:
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                block += not lists
                lists.append(token.type == "ordered_list_open")
                places.append(0)
            case "ordered_list_close" | "bullet_list_close":
                lists.pop()
                places.pop()
            case "list_item_open":
                places[-1] += 1
            case "paragraph_open" | "table_open" if not lists:
                block += 1
            case "tr_open":
                cells = []
            case "tr_close" if kind == "th_open":
                head = cells
            case "tr_close":
                yield Statement(text=_row(head, cells), quote=" ".join(cells), form="row", block=block)
            case "inline" if kind in {"th_open", "td_open"}:
                cells.append(inline_text(token))
            case "inline" if lists:
                text, numbered = inline_text(token), lists[-1]
                form: Form = "step" if numbered else "item"
                yield Statement(text=text, quote=text, form=form, block=block, number=places[-1] * numbered)
            case "inline":
                for text in sentences(inline_text(token)):
                    yield Statement(text=text, quote=text, form="sentence", block=block)
            case _:
                pass
        if token.type.endswith("_open"):
            kind = token.type


def _row(head: list[str], cells: list[str]) -> str:
    chinese = any("\u4e00" <= char <= "\u9fff" for char in "".join(cells + head))
    colon, comma = ("：", "；") if chinese else (": ", "; ")
    return comma.join(f"{name}{colon}{cell}" if name else cell for name, cell in zip(head, cells, strict=False) if cell)


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
