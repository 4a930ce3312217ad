"""The clauses of a question: which of them ask, and what each asks."""

import re
from dataclasses import dataclass

from assistant.steps.evidence import units

_MOST = 3
_SAYS_LEAST = {"zh": 2, "en": 1}
"""Characters or words with a meaning that a part must have: 对吗 asks nothing of its own."""

_ALONE = {"zh": 4, "en": 3}
"""Characters or words with a meaning from which the asking clauses say by themselves what is wanted."""


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
_CUT_EN = re.compile(rf"[?;!:]\s*|(?<=[a-z)\d]{{2}})\.\s+|,\s*(?:and\s+)?|\s+and\s+(?=(?:{_LINK_EN})?(?:{_WORD_EN})\b)")
_OPENING_EN = re.compile(
    rf"{_ASKS_EN.pattern}(?: (?:long|many|much|often|soon|early|years?|days?|months?|{_AUX_EN}|"
    r"we|i|you|they|the|an?|my|our|to|for)\b)*",
    re.I,
)
"""The words with which an English part asks: what stands behind them is what it asks about."""


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


def asking(question: str, lang: str) -> str:
    """Return the clauses of a question that ask; all of it where none does, or where they say too little by themselves.

    What stands beside them, such as 我是卖蓝牙音箱的, tells of the asker.
    """
    pieces = [piece for piece in (_CUT_ZH if lang == "zh" else _CUT_EN).split(question) if piece and piece.strip()]
    own = ("，" if lang == "zh" else ", ").join(piece for piece in pieces if _asks(piece, lang))
    return own if len(units(own)) >= _ALONE[lang] else question


def _asks(piece: str, lang: str) -> bool:
    pattern, text = (_ASKS_ZH, piece) if lang == "zh" else (_ASKS_EN, piece.lower())
    says = len(units(piece)) >= _SAYS_LEAST[lang] or (lang == "zh" and bool(_OPEN_ZH.search(text)))
    return says and bool(pattern.search(text))


def _subject(part: str, lang: str) -> str:
    """Return what a part is about, without what it asks: English asks in its first words, Chinese in its last."""
    return (_ASKING_ZH if lang == "zh" else _OPENING_EN).sub("", part).strip()
