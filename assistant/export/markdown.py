"""Blocks as Markdown that reads back as the same blocks, in which no HTML, formula or link comes alive by itself."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

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
    joined,
    plain,
    text_of,
)
from assistant.export.document import Document
from assistant.export.parse import parse

_ALIVE = re.compile(r"([\\`*_\[\]<>&$~|#])")
_AT_START = re.compile(r"(?m)^([+=:-]|\d+(?=[.)]))")
_NO_LANGUAGE = re.compile(r"[^\w+#.-]")


def write(document: Document) -> bytes:
    """Return the document as Markdown in UTF-8."""
    blocks = (Heading(1, plain(document.title)), *document.blocks)
    return (to_markdown(blocks) + "\n").encode("utf-8")


def to_markdown(blocks: Blocks) -> str:
    """Return the blocks as Markdown."""
    alternate = [False]
    for before, block in pairwise(blocks):
        same = isinstance(before, Items) and isinstance(block, Items) and not alternate[-1]
        alternate.append(same)  # two lists in a row stay two by another sign
    return "\n\n".join("\n".join(_lines(b, other)) for b, other in zip(blocks, alternate, strict=False))


def _lines(block: Block, other_sign: bool) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {_line(block.runs)}".rstrip()
        case Paragraph():
            yield from _inline(block.runs).split("\n")
        case Code():
            fence = "`" * (max(2, *map(len, re.findall("`+", block.text)), 2) + 1)
            yield from (f"{fence}{_NO_LANGUAGE.sub('', block.language)}", *block.text.split("\n"), fence)
        case Quote():
            yield from (f"> {line}".rstrip() for line in to_markdown(block.blocks).split("\n"))
        case Items():
            for number, item in enumerate(block.items, start=block.start or 0):
                sign = "-*"[other_sign] if block.start is None else f"{number}{'.)'[other_sign]}"
                yield from _item(item, sign)
        case Table():
            yield _row(block.head)
            yield "|" + " --- |" * len(block.head)
            yield from map(_row, block.rows)
        case Rule():
            yield "---"


def _item(item: Item, sign: str) -> Iterator[str]:
    box = "" if item.done is None else "[x] " if item.done else "[ ] "
    first, *rest = (box + to_markdown(item.blocks)).split("\n")
    yield f"{sign} {first}".rstrip()
    yield from (f"{' ' * (len(sign) + 1)}{line}".rstrip() for line in rest)


def _row(cells: tuple[Runs, ...]) -> str:
    return "|" + "".join(f" {_line(cell)} |" for cell in cells)


def _line(runs: Runs) -> str:
    return _inline(tuple(replace(run, text=run.text.replace("\n", " ")) for run in runs)).replace("\n", " ")


def _inline(runs: Runs) -> str:
    """Return runs as Markdown; a look that would not be read back is left out, the words never."""
    looks = joined(runs)
    dressed = "".join(map(_dressed, looks))
    if parse(dressed) == (Paragraph(looks),):
        return dressed
    return _bare(text_of(runs))


def _dressed(run: Run) -> str:
    if run.mark:
        return run.text
    if run.code:
        fence = "`" * (max(0, *map(len, re.findall("`+", run.text)), 0) + 1)
        pad = " " if run.text.startswith("`") or run.text.endswith("`") else ""
        text = f"{fence}{pad}{run.text}{pad}{fence}"
    else:
        text = _bare(run.text)
    for sign, worn in (("~~", run.strike), ("*", run.italic), ("**", run.bold)):
        text = f"{sign}{text}{sign}" if worn else text
    if run.href and run.href == run.text:
        return f"<{run.href}>"
    return f"[{text}]({_target(run.href)})" if run.href else text


def _bare(text: str) -> str:
    """Return text in which no sign has a meaning; a line feed is a hard break."""
    quiet = _AT_START.sub(_quiet, _ALIVE.sub(r"\\\1", text))
    return quiet.replace("\n", "\\\n")


def _quiet(match: re.Match[str]) -> str:
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]


def _target(href: str) -> str:
    return re.sub(r"[\s()<>\\]", lambda match: f"%{ord(match[0]):02X}", href)
