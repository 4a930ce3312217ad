"""What kind of answer a question wants."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

from ingest.tokens import normalise
from kb.data_files import read_data

Intent = Literal["rule", "procedure", "comparison", "changes", "calculation", "lookup", "small_talk"]

_FILE = Path(__file__).with_name("intents.yaml")


@cache
def _patterns() -> tuple[tuple[Intent, re.Pattern[str]], ...]:
    loaded = read_data(_FILE)
    return tuple((item["intent"], re.compile(item["words"])) for item in loaded)


@cache
def fitting_heading(intent: Intent) -> re.Pattern[str] | None:
    """Return what the Chinese heading of a section made for the intent says; None for intents without such sections."""
    loaded = read_data(_FILE)
    heading = next((item["heading"] for item in loaded if item["intent"] == intent and "heading" in item), None)
    return re.compile(heading) if heading else None


def intent_of(question: str) -> Intent:
    """Return the intent whose words the question holds first in the order of `intents.yaml`; else `rule`."""
    text = normalise(question).strip()
    for intent, pattern in _patterns():
        if pattern.search(text):
            return intent
    return "rule"


_SUBJECT_LEAST = 4
"""Characters that a question must have beside the words of its intent to be searched without them."""


def subject_of(question: str, intent: Intent) -> str:
    """Return a question without the words that only tell its intent; whole where hardly anything else is left.

    改了吗 after 退税期限 is near every text on how to change something.
    """
    text = normalise(question).strip()
    for name, pattern in _patterns():
        text = pattern.sub(" ", text) if name == intent else text
    return text if len(re.sub(r"[\W_]", "", text)) >= _SUBJECT_LEAST else question
