"""Words typed with a character that only sounds right: 退睡 for 退税, 保税展是交易 for 保税展示交易."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from assistant.understanding.spelling import slurred

Knows = Callable[[str], bool]

_CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_TONES = str.maketrans("āáǎàēéěèếềīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeeeiiiioooouuuuvvvvvnnnm")
_FUNCTION = frozenset("的了吗嘛么呢吧啊哪那谁我你他她它这个几多少什是不没有在和也就都还只要会能")
"""Characters that stand beside any word; they are no part of a short one."""

_LONG = 4
"""Characters from which a word is taken for itself whatever stands around it."""

_SURE = 5
"""Characters from which it is so even where the wrong character makes a known pair with one neighbour."""

_MOST = 8
"""Characters of the longest phrase looked for."""


class HomophoneMender:
    """Puts known words where one of their characters was typed as another of the same sound.

    Args:
        words: The words, in Chinese characters.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = words

    def mend(self, question: str, said: Knows, told: Knows) -> str:
        """Return the question with such words put right.

        Args:
            question: In simplified characters.
            said: Tells whether the texts or the ways of asking hold a pair of characters; what they hold stays.
            told: Tells whether the texts do; only a word of theirs is put in.
        """
        text = question
        for run in _CHINESE_RUN.finditer(question):
            for place in range(run.start(), run.end()):
                odd = [not said(text[i : i + 2]) for i in (place - 1, place) if run.start() <= i < run.end() - 1]
                if any(odd):
                    text = self._mended(text, place, run.span(), 2 if all(odd) else _SURE, said, told)
        return text

    def _mended(self, text: str, place: int, run: tuple[int, int], least: int, said: Knows, told: Knows) -> str:
        """Return the text with the character in a place put right, by the longest word that it spoils."""
        for length in range(min(_MOST, run[1] - run[0]), least - 1, -1):
            for start in range(max(run[0], place - length + 1), min(place, run[1] - length) + 1):
                part, at = text[start : start + length], place - start
                if part in self._all or (length < _LONG and not _FUNCTION.isdisjoint(part)):
                    continue
                for word in self._near.get(f"{part[:at]}_{part[at + 1 :]}", ()):
                    mended = text[:start] + word + text[start + length :]
                    around = mended[max(run[0], start - 1) : min(start + length + 1, run[1])]
                    fits = all(map(said, _pairs(word if length >= _LONG else around)))
                    fits = fits and (length >= _LONG or all(map(told, _pairs(word))))
                    if fits and _alike(word[at], part[at], slips=length >= _LONG):
                        return mended
        return text

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(word for word in self._words if 1 < len(word) <= _MOST)

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        """Words by what is left of them without one character, in its place `_`."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._all):
            for i in range(len(word)):
                found[f"{word[:i]}_{word[i + 1 :]}"].append(word)
        return dict(found)


def _pairs(text: str) -> Iterator[str]:
    return (text[i : i + 2] for i in range(len(text) - 1))


def _alike(char: str, typed: str, *, slips: bool) -> bool:
    """Tell whether two characters sound alike, by the slips of pinyin too (shou and sou) where the word is long."""
    sounds = _sound(char), _sound(typed)
    return sounds[0] == sounds[1] or (slips and slurred(sounds[0]) == slurred(sounds[1]))


def _sound(char: str) -> str:
    """Return the most usual reading of a character, without its tone."""
    return _readings().get(str(ord(char)), char).split(",")[0].translate(_TONES)


@cache
def _readings() -> dict[str, str]:
    """Return code point → readings, from the package's table alone: its phrases would take half a second to load."""
    package = find_spec("pypinyin")
    if package is None or package.origin is None:
        return {}
    read: dict[str, str] = json.loads(Path(package.origin).with_name("pinyin_dict.json").read_text(encoding="utf-8"))
    return read
