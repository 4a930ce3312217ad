"""From the Markdown of one version to its front matter and sections, with exact lines."""

import re
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

_LINE_END = re.compile(r"\r\n?|\n")
"""What ends a line for the parser; `str.splitlines` knows more and would count other lines than it."""


@dataclass(frozen=True)
class RawSection:
    """A heading with its attributes and the text below it, before any meaning is given to them."""

    level: int
    heading: str
    attributes: dict[str, str]
    body: str
    line: int
    end_line: int


@dataclass(frozen=True)
class Link:
    """A link in a text: where it points and the line of its block."""

    href: str
    line: int


@dataclass(frozen=True)
class Page:
    """One parsed file.

    Attributes:
        front_matter: YAML between the fences; None when the file has none.
        sections: In reading order.
        links: All links.
        html_lines: Lines on which raw HTML begins.
        stray_line: First line of text that stands above every heading, or None.
    """

    front_matter: str | None
    sections: tuple[RawSection, ...]
    links: tuple[Link, ...]
    html_lines: tuple[int, ...]
    stray_line: int | None


@cache
def parser() -> MarkdownIt:
    """Return the Markdown of the knowledge base. HTML is parsed so that it can be found, never rendered."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return markdown.use(front_matter_plugin).use(attrs_block_plugin)


def parse(text: str) -> Page:
    """Parse a file's text; a byte order mark before it counts for nothing."""
    text = text.removeprefix("\ufeff")
    tokens = parser().parse(text)
    lines = _LINE_END.split(text)
    starts = [i for i, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    sections = tuple(_section(tokens, index, starts, lines) for index in starts)
    front = next((token for token in tokens if token.type == "front_matter"), None)
    first = starts[0] if starts else len(tokens)
    stray = next((t for t in tokens[:first] if t.type != "front_matter" and t.map), None)
    return Page(
        front_matter=None if front is None else front.content,
        sections=sections,
        links=tuple(_links(tokens)),
        html_lines=tuple(_html_lines(tokens)),
        stray_line=None if stray is None or stray.map is None else stray.map[0] + 1,
    )


def _section(tokens: list[Token], index: int, starts: list[int], lines: list[str]) -> RawSection:
    token = tokens[index]
    first, body_start = token.map or (0, 1)
    after = [start for start in starts if start > index]
    end = _first_line_with_attributes(tokens[after[0]], lines) if after else len(lines)
    body_lines = lines[body_start:end]
    while body_lines and not body_lines[-1].strip():
        body_lines.pop()
    return RawSection(
        level=int(token.tag[1]),
        heading=tokens[index + 1].content.strip(),
        attributes={key: str(value) for key, value in token.attrs.items()},
        body="\n".join(body_lines).strip("\n"),
        line=first + 1,
        end_line=body_start + len(body_lines),
    )


def _first_line_with_attributes(heading: Token, lines: list[str]) -> int:
    line = above = heading.map[0] if heading.map else 0
    while above and heading.attrs and not lines[above - 1].strip():
        above -= 1  # attributes reach their heading across empty lines
    text = lines[above - 1].strip() if above else ""
    return above - 1 if text.startswith("{") and text.endswith("}") else line


def _links(tokens: list[Token]) -> list[Link]:
    found = []
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                line = token.map[0] + 1 if token.map else 1
                found.append(Link(href=str(child.attrs.get("href", "")), line=line))
    return found


def _html_lines(tokens: list[Token]) -> list[int]:
    lines = []
    for token in tokens:
        inline = any(child.type == "html_inline" for child in token.children or ())
        if (token.type == "html_block" or inline) and token.map:
            lines.append(token.map[0] + 1)
    return lines
