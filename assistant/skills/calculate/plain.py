"""What people say in slang, in plain words: 好多税 is 多少税, 征13退9 is 征13%、退9%."""

import re
from functools import cache
from pathlib import Path

from ingest.tokens import normalise
from kb.data_files import read_data

_FILE = Path(__file__).with_name("plain.yaml")


@cache
def _replacements() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), plain) for pattern, plain in read_data(_FILE))


def in_plain_words(question: str) -> str:
    """Return a question normalised and in the words that the word lists of sums know.

    A full-width comma becomes 、, which parts two numbers where a plain one would join thousands.
    """
    text = normalise(question.replace("，", "、"))
    for pattern, plain in _replacements():
        text = pattern.sub(plain, text)
    return text
