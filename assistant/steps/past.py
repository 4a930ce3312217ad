"""Whether a statement tells a rule that held before the day that is asked about."""

import re
from datetime import date

from assistant.understanding.told_periods import periods_told
from kb.dates import days_named

_FORMER = re.compile(r"原规定|以前|此前|之前|\bearlier\b|\bbefore\b|\bused to\b")
_MONTHS_EN = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATED = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:以前|之前)|"
    rf"\b[Bb]efore \d{{1,2}} (?:{_MONTHS_EN}) (?:19|20)\d\d"
)
"""The day with which a rule ended, in full."""

_LAST = re.compile(r"(?:至|到|\bto|\buntil|\btill|\bup to)\s*(?=(?:19|20)\d\d年|\d{1,2} [A-Z])")


def is_former(text: str, day: date) -> bool:
    """Tell whether a statement speaks of a rule that held before the day: it decides nothing about that day."""
    ends = [days[0] for match in _LAST.finditer(text) if (days := days_named(text[match.end() : match.end() + 20]))]
    # 2025年1月27日以前 was still to come on a day before it: then the statement tells the rule of that day.
    closes = [days[-1] <= day for match in _DATED.finditer(text) if (days := days_named(match[0]))]
    # 2022年5月1日至2025年12月31日的原规定 is the rule of every day in it.
    of_the_day = any(period.contains(day) for period in periods_told(text))
    former = bool(_FORMER.search(_DATED.sub("\0", text))) and not of_the_day
    return former or any(closes) or any(end < day for end in ends)
