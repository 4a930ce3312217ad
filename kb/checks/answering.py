"""Sections answer their heading first: an answer is made of quoted sentences, and the first is quoted most."""

import re
from collections.abc import Iterator

from kb.checks.places import at_section
from kb.checks.repetition import compared
from kb.library import Reading
from kb.messages import Lang
from kb.model import Problem
from kb.plain import plain

_YES_OR_NO: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"^(?!.*(?:[哪什多几怎谁何]|还是)).*(?:吗？|([要能有是算会])(?:不|没)\1.*？)$"),
    "en": re.compile(
        r"^(?!.*\b(?:wh(?:ich|at|o|om|ose|en|ere|y)|how|or)\b|.*, and )(?:[^?]*[,:] )?"
        r"(?:is|are|does|do|did|can|may|must|should|will|has|have|was|were)\b.*\?$",
        re.IGNORECASE,
    ),
}
"""Headings that ask for a yes or a no, and for nothing besides."""
_ANSWERS: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"^(?:一般|可能|经.{1,8}后)?(?:[能可不是否有没要需会算都也应只无免]|包括|增加过|走过)"),
    "en": re.compile(r"^(?:Yes|No|Not|None|Only|Neither|In general no|As a rule)\b"),
}
_LEAD: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"^[^，。；：]{1,14}(?:，[^，。；：]{1,12})?："),
    "en": re.compile(r"^(?:[^\s:.;]+\s*){1,12}:"),
}
"""A few words that answer, before the rule itself: "6个月内原状退回的免税：", "Exempt but not refunded:"."""


def yes_or_no_first(reading: Reading) -> Iterator[Problem]:
    """`answer-first`: a heading that asks yes or no is answered by the first words below it."""
    for version, section in compared(reading):
        if not _YES_OR_NO[version.lang].match(section.heading):
            continue
        start = plain(section.body).strip()
        if not (_ANSWERS[version.lang].match(start) or _LEAD[version.lang].match(start)):
            yield at_section("answer-first", version, section, {"heading": section.heading}, warn=True)
