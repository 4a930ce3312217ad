"""The same figures in both languages, and behind every field of the catalog."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kb.checks.places import at_section
from kb.checks.twins import pairs
from kb.figures import chinese_number, figures
from kb.library import Reading
from kb.model import Problem, Section

_LINK_TARGET = re.compile(r"\]\([^)]*\)|https?://[^\s>]*")
_PART = re.compile(r"([百千万])分之([一二三四五六七八九十]+|\d+(?:\.\d+)?)")
_PERCENT_OF = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}
_PER_CENT = re.compile(r"(?<=\d)\s*(?:per ?cent\b|percent\b)", re.IGNORECASE)
_PER_MILLE = re.compile(r"(\d+(?:\.\d+)?)\s*‰")
_LARGE = re.compile(r"(\d+(?:\.\d+)?)\s*(千万|百万|千(?![克米瓦卡])|thousand\b)", re.IGNORECASE)
_TIMES = {"千万": 10**7, "百万": 10**6, "千": 10**3, "thousand": 10**3}
_RANGE = re.compile(
    r"(\d[\d,.]*)(\s*(?:至|到|-|–|—|~|～|to)\s*)(\d[\d,.]*\s*(万|亿|million\b|billion\b|%))", re.IGNORECASE
)


def figures_agree(reading: Reading) -> Iterator[Problem]:
    """`figures-differ`: a section says the same figures in both languages."""
    for zh, en in pairs(reading):
        for section in en.sections:
            twin = zh.by_anchor.get(section.anchor)
            if twin is None:
                continue
            here, there = weighty_figures(words(section)), weighty_figures(words(twin))
            if here != there:
                values = {
                    "zh": _list(there - here),
                    "en": _list(here - there),
                    "other": f"{zh.file}:{twin.line}",
                }
                yield at_section("figures-differ", en, section, values, warn=True)


def weighty_figures(text: str) -> frozenset[str]:
    """Return the figures a translation must carry: percentages, years, all of three digits or more.

    Smaller ones are left out: a translation may write them as words, or a month by its name.
    """
    found = figures(_unfolded(_LINK_TARGET.sub("]", text)))
    return frozenset(figure for figure in found if figure.endswith("%") or float(figure) >= 100)


def words(section: Section) -> str:
    """Return heading and body, where a figure may stand."""
    return f"{section.heading}\n{section.body}"


def _unfolded(text: str) -> str:
    """Write out what the two languages fold differently: 万分之五, 3千万, and 3至5万 for 30,000 to 50,000."""
    text = text.replace("，", "、")  # a full-width comma is punctuation and no thousands separator
    text = _PART.sub(lambda found: _percent(found[2], found[1]), text)
    text = _PER_MILLE.sub(lambda found: _percent(found[1], "千"), text)
    text = _PER_CENT.sub("%", text)
    text = _LARGE.sub(lambda found: f"{Decimal(found[1]) * _TIMES[found[2].lower()]:f}", text)
    return _RANGE.sub(r"\1\4\2\3", text)


def _percent(amount: str, part: str) -> str:
    value = Decimal(amount) if amount[0].isdigit() else Decimal(chinese_number(amount))
    return f"{value * _PERCENT_OF[part]:f}%"


def _list(found: frozenset[str]) -> str:
    return ", ".join(sorted(found)) or "-"
