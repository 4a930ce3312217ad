"""Whether a question sets two times beside each other: then no single day's rules are wanted."""

import re

from ingest.tokens import normalise

_THEN = r"(?:去年|前年|以前|之前|原来|旧办法|老办法|旧规|老规)"
_NOW = r"(?:今年|现在|如今|新办法|新规|现行)"
_JOINS = r"(?:和|跟|与|同|对比|相比|比|还是)"
_THEN_EN = r"\b(?:old|former|previous|earlier|before)\b"
_NOW_EN = r"\b(?:new|current|present|now|in force|this year|after|since)\b"
_JOINS_EN = r"\b(?:and|or|versus|vs\.?|against)\b"

_BESIDE = re.compile(
    rf"(?P<year>20\d\d)[^，。？?；;]{{0,24}}?(?:{_JOINS}|{_JOINS_EN})[^，。？?；;]{{0,24}}?(?!(?P=year))20\d\d"
    rf"|{_THEN}[^。？?]{{0,20}}?{_JOINS}[^。？?]{{0,6}}?{_NOW}|{_NOW}[^。？?]{{0,20}}?{_JOINS}[^。？?]{{0,6}}?{_THEN}"
    rf"|{_THEN_EN}.{{1,60}}{_JOINS_EN}.{{1,30}}{_NOW_EN}|{_NOW_EN}.{{1,60}}{_JOINS_EN}.{{1,50}}{_THEN_EN}"
)
_ASKS = re.compile(
    rf"区别|不同|差|一样|比较|分别|各|{_JOINS}"
    r"|\b(?:differ\w*|compar\w*|each|versus|vs|what (?:is|are|was|were)|how (?:many|long|much))\b"
)


def sets_two_times(question: str) -> bool:
    """Tell whether two times are set beside each other: exports of last year and of this, the old order and the new."""
    text = normalise(question)
    return bool(_BESIDE.search(text) and _ASKS.search(text))
