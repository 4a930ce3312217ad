"""Chinese written in Latin letters, back into characters, as far as glossary, common words and known questions go."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from assistant.understanding.spelling import Part, often, slurred, spellings, split
from kb.glossary import Glossary

SYLLABLES = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:[iu]ang|iong|[aeio]ng|ian|iao|uai|uan|[aeu]i|ao|ou|iu|[iuv]e|er|[aeiu]n|[iu]a|uo|[aoeiuv]))+"
)
"""Pattern of a word made of Chinese syllables; a few English words are, too."""

_WORDS = re.compile(r"[a-z]+(?:['’]?[a-z]+)*")
_PUNCTUATION = re.compile(r"[^A-Za-z'’ ]")
_COMMON = [
    "什么",
    "什么时候",
    "怎么",
    "怎么办",
    "如何",
    "多少",
    "多久",
    "哪里",
    "哪天",
    "几天",
    "几个",
    "需要",
    "不需要",
    "要不要",
    "能不能",
    "可以",
    "可不可以",
    "是不是",
    "有没有",
    "时候",
    "多少钱",
    "多少税",
    "交多少税",
    "退多少税",
    "最晚",
    "最多",
    "必须",
    "还要",
    "还能",
    "备案",
    "申报",
    "报关",
    "退税",
    "预退税",
    "核算",
    "出口",
    "进口",
    "发票",
    "期限",
    "材料",
    "流程",
    "限额",
    "税率",
    "免税",
    "征税",
    "交税",
    "海关",
    "税务",
    "企业",
    "货物",
    "海外仓",
    *("请问", "想问", "我想问", "你好", "我们", "我们公司", "公司", "没有", "还是", "哪些", "哪个", "怎么样", "或者"),
    *("跨境", "核验", "人行", "央行", "外管局", "税局", "税务局", "商务局", "电子口岸", "单一窗口"),
    *("因为", "如果", "现在", "今年", "去年", "明年", "客户", "发货", "卖家", "仓库", "罚款", "保存", "合同"),
    # Single syllables of questions; a longer word that begins with one is found first.
    *("我", "吗", "要", "还", "的", "了", "是", "有", "和", "在", "不", "能", "退", "交", "货", "票", "税", "办", "几"),
]
_FIRST = frozenset("的了吗嘛么呢吧啊是就也和都")
_LAST = _FIRST | frozenset("哪有不还")
"""Characters with which few words begin or end: a part of a question that does is none."""

_FEW_LETTERS = 5
_MANY = 10
"""Questions that say a part of fewer letters than `_FEW_LETTERS` for it to be read among words that are not pinyin."""

_LONGEST = 8
"""Syllables of the longest phrase looked for."""


class PinyinReader:
    """Reads pinyin by a glossary.

    Args:
        glossary: Its Chinese terms and phrases are the words looked for, beside common question words.
        asked: Chinese questions; what many of them say is known too, the more often said the rather.
    """

    def __init__(self, glossary: Glossary, asked: Sequence[str] = ()) -> None:
        self._glossary = glossary
        self._asked = asked

    @cached_property
    def _spellings(self) -> dict[str, str]:
        found = dict(self._by_words)
        for part in self._parts:
            found.setdefault(part.spelling, part.text)
        return found

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that are looked for however seldom questions say them: common ones and those of the glossary."""
        return (*_COMMON, *self.terms)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The words of the glossary in Chinese characters."""
        return tuple(_chinese(self._glossary))

    @cached_property
    def _parts(self) -> list[Part]:
        return often(self._asked)

    @cached_property
    def sure(self) -> dict[str, str]:
        """Spelling → what it may be read as where the words around are not pinyin: two characters or more.

        Beside the words, parts of questions that begin and end in no particle; those of few letters only where many
        questions say them, for as many English words are spelt so.
        """
        found = {spelling: phrase for spelling, phrase in self._by_words.items() if len(phrase) > 1}
        for part in self._parts:
            known = len(part.spelling) >= _FEW_LETTERS or part.count >= _MANY
            if len(part.text) > 1 and known and part.text[0] not in _FIRST and part.text[-1] not in _LAST:
                found.setdefault(part.spelling, part.text)
        return found

    @cached_property
    def slips(self) -> dict[str, str]:
        """Spelling as `slurred` → word, for the words whose spelling is long enough not to be another's."""
        found: dict[str, str] = {}
        for spelling, phrase in self._by_words.items():
            if len(phrase) > 1 and len(slurred(spelling)) >= _FEW_LETTERS:
                found.setdefault(slurred(spelling), phrase)
        return found

    @cached_property
    def _by_words(self) -> dict[str, str]:
        return spellings(self.words)

    def prepare(self) -> None:
        """Spell the phrases, which the first question in pinyin would otherwise wait for."""
        _ = self._spellings, self.sure, self.slips

    def read(self, question: str) -> str:
        """Return the question with runs of pinyin replaced by the words they spell; what spells nothing known stays."""
        words = list(_WORDS.finditer(question.lower()))
        out: list[str] = []
        place = index = 0
        while index < len(words):
            count = self._longest(question, words[index : index + _LONGEST])
            if count:
                run = words[index : index + count]
                out += [question[place : run[0].start()].rstrip(" "), self._spellings[_joined(run)]]
                place = run[-1].end()
            elif parts := split(words[index][0], self._spellings):
                out += [question[place : words[index].start()].rstrip(" "), parts]
                place = words[index].end()
            index += max(1, count)
        return "".join((*out, question[place:])).strip()

    def _longest(self, question: str, words: Sequence[re.Match[str]]) -> int:
        """Return how many of the words, from the first, spell a known phrase; 0 for none."""
        for count in range(len(words), 0, -1):
            run = words[:count]
            between = question[run[0].start() : run[-1].end()]
            if _joined(run) in self._spellings and not _PUNCTUATION.search(between):
                return count
        return 0


def is_pinyin(question: str) -> bool:
    """Tell whether a question taken for Chinese is mostly written in Latin letters."""
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in question)
    return len(_WORDS.findall(question.lower())) >= max(2, chinese)


def _joined(words: Sequence[re.Match[str]]) -> str:
    return "".join(word[0].replace("'", "").replace("’", "") for word in words)


def _chinese(glossary: Glossary) -> Iterable[str]:
    for term in glossary.root:
        for phrase in (term.term.get("zh", ""), *term.says.get("zh", ())):
            if phrase and all("\u4e00" <= char <= "\u9fff" for char in phrase):
                yield phrase
