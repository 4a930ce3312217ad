"""Statements that speak of the same and say different things: another amount, term or rate, or the opposite."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kb.figures import CHINESE_NUMERAL, chinese_number
from kb.messages import Lang

ALIKE = {"zh": 0.72, "en": 0.8}
"""Share of common words, amounts aside, from which two statements speak of the same.

More of English, since single words tell less than pairs of characters.
"""

OPPOSITE = 0.85
"""The same for a statement and its denial: a single 不 leaves so little apart that more must agree."""

FEWEST = 6
"""Words under which a statement does not tell of what it speaks."""

_LEAD = re.compile(r"^[^:。.、;,]{1,12}:|^\w+:")
"""不能：, 没有变：, No: — the answer to the section's own heading, before the rule."""

_ASIDE = re.compile(r"[(][^()]*[)]")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = re.compile(
    r"(?:19|20)\d\d年(?:度|\d{1,2}月(?:\d{1,2}日)?)?|(?:19|20)\d\d-\d\d-\d\d|"
    rf"\b\d{{1,2}} (?:{_MONTHS})(?: (?:19|20)\d\d)?|\b(?:19|20)\d\d\b"
)
_SINCE = re.compile(rf"自?(?:{_DATE.pattern})(?:起|以后|及以后)|\b(?:from|since) (?:{_DATE.pattern})(?! to\b)")
"""The first day of a rule is no part of its subject; a closed period is."""

_CODE = re.compile(r"(?<![\d.])\d{4}(?![\d.])")
_UNITS = {
    "%": "%|个?百分点|percent(?:age points)?",
    "day": "个?工作日|个?自然日|日|天|(?:working |calendar )?days?",
    "month": "个?月|months?",
    "year": "年|years?",
    "hour": "个?小时|hours?",
    "usd": "美元|us dollars",
    "cny": "人民币元|元|yuan",
    "fold": "倍|times",
}
_QUANTITY = re.compile(
    r"(?P<before>usd|cny|rmb)?\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<scale>万|亿|million)?\s*(?:"
    + "|".join(f"(?P<u{place}>{words})" for place, words in enumerate(_UNITS.values()))
    + ")?"
)
_UNIT_OF = {f"u{place}": unit for place, unit in enumerate(_UNITS)}
_SCALES = {"万": 1e4, "亿": 1e8, "million": 1e6}
_COMPARES = re.compile(
    r"不(?:得|能|应)?(?:超过|多于|高于|少于|低于|足|满|限|同|论|管)|not? (?:more|less|later|fewer) than"
)
_DENIES = re.compile(r"不|无须|无需|没有|免于|\bno\b|\bnot\b|\bnever\b|\bcannot\b|\bneither\b|n't\b")
_MODAL = re.compile(
    r"应当|应该|应|必须|须|需要|需|可以|可|能够|能|要|\b(?:shall|must|may|can|do|does|need|needs|to|the|a|an|of)\b"
)
_RUN = re.compile(r"[a-z]+|[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Saying:
    """A statement in the parts that count for agreement.

    Attributes:
        topic: Its words without amounts, dates, asides, modal words and denials.
        lang: `zh` or `en`, by its letters.
        about: Supervision mode codes, and days other than the first of the rule: where they differ, the subject does.
        amounts: Unit and value of every amount, in order.
        denies: Whether it says not.
    """

    topic: frozenset[str]
    lang: Lang
    about: frozenset[str]
    amounts: tuple[tuple[str, float], ...]
    denies: bool


@lru_cache(maxsize=16384)
def saying(text: str) -> Saying:
    """Return the parts of a statement in Chinese or English."""
    plain = _written(text.replace("，", "、"))
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
    plain = _SINCE.sub("\0", _ASIDE.sub("\0", _LEAD.sub("", plain)))
    about = frozenset(_DATE.findall(plain))
    plain = _DATE.sub("\0", plain)
    plain = CHINESE_NUMERAL.sub(lambda match: str(chinese_number(match[0])), plain)
    amounts = tuple((unit, _value(match)) for match in _QUANTITY.finditer(plain) if (unit := _unit(match)))
    plain = _QUANTITY.sub(lambda match: "\0" if _unit(match) else match[0], plain)
    about |= frozenset(_CODE.findall(plain))
    bare = _COMPARES.sub("\0", _QUANTITY.sub("\0", plain))
    denies = len(_DENIES.findall(bare)) % 2 == 1
    words: set[str] = set()
    for run in _RUN.findall(_MODAL.sub("", _DENIES.sub("", bare))):
        words |= {run} if run.isascii() else {run[i : i + 2] for i in range(len(run) - 1)}
    lang: Lang = "zh" if re.search(r"[\u4e00-\u9fff]", plain) else "en"
    return Saying(topic=frozenset(words), lang=lang, about=about, amounts=amounts, denies=denies)


def _written(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _may_share(topic: frozenset[str], text: str, share: float) -> bool:
    """Tell whether a text has the letters for that share of a topic's words: cheaper than taking the text apart."""
    return sum(map(_letters(text).issuperset, topic)) >= share * len(topic)


@lru_cache(maxsize=1024)  # an answer holds each of its statements against the same few sections
def _letters(text: str) -> frozenset[str]:
    return frozenset(_written(text))


def _unit(match: re.Match[str]) -> str | None:
    if match["before"]:
        return "usd" if match["before"] == "usd" else "cny"
    return _UNIT_OF.get(match.lastgroup or "")


def _value(match: re.Match[str]) -> float:
    return float(match["value"]) * _SCALES.get(match["scale"] or "", 1.0)


def disagree(one: str, two: str) -> bool:
    """Tell whether two statements speak of the same and cannot both hold.

    They share nearly all words, their codes and their periods; they have amounts of the same units of which one
    differs, or no amounts that differ and one denies what the other says.
    """
    a = saying(one)
    if len(a.topic) < FEWEST or not _may_share(a.topic, two, ALIKE[a.lang]):
        return False
    b = saying(two)
    if a.lang != b.lang or a.about != b.about or len(b.topic) < FEWEST:
        return False
    alike = len(a.topic & b.topic) / len(a.topic | b.topic)
    if alike < ALIKE[a.lang]:
        return False
    if sorted(unit for unit, _ in a.amounts) == sorted(unit for unit, _ in b.amounts) and a.amounts:
        return sorted(a.amounts) != sorted(b.amounts)
    return alike >= OPPOSITE and a.amounts == b.amounts and a.denies != b.denies
