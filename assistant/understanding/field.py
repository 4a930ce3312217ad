"""Whether a question is of our field, and whether it asks for what lies outside every text of ours."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

from ingest.tokens import normalise
from kb.data_files import read_data

_FILE = Path(__file__).with_name("field.yaml")
_Group = Literal["field", "abroad", "foreign_law", "foreign_names", "commerce"]


@cache
def _patterns() -> dict[_Group, re.Pattern[str]]:
    loaded = read_data(_FILE)
    # The file breaks long lists into lines, and YAML joins these with a space.
    return {group: re.compile(re.sub(r"\| ", "|", words)) for group, words in loaded.items()}


def in_field(question: str) -> bool:
    """Tell whether a question speaks of trade, customs or tax on trade."""
    return bool(_patterns()["field"].search(normalise(question)))


def elsewhere(question: str) -> bool:
    """Tell whether a question is likely about another country's law, or about what a business partner charges.

    It is a hint and never decides alone: goods that come back from abroad are our field.
    """
    text = normalise(question)
    patterns = _patterns()
    if patterns["foreign_names"].search(text) or patterns["commerce"].search(text):
        return True
    return bool(patterns["abroad"].search(text) and patterns["foreign_law"].search(text))
