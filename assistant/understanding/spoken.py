"""Words as people speak them, put plainly, so that every later step reads one language."""

import re
from functools import cache
from pathlib import Path

from kb.data_files import read_data
from kb.messages import Lang
from kb.model import Frozen

_FILE = Path(__file__).with_name("spoken.yaml")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class _Saying(Frozen):
    said: str
    plain: str


@cache
def _sayings() -> dict[Lang, tuple[tuple[re.Pattern[str], str], ...]]:
    loaded = read_data(_FILE)
    made = {lang: [_Saying.model_validate(item) for item in items] for lang, items in loaded.items()}
    return {lang: tuple((re.compile(s.said, re.I), s.plain) for s in items) for lang, items in made.items()}


def plainly(question: str) -> str:
    """Return a question in plain words: dialect, chat spelling and forms of address are put into standard words.

    Args:
        question: In simplified characters or Latin letters; what is plain already stays as it is.
    """
    sayings = _sayings()
    text = question
    for lang in ("zh", "en") if _CHINESE.search(question) else ("en",):
        for pattern, plain in sayings[lang]:
            text = pattern.sub(plain, text)
    return re.sub(r" {2,}", " ", text).strip() or question
