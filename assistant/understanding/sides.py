"""The two things that a comparison holds against each other."""

import re
from dataclasses import dataclass

_ASKED = re.compile(
    r"区别|不同|差别|差异|差在|啥差|什么差|一样吗|一样不|一回事|不一样|对比|比较|相比|分别|各自|各是|哪个更?|都是|差多少|"
    r"\bvs\b|\bversus\b|\bdifferen|\bcompare|\beach\b|\bbetween\b|\bboth\b.{0,30}\?|\bdiffer",
    re.I,
)
_ZH = re.compile(
    r"(?P<a>[^，,。？?；;：:\s]{2,16}?)\s*(?:和|跟|与|同|、|对比|vs\.?|还是|或者?)\s*(?P<b>[^，,。？?；;：:\s]{2,16}?)"
    r"(?=之间|的?(?:区别|不同|差别|差异|有何|有什么|哪个|分别|各|都|在|相比|是不是|算不算|怎么|一样|不一样|是一回事|差|谁)|[，,。？?；;：:]|$)",
    re.I,
)
_IT = r"(?:[\w'&-]+ ){0,3}[\w'&-]+"
_EN = re.compile(
    rf"(?P<a>{_IT}),? (?:vs\.?|versus|or|and|compared (?:with|to)|against) (?:an? |the )?(?P<b>{_IT})",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:请问|想问|那|那么|关于)|^.*\b(?:between|differs?|compare|which is (?:\w+), ?|difference of)\s+|"
    r"^(?:what|how|is|are|do|does|the|an?|should|which|can)\b(?: (?:is|are|do|does|the|an?|i|we))*\s*",
    re.I,
)


@dataclass(frozen=True)
class Sides:
    """Two things, and what else the question says.

    Attributes:
        first: A question about the one.
        second: The same about the other.
    """

    first: str
    second: str


def sides_of(question: str) -> Sides | None:
    """Return what a question compares, as a question for each side; None when it compares nothing.

    Args:
        question: In plain words, in Chinese or English.
    """
    if not _ASKED.search(question):
        return None
    chinese = bool(re.search(r"[\u4e00-\u9fff]", question))
    match = (_ZH if chinese else _EN).search(question)
    if match is None:
        return None
    one, two = _LEAD.sub("", match["a"]).strip(), match["b"].strip()
    if not one or not two or one.lower() == two.lower():
        return None
    rest = (question[: match.start("a")] + " " + question[match.end("b") :]).strip()
    rest = re.sub(r"^(?:的|有|在|之间)?(?:什么|何)?(?:区别|不同|差别|差异|不一样)(?:在哪里?|是什么)?", "", rest)
    space = "" if chinese else " "
    return Sides(first=f"{one}{space}{rest}".strip(), second=f"{two}{space}{rest}".strip())
