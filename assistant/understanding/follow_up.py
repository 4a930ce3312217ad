"""Complete a question that leans on what was said before."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.answer import Turn
from ingest.tokens import normalise
from kb.data_files import read_data
from kb.messages import Lang

_LEANS = re.compile(
    r"^(?:那么?|那如果|如果|要是|换成|还有|然后|所以|它|这个|这种|该|呢|and\b|then\b|what about|how about|what if|if\b|"
    r"so\b|also\b|for\b|but\b)|呢[?？]?$|^[^,，?？]{1,5}呢[,，?？]|\b(?:it|that|this|these|them|they|those|same)\b|^(?:为什么|为啥|why)\b",
    re.I,
)
_FRAGMENT_ZH = 9
_FRAGMENT_EN = 4
_OWN_SUBJECT = 2
"""Terms from which a short question stands on its own."""
_OF_THE_FIELD = re.compile(
    r"备案|申报|报关|退|税|材料|资料|期限|手续|查验|登记|发票|部门|海关|限额|收汇|罚|逾期|单证|流程|步骤|条件|要求|代码|货物|商品|"
    r"\b(?:file|filing|declar\w*|refund|tax|documents?|papers?|deadline|late|register|limit|customs|steps?|penalt\w*|goods|products|conditions?|allowed|eligible|exempt\w*|codes?|invoices?|rates?)\b",
    re.I,
)
_POINTS_BACK = re.compile(
    r"(?:这|那)(?:个|些|种|张|份|类|条|笔|样|天|日子|时候)|上面|刚才|前面(?:说|讲|提)|"
    r"(?:收|交|缴|报|办|免|罚|补|填|寄|存|留|查|退|算|传|选)了?(?:吗|嘛|么|不|呢)[?？]*$"
)
"""What was named before, and a verb at the end of a question without its object, as in 还收吗."""

_OPENING = re.compile(
    r"^(?:那么?(?![个些种边里张次票位份])|那如果|还有|然后|所以|and|then|so|but|also|what about|how about)[\s,，]*",
    re.I,
)
_PARTICLES = re.compile(r"^(?:the|for|of|with)\s+|(?:的话|的时候|的|呢|吗|啊|呀|嘛|如何|怎么样|是多少|多少|then)$")
_ALTERNATIVES = Path(__file__).with_name("alternatives.yaml")
_CODE = re.compile(r"(?<!\d)\d{4}(?!\d)")


def leans(question: str, lang: Lang) -> bool:
    """Tell whether a question can only be understood with the one before."""
    text = normalise(question).strip()
    if _LEANS.search(text):
        return True
    return len(text) <= _FRAGMENT_ZH if lang == "zh" else len(text.split()) <= _FRAGMENT_EN


def _names_nothing(question: str, subjects: Sequence[str]) -> bool:
    """Tell whether it names no subject of the field, but speaks of the field or of what was said before.

    As in 要先去哪个部门备案, 过了这个日子就拿不到了 and 才四十几块，还收吗.
    """
    text = normalise(question)
    return not subjects and not _CODE.search(text) and bool(_OF_THE_FIELD.search(text) or _POINTS_BACK.search(text))


def complete(
    question: str, history: Sequence[Turn], lang: Lang, subjects: Sequence[str] = (), *, surely: bool = False
) -> str:
    """Return the question with what it leaves unsaid, taken from the person's last question.

    A code in both is replaced: 9810要备案吗, then 那9710呢, becomes 9710要备案吗; so is one of known alternatives: 江津
    for 西永. Else the last question stands before the fragment, so that search sees both.

    Args:
        question: As asked.
        history: The conversation so far, oldest first.
        lang: Language of the question.
        subjects: Terms the question itself names; one that names its own subject at length leans on nothing.
        surely: Complete it even if it does not look as if it leaned on anything.
    """
    asked = [turn.content.strip() for turn in history if turn.role == "user" and turn.content.strip()]
    if not asked or not (surely or leans(question, lang) or _names_nothing(question, subjects)):
        return question
    text = normalise(question).strip()
    if not surely and len(subjects) >= _OWN_SUBJECT and not _LEANS.search(text):
        return question
    last = asked[-1]
    if len(asked) > 1 and leans(last, lang):
        last = complete(last, [Turn(role="user", content=text) for text in asked[:-1]], lang)
    new, old = _CODE.findall(question), _CODE.findall(last)
    bare = _OPENING.sub("", question.strip()).strip(" 呢?？吗的啊呀,，")
    if len(new) == 1 and len(old) == 1 and bare == new[0]:
        return last.replace(old[0], new[0])
    other = _put_in_place(bare, last)
    if other:
        return other
    joint = "；" if lang == "zh" else "; "
    return f"{last.rstrip('?？。. ')}{joint}{_OPENING.sub('', question.strip())}"


@cache
def _families() -> tuple[tuple[re.Pattern[str], ...], ...]:
    loaded = read_data(_ALTERNATIVES)
    return tuple(tuple(re.compile(rf"(?:{word})(?![a-z])", re.I) for word in family) for family in loaded)


def _put_in_place(fragment: str, last: str) -> str | None:
    """Return the last question with the fragment in place of its alternative; None when it has not just one."""
    word = fragment.lower()
    while (shorter := _PARTICLES.sub("", word).strip()) != word:
        word = shorter
    for family in _families():
        if not any(pattern.fullmatch(word) for pattern in family):
            continue
        held = {match.span() for pattern in family for match in pattern.finditer(last)}
        outermost = [s for s in held if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in held)]
        if len(outermost) == 1:
            start, end = outermost[0]
            return None if last[start:end].lower() == word else f"{last[:start]}{word}{last[end:]}"
    return None
