"""The interview as it runs through a conversation: where it began, and what has been told since."""

import re
from dataclasses import dataclass

from assistant.context import Context
from assistant.skills.choose.business import UNSURE, Facts
from assistant.skills.choose.cases import cases_in
from assistant.skills.choose.facts import facts_in, places_told, words
from assistant.skills.choose.rules import ACTIVITY, rules
from assistant.skills.formats import entries, named
from ingest.tokens import normalise
from kb.messages import LANGS, say

_CODE = re.compile(
    r"(?<![\d$￥¥])(?<!\d[.,])\d{4}(?![.,]?\d|\s*(?:[年元块件单票]|美元|美金|刀|人民币|yuan|rmb|cny|usd|dollars?|pieces))"
)
"""A code, and no amount, count or year."""

_FURTHER = re.compile(
    r"怎么|如何|多少|几天|多久|什么|哪些|吗|能不能|要不要|退税|单证|材料|\?|？"
    r"|\b(?:how|what|when|why|where|who|can|does|do i|should|must)\b"
)
_IF = re.compile(r"^(?:那)?(?:如果|要是|假如|换成|改成)|呢\W*$|^(?:and |but )?(?:what )?if\b|^(?:what|how) about\b")

_ENOUGH = 2
"""Things told of a business from which it is clear, without a question, that a format is looked for."""

_SHORT = 3
"""Characters, or words, left of a question that asks for a format and tells nothing else."""


@dataclass(frozen=True)
class Interview:
    """What has been told.

    Attributes:
        mine: Whether the person speaks of their own business, so that asking back is welcome.
        decided_only: Whether the question is only sure to look for a format when all that decides is told.
        code: The one code of which it asks whether it may be used.
        without: Codes that it names to rule them out.
        named: Codes between which it asks to choose.
        cases: What is known of each kind of trade, where several are told side by side.
    """

    facts: Facts
    mine: bool
    decided_only: bool = False
    code: str | None = None
    without: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    cases: tuple[Facts, ...] = ()


def interview(context: Context) -> Interview | None:
    """Return the interview that the question begins or goes on with; None when it does neither."""
    return _going_on(context) or _beginning(context)


def _beginning(context: Context) -> Interview | None:
    own, whole = normalise(context.understood.asked), normalise(context.understood.question)
    known = words()
    named_codes = set(_CODE.findall(own))
    without = frozenset(code for code in named_codes if re.search(known.ruled_out.replace("{code}", code), own))
    codes = named_codes - without
    asks = bool(re.search(known.asks, own))
    asks_nothing = not re.search(known.asks_something, re.sub(known.harmless, " ", own))
    may_ask = bool(re.search(known.asks_if_told, own) and not re.search(known.steps, own))
    may_use = len(codes) == 1 and bool(re.search(known.may_use, own))
    if not (asks or asks_nothing or may_ask or may_use):
        return None
    facts = facts_in(re.sub(known.between, " ", whole))
    # Who only tells how they sell, and asks nothing, wants to know what that is.
    may_ask = may_ask or (asks_nothing and bool(re.search(known.mine, own) or _tells_enough(facts, own)))
    may_ask = may_ask and bool(facts.get(ACTIVITY) or not re.search(known.trouble, own))
    may_use = may_use and bool(facts.told)
    if not (asks or may_ask or may_use) or re.search(known.never, whole):
        return None
    special = facts.get(ACTIVITY) or facts.get("place") == "never_enters"
    sells = asks_nothing and re.search(known.sells, own)
    # It may name the format itself: then it asks for something about it.
    is_about_it = _names_its_format(context, facts, whole) and not sells
    if is_about_it or (re.search(known.never_unless_known, whole) and not special):
        return None
    if may_use and codes <= _codes(context):
        return Interview(facts, mine=False, code=next(iter(codes)))
    if len(codes) == 1 or (codes and not facts.told) or not codes <= _codes(context):
        return None
    mine = asks and bool(_is_bare(own, facts) or re.search(known.mine, own))
    return Interview(facts, mine, decided_only=not asks, without=without, named=frozenset(codes), cases=cases_in(whole))


