"""In which of the two languages a question is asked."""

import re

from assistant.understanding.pinyin import SYLLABLES
from kb.messages import Lang

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_ENGLISH_FUNCTION = re.compile(
    r"\b(?:the|is|are|do|does|did|can|could|should|must|may|how|what|when|where|which|who|why|will|would|have|has|"
    r"need|if|my|we|i|you|it|be|get|use|without|at|by|from|after|before|not|to|of|for|with|and|in|on|tell|explain)\b",
    re.I,
)
_CHINESE_FUNCTION = re.compile(r"[吗嗎呢么麼的了是在有不要能会怎哪几多谁没可请]")
_PINYIN = re.compile(
    r"\b(?:shenme|zenme|zen|duoshao|ma|ne|de|yao|neng|keyi|shi|bushi|xuyao|shihou|nali|ruhe|jige|geti|chukou|jinkou|"
    r"tuishui|baoguan|haiwaicang|beian|shuilv|qixian|hetong|fapiao)\b",
    re.I,
)

_SPELT = re.compile(SYLLABLES, re.I)
_MOSTLY_SPELT = 0.8
"""Share of the words that must be made of Chinese syllables; English words seldom all are."""

_FEWEST_SPELT = 4
_FEWEST_KNOWN = 3
"""Words of which one is a known Chinese one."""


def detect_language(question: str) -> Lang:
    """Return the language in which to answer.

    Function words decide, since a Chinese question may be full of English trade words and an English one of Chinese
    terms; then script. Romanised Chinese counts as Chinese.
    """
    chinese = len(_CHINESE.findall(question))
    english = len(_ENGLISH_FUNCTION.findall(question))
    words = len(_LATIN_WORD.findall(question))
    if chinese == 0:
        pinyin = len(_PINYIN.findall(question))
        romanised = (pinyin >= 2 and pinyin > english) or _is_spelt(question, english)
        return "zh" if not words or romanised else "en"
    if _CHINESE_FUNCTION.search(question) and english < 2:
        return "zh"
    if english >= 2:
        return "en" if words >= chinese / 2 else "zh"
    return "zh" if chinese >= words else "en"


def _is_spelt(question: str, english: int) -> bool:
    """Tell whether nearly all words are made of Chinese syllables: gaoji renzheng qiye duojiu fuhe."""
    words = _LATIN_WORD.findall(question)
    spelt = sum(bool(_SPELT.fullmatch(word)) for word in words)
    fewest = _FEWEST_KNOWN if _PINYIN.search(question) else _FEWEST_SPELT
    return len(words) >= fewest and english < 2 and spelt >= _MOSTLY_SPELT * len(words)
