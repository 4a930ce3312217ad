"""What the guard sees of a question: signs of what it does, and its words and pairs of words."""

import re
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Literal

from ingest.tokens import normalise, stem
from kb.data_files import read_data
from kb.model import Frozen

_FILE = Path(__file__).with_name("guard_signs.yaml")
_UNIT = re.compile(r"[\u4e00-\u9fff]|[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?")
_CODE = re.compile(r"0110|1039|12[13][09]|9[678]10")
"""Codes of trade formats are words; any other number is only a number."""

Role = Literal["ill", "asking", "excuse", "order", "other"]


class Features(Frozen):
    """What is known of a question.

    Attributes:
        signs: Names of the signs it shows, of each two of them, and of what they amount to together.
        grams: Its units (Chinese characters, stems of Latin words) and pairs of them, `^` and `$` being the ends.
        length: Number of different grams, by whose root each counts less in a long question.
    """

    signs: frozenset[str]
    grams: frozenset[str]

    @property
    def length(self) -> int:
        """Number of different grams."""
        return len(self.grams)

    @property
    def excused(self) -> bool:
        """Whether it asks for the rule or for what follows, or how to set a thing right."""
        return "some-excuse" in self.signs


def features(question: str) -> Features:
    """Return what the guard sees of a question, in any script."""
    text = normalise(question)
    signs = {name: role for name, (role, pattern) in _signs().items() if pattern.search(text)}
    two = {f"{one}+{other}" for one, other in combinations(sorted(signs), 2)}
    return Features(signs=frozenset(signs) | two | _together(list(signs.values())), grams=_grams(text))


def _together(roles: list[Role]) -> frozenset[str]:
    """Return what the signs amount to: ill words without an excuse tell more than ill words."""
    ill, asking, excuse, order = (roles.count(role) for role in ("ill", "asking", "excuse", "order"))
    amounts = {
        "some-excuse": excuse > 0,
        "two-excuses": excuse > 1,
        "two-ills": ill > 1,
        "ill-excused": ill > 0 and excuse > 0,
        "ill-unexcused": ill > 0 and excuse == 0,
        "two-orders": order > 1,
        "three-orders": order > 2,
        "two-ills-unexcused": ill > 1 and excuse == 0,
        "ill-asked-unexcused": ill > 0 and asking > 0 and excuse == 0,
    }
    return frozenset(name for name, holds in amounts.items() if holds)


def _grams(text: str) -> frozenset[str]:
    units = ["^", *(_unit(match) for match in _UNIT.findall(text)), "$"]
    return frozenset(units) | {f"{one} {two}" for one, two in pairwise(units)}


def _unit(word: str) -> str:
    if word[0].isdigit():
        return word if _CODE.fullmatch(word) else "0"
    return stem(word)


@cache
def _signs() -> dict[str, tuple[Role, re.Pattern[str]]]:
    loaded: dict[Role, dict[str, list[str]]] = read_data(_FILE)
    return {
        name: (role, re.compile("|".join(words))) for role, signs in loaded.items() for name, words in signs.items()
    }
