"""What a person has said of their business, as far as it decides on a trade format."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from assistant.skills.choose.business import UNSURE, Facts
from assistant.skills.choose.rules import rules
from ingest.tokens import normalise
from kb.data_files import read_data
from kb.model import Frozen

_FILE = Path(__file__).with_name("words.yaml")
_BEFORE = 24
_NAME = re.compile(r"\{([a-z-]+)\}")
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?:usd|us\$|\$)\s*(?P<a>{_NUMBER})\s*(?P<m>万|k\b)?"
    rf"|(?P<b>{_NUMBER})\s*(?P<n>万|k\b)?\s*(?:美元|美金|刀|usd|us dollars?|dollars?)"
)
_PUNCTUATION = {ord("，"): "，,", ord("；"): "；;"}
_TIMES = {"万": 10_000, "k": 1_000}


class _Value(Frozen):
    words: str
    weak: str | None = None
    decides: bool = False


class _Words(Frozen):
    asks: str
    asks_if_told: str
    asks_something: str
    harmless: str
    elsewhere: str
    between: str
    trades: str
    sells: str
    may_use: str
    ruled_out: str
    trouble: str
    steps: str
    several: str
    part: str
    of_all: str
    mine: str
    never: str
    never_unless_known: str
    unsure: str
    denied: dict[str, str]
    slots: dict[str, dict[str, _Value]]


@cache
def words() -> _Words:
    """Return how people say it."""
    loaded = _joined(read_data(_FILE), {})
    lists = dict(loaded.pop("lists"))
    filled = _joined(loaded, lists)
    return _Words.model_validate({key.replace("-", "_"): value for key, value in filled.items()})


def _joined(value: Any, lists: Mapping[str, str]) -> Any:  # noqa: ANN401 - what YAML holds
    """Undo that YAML joins the lines of a long pattern with a space, and put each list where its name stands.

    Texts are matched normalised, where a comma or semicolon is a Latin one: it stands beside the Chinese one.
    """
    if isinstance(value, dict):
        return {key: _joined(item, lists) for key, item in value.items()}
    if not isinstance(value, str):
        return value
    return _NAME.sub(lambda match: lists.get(match[1], match[0]), value.replace("| ", "|").translate(_PUNCTUATION))


def facts_in(text: str, before: Facts | None = None) -> Facts:
    """Return what a text says, after what was known before; the later word counts."""
    facts, normal = before or Facts(), re.sub(words().elsewhere, " ", normalise(text))
    for slot, values in words().slots.items():
        found = list(_said(normal, ((value, item.words) for value, item in values.items())))
        said = _last([item for item in found if values[item[2]].decides] or found)
        hinted = _last(_said(normal, ((value, item.weak) for value, item in values.items() if item.weak)))
        if said:
            facts = facts.with_(slot, said)
        elif hinted and facts.get(slot) in {None, UNSURE}:
            facts = facts.with_(slot, hinted)
    worth = _worth(normal)
    return facts.with_("value", worth) if worth else facts


def places_told(text: str) -> int:
    """Return in how many places of a text something of a business is told: 小包 tells two things at one."""
    patterns = [
        word for values in words().slots.values() for item in values.values() for word in (item.words, item.weak)
    ]
    spans = sorted(match.span() for word in patterns if word for match in re.finditer(word, text, re.A))
    count, reached = 0, -1
    for start, end in spans:
        count, reached = (count + 1, end) if start >= reached else (count, max(reached, end))
    return count


def _said(text: str, patterns: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield where a value is said and not denied; of two that overlap, the one that begins first."""
    found = sorted(
        chain.from_iterable(
            ((m.start(), -m.end(), value) for m in re.finditer(words, text, re.A)) for value, words in patterns
        )
    )
    reached = 0
    for start, minus_end, value in found:
        if start < reached:
            continue
        reached = -minus_end
        leading = text[max(0, start - _BEFORE) : start]
        if not any(re.search(denied, leading) for denied in words().denied.values()):
            yield start, reached, value


def _last(said: Iterable[tuple[int, int, str]]) -> str | None:
    return max(said, default=(0, 0, None), key=lambda item: item[0])[2]


def _worth(text: str) -> str | None:
    """Return on which side of the limit an amount in its currency lies."""
    match = _AMOUNT.search(text)
    if match is None:
        return None
    number = float((match["a"] or match["b"]).replace(",", "")) * _TIMES.get(match["m"] or match["n"] or "", 1)
    return "within" if number <= rules().value.limit else "over"