def _tells_enough(facts: Facts, text: str) -> bool:
    """Tell whether so much of a trade is told, in so many places, that without a question nothing else can be meant."""
    known = words()
    if facts.get(ACTIVITY) or facts.get("place") == "never_enters":
        return bool(re.search(known.sells, text))
    told = {slot for slot, _ in facts.told}
    # What a shipment is worth decides only on goods of a market.
    bearing = {"buyer", "place", "platform", "source"} | ({"value"} if facts.get("source") == "market" else set())
    decides = len(told & bearing) >= _ENOUGH and facts.get("source") != "no_invoice"
    way = "place" in told or {"buyer", "platform"} <= told or facts.get("source") == "market"
    return decides and way and places_told(text) >= _ENOUGH and bool(re.search(known.trades, text))


def _is_bare(text: str, facts: Facts) -> bool:
    """Tell whether a text asks for a format and tells nothing else."""
    left = re.sub(words().asks, " ", text)
    return not facts.told and len(re.findall(r"[\u4e00-\u9fff]|[a-z]+|\d+", left)) <= _SHORT


def _names_its_format(context: Context, facts: Facts, text: str) -> bool:
    """Tell whether the one format that a text names is the one that its kind of business has."""
    understood = context.understood
    found = named(text, understood.terms, entries(context.index.library, understood.day, understood.lang))
    of_it = {item.document for item in rules().formats for rule in item.rules if facts.get(ACTIVITY) in rule.fits}
    return bool(facts.get(ACTIVITY)) and len(found) == 1 and found[0] in of_it


def _codes(context: Context) -> frozenset[str]:
    """Return the codes under which some format of the catalog is declared."""
    day, lang = context.understood.day, context.understood.lang
    return frozenset(version.code for version in entries(context.index.library, day, lang).values() if version.code)


def is_of_another_code(context: Context, going: Interview) -> bool:
    """Tell whether little is told, and the section found first is on a code that no format has: of returns, of repairs.

    No question of the interview leads to such a code, nor to a kind of business with an entry of its own.
    """
    hits = context.found.hits if context.found else ()
    if len(going.facts.told) >= _ENOUGH or not hits:
        return False
    of_its_own = {item.document for item in rules().formats if any(rule.slot == ACTIVITY for rule in item.rules)}
    codes = set(_CODE.findall(hits[0].section.heading))
    return hits[0].version.document in of_its_own or (bool(codes) and not codes & _codes(context))


def _going_on(context: Context) -> Interview | None:
    """Return the interview when the assistant's last word was a question or a result of it, and this tells more."""
    own, turns = normalise(context.understood.asked), list(context.history)
    pairs: list[tuple[str, str]] = []
    while len(turns) > 1 and turns[-1].role == "assistant" and is_of_interview(turns[-1].content):
        pairs.insert(0, (turns[-2].content, turns[-1].content))
        turns = turns[:-2]
    if not pairs or (_FURTHER.search(own) and not _IF.search(own)):
        return None  # nothing has begun, or another question that happens to name a buyer or a place
    facts, asked = Facts(), None
    for said, reply in pairs:
        facts, asked = _after(said, asked, facts), _asked(reply)
    now = _after(own, asked, facts)
    return Interview(now, mine=True) if now != facts else None


def _after(said: str, asked: str | None, before: Facts) -> Facts:
    """Return what is known after something was said in answer to the question for a slot."""
    facts = facts_in(said, before)
    if facts == before and asked and re.search(words().unsure, normalise(said)):
        return before.with_(asked, UNSURE)
    return facts


def is_of_interview(text: str) -> bool:
    """Tell whether an answer is a question or a result of the interview."""
    return _asked(text) is not None or any(say("choose.as-told", lang) in text for lang in LANGS)


def _asked(text: str) -> str | None:
    """Return the slot that an answer asks for."""
    slots = dict.fromkeys(question.slot for question in rules().questions)
    return next((slot for slot in slots for lang in LANGS if say(f"choose.ask-{slot}", lang) in text), None)
