"""How Chinese words are spelt in Latin letters, and what questions often say."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

_CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]+")
_LENGTHS = range(1, 5)
"""Lengths, in characters, of the parts of questions that are learnt."""

_OFTEN = 3
"""Times a part must be said to be taken for words."""

_TWO_SOUNDS = {"行": ("hang", "xing"), "重": ("zhong", "chong"), "调": ("diao", "tiao"), "长": ("chang", "zhang")}
"""Characters of which short words do not tell the reading."""


@dataclass(frozen=True)
class Part:
    """What many questions say.

    Attributes:
        text: In characters.
        spelling: In Latin letters.
        count: How many questions say it.
    """

    text: str
    spelling: str
    count: int


def spellings(words: Sequence[str]) -> dict[str, str]:
    """Return spelling → word, the first of those spelt alike; a reading that a word may have gives way to others'."""
    found: dict[str, str] = {}
    sounds = _syllables(words)
    for word, syllables in zip(words, sounds, strict=True):
        found.setdefault("".join(syllables), word)
    for word, syllables in zip(words, sounds, strict=True):
        if not _TWO_SOUNDS.keys().isdisjoint(word):
            found.setdefault("".join(map(_other_sound, word, syllables)), word)
    return found


def often(asked: Iterable[str]) -> list[Part]:
    """Return what many questions say, the more frequent first."""
    counts: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    runs = [_CHINESE_RUN.findall(question) for question in asked]
    sounds = iter(_syllables([run for found in runs for run in found]))
    for found in runs:
        said: set[str] = set()
        for run in found:
            syllables = next(sounds)
            for start, end in ((i, i + n) for n in _LENGTHS for i in range(len(run) - n + 1)):
                said.add(run[start:end])
                spelt.setdefault(run[start:end], "".join(syllables[start:end]))
        counts.update(said)
    return [Part(text, spelt[text], count) for text, count in counts.most_common() if count >= _OFTEN]


def split(word: str, known: Mapping[str, str]) -> str:
    """Return a word that runs several spelt ones together, in as few as possible; empty when it does not."""
    best: list[tuple[int, str] | None] = [(0, ""), *([None] * len(word))]
    for end in range(1, len(word) + 1):
        for start in range(end):
            before, said = best[start], known.get(word[start:end])
            here = best[end]
            if before and said and (here is None or before[0] + 1 < here[0]):
                best[end] = (before[0] + 1, before[1] + said)
    whole = best[-1]
    return whole[1] if whole else ""


def slurred(spelling: str) -> str:
    """Return a spelling without what many do not tell apart: zh and z, ch and c, sh and s, -ng and -n, ü and u."""
    return re.sub(r"(?<=[aei])ng", "n", re.sub(r"([zcs])h", r"\1", spelling)).replace("v", "u")


def _syllables(phrases: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the syllables of phrases in Chinese characters, one a character."""
    # Imported here: its tables are large, and few questions are written in pinyin. All at once, since that is faster.
    from pypinyin import lazy_pinyin

    sounds = iter(lazy_pinyin("\n".join(phrases), errors=_each))
    return [tuple(islice(sounds, len(phrase) + 1))[: len(phrase)] for phrase in phrases]


def _each(unread: str) -> Any:  # noqa: ANN401 - the library takes a list too, and its types do not say so
    return list(unread)


def _other_sound(char: str, syllable: str) -> str:
    """Return the other syllable of a character that has two common ones, else its only one."""
    return next((sound for sound in _TWO_SOUNDS.get(char, ()) if sound != syllable), syllable)
