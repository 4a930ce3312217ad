"""The word lists of sums, compiled."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from kb.data_files import read_data

_HERE = Path(__file__).parent
_PART = re.compile(r"<([a-z_]+)>")


@cache
def words() -> dict[str, Any]:
    """Return the lists of `words.yaml`: name → pattern, or the patterns of one more level by name or in order."""
    loaded = read_data(_HERE / "words.yaml")
    parts = loaded.pop("parts")

    def compiled(item: Any) -> Any:  # noqa: ANN401 - a tree of texts
        if isinstance(item, dict):
            return {key: compiled(value) for key, value in item.items()}
        if isinstance(item, list):
            return tuple(compiled(value) for value in item)
        return re.compile(_PART.sub(lambda match: parts.get(match[1], match[0]), item))

    return {key: compiled(item) for key, item in loaded.items()}


@cache
def roles() -> dict[str, dict[str, re.Pattern[str]]]:
    """Return what amounts of money, and percentages, may be: role → pattern."""
    loaded = read_data(_HERE / "roles.yaml")
    return {kind: {role: re.compile(item) for role, item in named.items()} for kind, named in loaded.items()}
