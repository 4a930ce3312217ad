"""A question that asks two things (有什么好处，多久复核一次) is answered from a section for each."""

import re
from dataclasses import dataclass, replace

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence, units, without_day
from assistant.steps.measures import measure
from assistant.steps.retrieve import retrieve
from assistant.steps.understand import understand
from kb.model import INTRODUCTION_ANCHOR

_MOST = 3
_SAYS_LEAST = {"zh": 2, "en": 1}
"""Characters or words with a meaning that a part must have: 对吗 asks nothing of its own."""

_SPOKEN_OF = 0.5
"""Share of a further part's own words that its section must speak of."""

_NEAR = 0.75
"""Share of the best section's score within which the one that speaks most of a further part is taken."""

_OWN = 0.8
"""What speaking of all its own words counts for."""

_ASKS_ZH = re.compile(
    r"(?:什么|啥)(?!.{0,4}[都也])|多少|多久|多长|几(?:个|天|年|月|次|家|种|票|档|号|多|时)|哪|谁|怎么|怎样|如何|咋|何时|何地|吗|嘛|"
    r"(?:么|不|没)$|是否|能否|可否|需不需要|可不可以|有没有|(?P<verb>[\u4e00-\u9fff])[不没](?P=verb)"
)
_OPEN_ZH = re.compile(r"什么|啥|多少|多久|多长|哪|谁|怎么|怎样|如何|咋|何时|几[个天年月次]")
"""Words that ask by themselves: 去哪办 is a question without a word of its own."""

_BEFORE_ZH = (
    "现在|目前|如今|都|要|会|能|可以|应该?|需要?|得|有|是|还|到|在|由|分|归|找|去|让|给|跟|凭|按|用|交|填|带|放|存|等"
)
_ASKING_ZH = re.compile(rf"(?:(?:{_BEFORE_ZH}){{0,3}}(?:{_ASKS_ZH.pattern})).*$")
"""Where a Chinese part begins to ask: what stands before is what it asks about."""

_CUT_ZH = re.compile(
    r"[，,；;。？?！!、：:]|还有|以及|另外|(?<=[吗嘛么呢\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|(?<=[吗嘛])"
)
_AUX_EN = "is|are|do|does|did|can|could|must|may|should|will|was|were|has|have"
_WORD_EN = f"what|which|who|whom|whose|how|when|where|why|whether|{_AUX_EN}"
_LINK_EN = "(?:since|until|by|from|to|for|at|in|under|with) "
_ASKS_EN = re.compile(rf"^(?:and |or |but )?(?:{_LINK_EN})?(?:{_WORD_EN})\b")
_CUT_EN = re.compile(rf"[?;!:]\s*|,\s*(?:and\s+)?|\s+and\s+(?=(?:{_LINK_EN})?(?:{_WORD_EN})\b)")
_OPENING_EN = re.compile(
    rf"{_ASKS_EN.pattern}(?: (?:long|many|much|often|soon|early|years?|days?|months?|{_AUX_EN}|"
    r"we|i|you|they|the|an?|my|our|to|for)\b)*",
    re.I,
)
"""The words with which an English part asks: what stands behind them is what it asks about."""

_INTENTS = frozenset({"rule", "procedure", "lookup"})


@dataclass(frozen=True)
class Part:
    """One thing that a question asks.

    Attributes:
        own: In the question's words.
        question: The same with the subject that an earlier part named.
    """

    own: str
    question: str


def parts_of(question: str, lang: str) -> tuple[Part, ...]:
    """Return the things that a question asks, each as a question of its own; nothing where it asks only one."""
    pieces = [
        piece.strip() for piece in (_CUT_ZH if lang == "zh" else _CUT_EN).split(question) if piece and piece.strip()
    ]
    asked: list[str] = []
    told: list[str] = []  # what is said before anything is asked belongs to all
    for piece in pieces:
        if _asks(piece, lang):
            asked.append(piece)
        elif asked:
            asked[-1] += f"，{piece}" if lang == "zh" else f", {piece}"
        else:
            told.append(piece)
    if not 2 <= len(asked) <= _MOST:
        return ()
    joint = "，" if lang == "zh" else ", "
    subject = _subject(asked[0], lang)
    first = joint.join((*told, asked[0]))
    further = (joint.join((*told, *([subject] if subject else ()), part)) for part in asked[1:])
    return tuple(Part(own, whole) for own, whole in zip(asked, (first, *further), strict=True))


def _asks(piece: str, lang: str) -> bool:
    pattern, text = (_ASKS_ZH, piece) if lang == "zh" else (_ASKS_EN, piece.lower())
    says = len(units(piece)) >= _SAYS_LEAST[lang] or (lang == "zh" and bool(_OPEN_ZH.search(text)))
    return says and bool(pattern.search(text))


def _subject(part: str, lang: str) -> str:
    """Return what a part is about, without what it asks: English asks in its first words, Chinese in its last."""
    return (_ASKING_ZH if lang == "zh" else _OPENING_EN).sub("", part).strip()


@dataclass(frozen=True)
class Found:
    """The section for one thing that is asked.

    Attributes:
        words: Token → weight, of that part.
    """

    part: Part
    hit: Hit
    words: dict[str, float]


def by_parts(context: Context) -> tuple[Found, ...]:
    """Return each thing that a question asks with its best section; nothing unless a section is found for each."""
    understood = context.understood
    if understood.intent not in _INTENTS or understood.completed:
        return ()
    found = [
        _best(context, part, first=not place)
        for place, part in enumerate(parts_of(understood.question, understood.lang))
    ]
    return tuple(one for one in found if one is not None) if all(found) else ()


def _best(context: Context, part: Part, *, first: bool) -> Found | None:
    known = context.understood
    asked = understand(
        replace(context, question=part.question, history=(), today=known.day, lang=known.lang, writer=None, found=None)
    )
    if asked.answer is not None:
        return None
    side = retrieve(asked)
    hits = [hit for hit in side.found.hits if hit.section.anchor != INTRODUCTION_ANCHOR] if side.found else []
    if not hits:
        return None
    evidence = Evidence(side.index, without_day(side.understood.question, side.understood.said), side.understood.terms)
    if context.calibration.probability(measure(side, evidence)) < context.calibration.threshold:
        return None
    own = Evidence(side.index, without_day(part.own, side.understood.said), ())
    spoken = {hit.address: own.coverage(own.held_by(hit.address)) for hit in hits} if own.units else {}
    near = [hit for hit in hits if hit.score >= _NEAR * hits[0].score]
    best = hits[0] if first else max(near, key=lambda hit: hit.score + _OWN * spoken.get(hit.address, 0.0))
    enough = first or not own.units or spoken[best.address] >= _SPOKEN_OF
    return Found(part, best, side.understood.words) if enough else None
