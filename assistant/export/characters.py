"""Which characters may stand in a file."""

import re

REPLACEMENT = "\ufffd"
"""Stands where a character was that no file format may hold."""

_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids or discourages: controls other than tab and line feed, lone surrogates, and two codes."""

_LINE_END = re.compile("\r\n?|\x85")


def legal(text: str) -> str:
    """Return the text with line feeds at line ends, and a mark where a character was that XML forbids."""
    return _ILLEGAL.sub(REPLACEMENT, _LINE_END.sub("\n", text))
