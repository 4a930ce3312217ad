"""A section as safe HTML, with what an answer quoted marked in it."""

from collections.abc import Iterable
from urllib.parse import urlencode

from markdown_it.token import Token

from kb.plain import blocks, inline_text, parser

_TEXT = {"text", "code_inline"}
_BREAKS = {"softbreak", "hardbreak"}


def section_html(body: str, quotes: Iterable[str], address: dict[str, str], *, within_page: str = "") -> str:
    """Return a section's body as HTML.

    Args:
        body: Its Markdown; raw HTML in it is shown as text, never run.
        quotes: Statements to mark.
        address: Query parameters that links to other sections keep, such as language and conversation.
        within_page: Where all sections stand on one page, what the ids of theirs begin with.
    """
    markdown = parser()
    tokens = blocks(body)
    wanted = [quote for quote in quotes if quote]
    for row in _rows(tokens):
        if " ".join(inline_text(cell) for cell in row) in wanted:
            for cell in row:
                _mark(cell, 0, len(_text(cell)))
    for token in tokens:
        if token.type != "inline":
            continue
        for quote in wanted:
            start = _text(token).find(quote)
            if start >= 0:
                _mark(token, start, start + len(quote))
        _redirect(token, address, within_page)
    return str(markdown.renderer.render(tokens, markdown.options, {})).replace("[ ] ", "☐ ")


def _rows(tokens: list[Token]) -> list[list[Token]]:
    rows: list[list[Token]] = []
    inside = False
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
            inside = True
        elif token.type == "tr_close":
            inside = False
        elif token.type == "inline" and inside:
            rows[-1].append(token)
    return rows


def _text(token: Token) -> str:
    return "".join(
        child.content if child.type in _TEXT else " " if child.type in _BREAKS else "" for child in token.children or ()
    )


def _mark(token: Token, start: int, end: int) -> None:
    """Wrap the characters of an inline token from start to end, piece by piece, so that links stay whole."""
    children: list[Token] = []
    place = 0
    for child in token.children or ():
        length = len(child.content) if child.type in _TEXT else int(child.type in _BREAKS)
        low, high = max(start - place, 0), min(end - place, length)
        if child.type == "text" and low < high:
            parts = (child.content[:low], child.content[low:high], child.content[high:])
            children += [_piece(parts[0]), _tag("<mark>"), _piece(parts[1]), _tag("</mark>"), _piece(parts[2])]
        elif child.type in _TEXT | _BREAKS and low < high:
            children += [_tag("<mark>"), child, _tag("</mark>")]
        else:
            children.append(child)
        place += length
    token.children = children


def _piece(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _tag(html: str) -> Token:
    return Token("html_inline", "", 0, content=html)


def _redirect(token: Token, address: dict[str, str], within_page: str) -> None:
    """Let links between sections open in the app."""
    for child in token.children or ():
        if child.type != "link_open":
            continue
        href = str(child.attrs.get("href", ""))
        path, _, anchor = href.partition("#")
        if path.startswith(".."):
            query = {**address, "doc": path.rstrip("/").rsplit("/", 1)[-1], "anchor": anchor}
            child.attrs["href"] = "?" + urlencode({key: value for key, value in query.items() if value})
        elif href.startswith("#") and within_page:
            child.attrs["href"] = f"#{within_page}{anchor}"
        elif href.startswith("#"):
            query = {**address, "anchor": anchor}
            child.attrs["href"] = "?" + urlencode(query)
        child.attrs["target"] = "_self"
