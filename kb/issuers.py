"""Who issued a legal text, as a reader is told: as the text names the office, or what it is called in English."""

import re
from functools import cache
from pathlib import Path

from kb.data_files import read_data
from kb.messages import Lang

_FILE = Path(__file__).with_name("issuers.yaml")
_OTHERS = re.compile(r"等(?:[\d一二三四五六七八九十]*(?:部门|部委|单位))?$")


def say_issuer(issuer: str, lang: Lang) -> str:
    """Return the issuers of a legal text in a language; whom the list does not know keeps the Chinese name.

    Args:
        issuer: As a text's front matter names them: one, several, or the first of several (商务部等6部门).
        lang: Language of the reader.
    """
    if lang == "zh":
        return issuer
    names = []
    for name in issuer.split("、"):
        first = _OTHERS.sub("", name)
        names.append(_english().get(first, first) + (" and others" if first != name else ""))
    return ", ".join(names)


@cache
def _english() -> dict[str, str]:
    names: dict[str, str] = read_data(_FILE)
    return names
