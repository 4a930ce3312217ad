"""Markdown without its marks: what is embedded, compared with a quote, and counted."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


@cache
def parser() -> MarkdownIt:
    """Return the Markdown that is shown and compared: raw HTML is text in it, never markup."""
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def inline_text(token: Token) -> str:
    """Return the text of an inline token, without marks and link addresses."""
    parts = []
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    text = "".join(parts)
    for box in ("[ ] ", "[x] "):
        text = text.removeprefix(box)
    return text.strip()


def blocks(markdown: str) -> list[Token]:
    """Return the parser's tokens of a section's body."""
    return parser().parse(markdown)


def plain(markdown: str) -> str:
    """Return the text of a section's body, one line a block."""
    return "\n".join(inline_text(token) for token in blocks(markdown) if token.type == "inline")
