"""Two wordings of a text compared word by word; pure functions."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from kb.model import Frozen

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,]\d+)*%?|[^\S\n]+|.", re.S)
"""A Latin word, a figure, a space, or one character; each Chinese character is a word here."""

_SHORT = 2
"""Characters that stay between two changes are told as changed with them: scraps make no sense to a reader."""


class Piece(Frozen):
    """Words that stand in both wordings, only in the newer, or only in the older."""

    what: Literal["same", "added", "removed"]
    text: str


def compare_wording(older: str, newer: str) -> tuple[Piece, ...]:
    """Return the pieces of which both wordings are made.

    What is the same and what is removed make the older wording; what is the same and what is added make the newer.
    """
    pairs = list(_pairs(older, newer))
    joined: list[tuple[str, str]] = []
    for place, (old, new) in enumerate(pairs):
        scrap = old == new and 0 < place < len(pairs) - 1 and len(old) <= _SHORT and "\n" not in old
        if joined and joined[-1][0] != joined[-1][1] and (old != new or scrap):
            joined[-1] = (joined[-1][0] + old, joined[-1][1] + new)
        else:
            joined.append((old, new))
    return tuple(_as_pieces(joined))


def _pairs(older: str, newer: str) -> Iterator[tuple[str, str]]:
    """Yield what stands in the older and in the newer wording, in turns alike and different."""
    before, now = _WORD.findall(older), _WORD.findall(newer)
    for _, i, j, k, m in SequenceMatcher(a=before, b=now, autojunk=False).get_opcodes():
        yield "".join(before[i:j]), "".join(now[k:m])


def _as_pieces(pairs: list[tuple[str, str]]) -> Iterator[Piece]:
    for old, new in pairs:
        if old == new:
            yield Piece(what="same", text=old)
            continue
        if old:
            yield Piece(what="removed", text=old)
        if new:
            yield Piece(what="added", text=new)
