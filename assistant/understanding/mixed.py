"""Pinyin words within questions in Chinese characters or English."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from assistant.understanding.pinyin import PinyinReader
from assistant.understanding.spelling import slurred, split
from kb.messages import Lang

_WORD = re.compile(r"(?<![a-z0-9-])[a-z]+(?:['’][a-z]+)*(?![a-z0-9-])")
_SPELT = re.compile(
    r"(?:[bpm](?:a|o|ai|ei|ao|an|en|ang|eng|i|ie|iao|ian|in|ing|u)|[pm]ou|me|miu|f(?:a|o|ei|ou|an|en|ang|eng|u)|"
    r"[dtnl](?:e|a|ai|ei|ao|ou|an|ang|eng|ong|i|ie|iao|ian|ing|u|uo|uan)|[dt]ui|[dnl]iu|[dtl]un|[nd]en|"
    r"[nl](?:in|iang|v|ve|ue)|[dl]ia|[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|"
    r"[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un|v)|"
    r"(?:[zcs]h?|r)(?:i|a|e|ai|ao|ou|an|en|ang|eng|ong|u|uo|ui|uan|un)|[zcs]h(?:ua|uai|uang|ei)|zei|"
    r"y(?:a|e|ao|ou|an|in|ang|ing|ong|i|u|ue|uan|un|o)|w(?:a|o|ai|ei|an|en|ang|eng|u)|"
    r"ai?|an|ang|ao|e[in]?|er|eng|ou?)+"
)
"""A word of whole Chinese syllables; stricter than what tells a language, so that few English words pass."""

_LONGEST = 6
"""Words of the longest phrase looked for."""

_SHORTEST = 4
"""Letters of the shortest word looked for."""

_TWICE = 2
"""Times English questions must say a word for it to be English."""

_ENGLISH_TOO = frozenset(("women", "guiding", "shaping", "you", "he", "she", "me", "ban", "men", "can", "long", "sale"))
"""English words that spell Chinese ones, whatever the questions say."""

_SHORT = {
    **{"yao": "要", "jiao": "交", "tui": "退", "ban": "办", "bu": "不", "neng": "能", "shi": "是", "wo": "我"},
    **{"de": "的", "ma": "吗", "le": "了"},
}
"""Single syllables that are read beside a word that was."""

_BESIDE_CHINESE = re.compile(
    rf"(?<![A-Za-z])({'|'.join(_SHORT)}) ?(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) ?({'|'.join(_SHORT)})(?![A-Za-z])"
)


class MixedReader:
    """Reads pinyin words where the words around them are not pinyin.

    Args:
        reader: Knows the words and how they are spelt.
        english: English questions; the words that several of them say are English.
    """

    def __init__(self, reader: PinyinReader, english: Sequence[str] = ()) -> None:
        self._reader = reader
        self._questions = english

    def read(self, question: str, lang: Lang) -> str:
        """Return the question with its pinyin words in characters; English words, codes and unknown words stay."""
        plain = _without_tones(question)
        words = [word for word in _WORD.finditer(plain) if self._may_be(word[0], question[slice(*word.span())], lang)]
        out: list[str] = []
        place = index = 0
        while index < len(words):
            count, said = self._said(words[index : index + _LONGEST], plain, lang)
            if not count:
                index += 1
                continue
            run = words[index : index + count]
            before = question[place : run[0].start()]
            out += [before if lang == "en" else before.rstrip(" "), said]
            place = run[-1].end()
            if lang == "zh":
                place += len(question[place:]) - len(question[place:].lstrip(" "))
            index += count
        read = "".join((*out, question[place:]))
        return _with_short(read) if out and lang == "zh" else read

    def _may_be(self, word: str, written: str, lang: Lang) -> bool:
        """Tell whether a word could be pinyin; abbreviations are written in capitals, names begin with one."""
        if not _SPELT.fullmatch(word.replace("'", "").replace("’", "")) or word in _ENGLISH_TOO:
            return False
        return not written[0].isupper() or (lang == "zh" and word not in self._english)

    def _said(self, words: Sequence[re.Match[str]], question: str, lang: Lang) -> tuple[int, str]:
        """Return how many of the words, from the first, spell a word together, and which; 0 for none.

        In an English question an English word is read only together with one that is not.
        """
        joined: dict[int, str] = {}
        for count in range(_beside(words, question), 0, -1):
            if lang == "zh" or any(word[0] not in self._english for word in words[:count]):
                joined[count] = "".join(re.sub("['’]", "", word[0]) for word in words[:count])
        if max(map(len, joined.values()), default=0) < _SHORTEST:
            return 0, ""
        sure, slips = self._reader.sure, self._reader.slips
        for count, spelling in joined.items():
            if said := sure.get(spelling):
                return count, said
        if said := split(joined.get(1, ""), sure):
            return 1, said
        return next(((count, slips[slurred(s)]) for count, s in joined.items() if slurred(s) in slips), (0, ""))

    @cached_property
    def _english(self) -> frozenset[str]:
        counts = Counter(word for said in self._questions for word in set(_WORD.findall(said.lower())))
        return frozenset(word for word, count in counts.items() if count >= _TWICE)


def _beside(words: Sequence[re.Match[str]], question: str) -> int:
    """Return how many of the words, from the first, follow each other with nothing but spaces between."""
    apart = (i for i, (left, right) in enumerate(pairwise(words), 1) if question[left.end() : right.start()].strip(" "))
    return next(apart, len(words))


def _with_short(question: str) -> str:
    """Return a question in which single syllables beside Chinese characters are read."""
    return _BESIDE_CHINESE.sub(lambda found: _SHORT[found[1] or found[2]], question)


def _without_tones(question: str) -> str:
    """Return the question in lower case without tone marks, ü as v, each letter in its place."""
    return "".join(map(_letter, question))


def _letter(char: str) -> str:
    if char.isascii():
        return char.lower()
    parts = unicodedata.normalize("NFD", char)
    if not parts[0].isascii():
        return char
    return "v" if "\u0308" in parts else parts[0].lower()
