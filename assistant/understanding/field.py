"""Whether a question is of our field, and whether it asks for what lies outside every text of ours."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

from ingest.tokens import normalise
from kb.data_files import read_data

_FILE = Path(__file__).with_name("field.yaml")
_Group = Literal[
    "field",
    "abroad",
    "foreign_law",
    "foreign_rule",
    "foreign_scheme",
    "everyday",
    "foreign_names",
    "commerce",
    "company",
    "classification",
    "licences",
    "place",
    "local",
]
_PLAIN: tuple[_Group, ...] = ("foreign_names", "commerce", "company", "classification", "licences")
"""Groups whose words tell alone that no text of ours answers."""

_TOGETHER: tuple[tuple[_Group, _Group], ...] = (("abroad", "foreign_law"), ("place", "local"))
"""Groups whose words tell it only together."""


@cache
def _patterns() -> dict[_Group, re.Pattern[str]]:
    loaded: dict[_Group, list[str]] = read_data(_FILE)
    # ASCII: a Latin word ends where a Chinese one begins.
    abroad = "|".join(loaded["abroad"])
    return {group: re.compile("|".join(words).replace("{abroad}", abroad), re.ASCII) for group, words in loaded.items()}


def in_field(question: str) -> bool:
    """Tell whether a question speaks of trade: of customs, tax, transport, selling, payment or a company's matters."""
    return bool(_patterns()["field"].search(normalise(question)))


def elsewhere(question: str) -> bool:
    """Tell whether a question is likely about what no text of ours holds.

    Another country's law, another place's support, what a partner charges, a product's number in the tariff, or company
    matters. It is a hint and never decides alone: goods that come back from abroad are our field.
    """
    text = normalise(question)
    patterns = _patterns()
    return any(patterns[group].search(text) for group in _PLAIN) or any(
        patterns[one].search(text) and patterns[other].search(text) for one, other in _TOGETHER
    )


def everyday(question: str) -> bool:
    """Tell whether a question is of daily life, or an errand, whatever words of our field stand beside."""
    return bool(_patterns()["everyday"].search(normalise(question)))


def named_elsewhere(question: str) -> frozenset[str]:
    """Return the names of which a text must say one to answer: of a country or place whose own rules are asked for.

    Empty where a question asks for no other place's rules, or names the place only in passing.
    """
    text, patterns = normalise(question), _patterns()
    names: set[str] = set()
    for match in patterns["foreign_rule"].finditer(text):
        names |= {found[0] for found in patterns["abroad"].finditer(match[0])} or {match[0]}
    names |= {found[0] for found in patterns["foreign_scheme"].finditer(text)}
    if patterns["local"].search(text):
        names |= {found[0] for found in patterns["place"].finditer(text)}
    return frozenset(names)
