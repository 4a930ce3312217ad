"""Every word the product says by itself, in both languages: the YAML files beside this one."""

from functools import cache
from pathlib import Path
from typing import Literal, get_args

from kb.data_files import read_data

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
DEFAULT_LANG: Lang = "zh"


@cache
def catalogue() -> dict[str, dict[Lang, str]]:
    """Return all messages: key → language → text with `{placeholders}`."""
    messages: dict[str, dict[Lang, str]] = {}
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        messages |= read_data(path) or {}
    return messages


def say(key: str, lang: Lang, **values: object) -> str:
    """Return the message in a language.

    Raises:
        KeyError: The catalogue has no such key; a test makes sure that the code names none such.
    """
    return catalogue()[key][lang].format(**values)
