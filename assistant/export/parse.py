"""From the Markdown of an answer to blocks. HTML in it is text; nothing that is written there is lost or run."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

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
)
from assistant.export.characters import legal

_DEPTH = 40
_MARK = re.compile(r"(\[\d{1,3}\])")
_BOX = re.compile(r"\[([ xX])\] +")
_WEB = re.compile(r"https?://", re.I)
_SOFT = "\x00"
"""Stands for a line end within a paragraph until it is known what stands on both sides of it."""

_WIDE = "[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BETWEEN_WIDE = re.compile(f"(?<={_WIDE}){_SOFT}(?={_WIDE})")


@cache
def _parser() -> MarkdownIt:
    # A line `[1]: …` is text: as a definition it would vanish and make a link of every mark.
    options = {"html": False, "maxNesting": _DEPTH}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"]).disable("reference")


def parse(markdown: str) -> Blocks:
    """Return the blocks of a text.

    Links keep their address only where it leads to the web; those within the knowledge base lead nowhere in a file.
    """
    text = legal(markdown)
    tokens = _parser().parse(text)
    if _too_deep(tokens):
        # The parser drops what is nested deeper than it follows; as bare lines it is all there.
        return tuple(Paragraph((Run(line.strip()),)) for line in text.split("\n") if line.strip())
    return tuple(_blocks(SyntaxTreeNode(tokens).children))


def _too_deep(tokens: Sequence[Token]) -> bool:
    children = (child for token in tokens for child in token.children or ())
    return any(token.level >= _DEPTH - 1 for token in (*tokens, *children))


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                runs = tuple(replace(run, text=run.text.replace("\n", " ")) for run in _inline(node))
                yield Heading(int(node.tag[1]), runs)
            case "paragraph":
                yield Paragraph(_inline(node))
            case "fence" | "code_block":
                yield Code(node.content.rstrip("\n"), node.info.strip())
            case "blockquote":
                yield Quote(tuple(_blocks(node.children)))
            case "bullet_list" | "ordered_list":
                start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
                yield Items(tuple(_item(child) for child in node.children), start)
            case "table":
                head, *rows = [_cells(row) for part in node.children for row in part.children]
                yield Table(head, tuple(rows))
            case _:
                yield Rule()


def _item(node: SyntaxTreeNode) -> Item:
    blocks = tuple(_blocks(node.children))
    first = blocks[0] if blocks else None
    if not (isinstance(first, Paragraph) and first.runs):
        return Item(blocks)
    box = _BOX.match(first.runs[0].text)
    if not box or first.runs[0].code:
        return Item(blocks)
    opening = replace(first.runs[0], text=first.runs[0].text[box.end() :])
    runs = (opening, *first.runs[1:]) if opening.text else first.runs[1:]
    return Item((Paragraph(runs), *blocks[1:]), done=box[1] != " ")


def _cells(row: SyntaxTreeNode) -> tuple[Runs, ...]:
    return tuple(_inline(cell) for cell in row.children)


def _inline(node: SyntaxTreeNode) -> Runs:
    """Return the runs of a block's text, neighbours of one look joined."""
    found = _runs(node.children[0].children, Run("")) if node.children else ()
    runs: list[Run] = []
    for look in joined(found):
        text = _BETWEEN_WIDE.sub("", look.text).replace(_SOFT, " ")
        runs += [replace(look, text=text)] if look.code or look.href else list(_marked(look, text))
    return joined(runs)


def _marked(look: Run, text: str) -> Iterator[Run]:
    for place, part in enumerate(_MARK.split(text)):
        yield Run(part, mark=True) if place % 2 else replace(look, text=part)


def _runs(nodes: Sequence[SyntaxTreeNode], look: Run) -> Iterator[Run]:
    for node in nodes:
        match node.type:
            case "softbreak":
                yield replace(look, text=_SOFT)
            case "hardbreak":
                yield replace(look, text="\n")
            case "strong":
                yield from _runs(node.children, replace(look, bold=True))
            case "em":
                yield from _runs(node.children, replace(look, italic=True))
            case "s":
                yield from _runs(node.children, replace(look, strike=True))
            case "link":
                href = str(node.attrs.get("href", ""))
                yield from _runs(node.children, replace(look, href=href if _WEB.match(href) else ""))
            case "image":
                yield replace(look, text=node.content or str(node.attrs.get("src", "")))
            case "code_inline":
                yield replace(look, text=node.content, code=True)
            case _:
                yield replace(look, text=node.content)
