"""Whether a question sets two times beside each other: then no single day's rules are wanted."""

import re

from ingest.tokens import normalise

_BESIDE = re.compile(
    # Two years or months, joined.
    r"(?P<year>20\d\d)[^，。？?；;]{0,24}?(?:和|跟|与|同|对比|相比|比|还是|\bvs\b|\bversus\b|\band\b|\bor\b|\bagainst\b)"
    r"[^，。？?；;]{0,24}?(?!(?P=year))20\d\d"
    # A former time and a present one, in either order.
    r"|(?:去年|前年|以前|之前|原来|旧办法|老办法|旧规|老规)[^。？?]{1,20}?(?:和|跟|与|同|比|还是)[^。？?]{0,6}?(?:今年|现在|如今|新办法|新规|现行)"
    r"|(?:今年|现在|如今|新办法|新规|现行)[^。？?]{1,20}?(?:和|跟|与|同|比|还是)[^。？?]{0,6}?(?:去年|前年|以前|之前|原来|旧办法|老办法|旧规|老规)"
    r"|\bbefore\b.{1,60}\b(?:and|versus|vs\.?)\b.{1,30}\b(?:after|since|now)\b"
    r"|\b(?:old|former|previous|earlier)\b.{1,40}\b(?:and|versus|vs\.?|against)\b.{1,30}\b(?:new|current|present|now|in force)\b"
    r"|\b(?:new|current|present|now|in force|this year)\b.{1,60}\b(?:and|versus|vs\.?|against)\b.{1,50}"
    r"\b(?:old|former|previous|earlier|before)\b"
)
_ASKS = re.compile(
    r"区别|不同|差|不一样|一样|对比|相比|比较|分别|各|和|跟|与"
    r"|\b(?:difference|differ\w*|compar\w*|each|what (?:was|were)|versus|vs|how many|how (?:long|much))\b"
)


def sets_two_times(question: str) -> bool:
    """Tell whether two times are set beside each other: last year's exports and this year's, the old order and the new."""
    text = normalise(question)
    return bool(_BESIDE.search(text) and _ASKS.search(text))
