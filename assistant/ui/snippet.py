"""The piece of a section that shows why a search found it, with the words that were searched marked."""

import re
from collections.abc import Iterator
from html import escape

from ingest.tokens import tokens
from kb.plain import plain

_RUN = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*\d*|\d+(?:\.\d+)*%?|[\u4e00-\u9fff]+")
_LETTERS = re.compile(r"[A-Za-z0-9]{2}")
_LENGTH = 180


def snippet_html(body: str, searched: str) -> str:
    """Return the line of a section that holds most of the words, as HTML of about two lines.

    Args:
        body: The section's Markdown.
        searched: What was searched for.
    """
    wanted = frozenset(tokens(searched))
    best, spans, most = "", [], -1
    for line in plain(body).split("\n"):
        found = list(_spans(line, wanted))
        weight = sum(end - start for start, end in found)
        if weight > most:
            best, spans, most = line, found, weight
    return _marked(best, spans)


def _spans(line: str, wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where searched words stand; what touches is one."""
    last: tuple[int, int] | None = None
    for span in _words(line, wanted):
        if last and span[0] <= last[1]:
            last = (last[0], max(last[1], span[1]))
        else:
            if last:
                yield last
            last = span
    if last:
        yield last


def _words(line: str, wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(line):
        start, end = run.span()
        if run[0][0] < "\u4e00":
            if wanted.intersection(tokens(run[0])):
                yield start, end
            continue
        for place in range(start, end):
            if line[place : place + 2] in wanted:
                yield place, min(place + 2, end)
            elif line[place] in wanted:
                yield place, place + 1


def _marked(line: str, spans: list[tuple[int, int]]) -> str:
    first = max(0, spans[0][0] - _LENGTH // 3) if spans and spans[0][0] > _LENGTH // 2 else 0
    last = min(len(line), first + _LENGTH)
    first, last = _whole(line, first, up=True), _whole(line, last, up=False)
    html, place = "…" if first else "", first
    for start, end in spans:
        low, high = max(start, first), min(end, last)
        if low < high:
            html += f"{escape(line[place:low])}<mark>{escape(line[low:high])}</mark>"
            place = high
    return html + escape(line[place:last]) + ("…" if last < len(line) else "")


def _whole(line: str, place: int, *, up: bool) -> int:
    """Move a place at which a line is cut out of a word of Latin letters; Chinese may be cut anywhere."""
    step = 1 if up else -1
    while 0 < place < len(line) and _LETTERS.fullmatch(line[place - 1 : place + 1]):
        place += step
    return place
