"""Reads claims out of what a model streams: JSON objects, one a line if it keeps to the rules."""

import json
import re
from collections.abc import Iterator

from assistant.chat.task import Said

_LONGEST = 4000
"""Characters after which an open object is taken for none."""

_TOKEN = re.compile(r"(?<![a-z0-9])s\d{1,2}(?![a-z0-9])")
_STEPS_MOST = 30
_THOUGHT = ("<think>", "</think>")


class ClaimReader:
    """Takes the stream bit by bit and gives each claim as soon as its object is closed.

    Text around objects is passed over, and so are thoughts between `<think>` and `</think>`, broken objects, and
    objects that are no claim.
    """

    def __init__(self) -> None:
        self._object = ""
        self._depth = 0
        self._quoted = False
        self._escaped = False
        self._thinking = False
        self._tail = ""

    @property
    def is_open(self) -> bool:
        """Whether an object has begun and is not closed: at the end of the stream, a claim was cut."""
        return self._depth > 0

    def feed(self, text: str) -> Iterator[Said]:
        """Take a piece of the stream; yield the claims that it completes."""
        for char in text:
            if self._is_thought(char):
                continue
            if self._depth == 0 and char != "{":
                continue
            self._take(char)
            if self._depth == 0 and self._object:
                closed, self._object = self._object, ""
                yield from _claims(closed)

    def _is_thought(self, char: str) -> bool:
        if self._depth:
            return False
        self._tail = (self._tail + char)[-len(_THOUGHT[1]) :]
        if self._thinking:
            self._thinking = not self._tail.endswith(_THOUGHT[1])
            return True
        self._thinking = self._tail.endswith(_THOUGHT[0])
        return self._thinking

    def _take(self, char: str) -> None:
        # No JSON text goes on after a line break within quotes: the model left its object open.
        if (self._quoted and char == "\n") or len(self._object) >= _LONGEST:
            self._object, self._depth, self._quoted, self._escaped = "", 0, False, False
            return
        self._object += char
        if self._quoted:
            self._quoted = self._escaped or char != '"'
            self._escaped = char == "\\" and not self._escaped
        elif char == '"':
            self._quoted = True
        elif char in "{}":
            self._depth += 1 if char == "{" else -1


def _claims(text: str) -> Iterator[Said]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return
    wrapped = next((value for value in found.values() if isinstance(value, list)), [])
    for item in [found] if "text" in found else wrapped:
        if isinstance(item, dict) and isinstance(item.get("text"), str) and item["text"].strip():
            yield Said(item["text"], _tokens(item.get("sources")), _step(item.get("step")))


def _tokens(given: object) -> tuple[str, ...]:
    names = given if isinstance(given, list) else [given]
    found = [token for name in names if isinstance(name, str) for token in _TOKEN.findall(name.lower())]
    return tuple(dict.fromkeys(found))


def _step(given: object) -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        return 0
    return given if 0 < given <= _STEPS_MOST else 0
