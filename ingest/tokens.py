"""The words of the lexical index: the same function for what is indexed and for what is asked."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

import snowballstemmer
from opencc import OpenCC

from ingest.document_numbers import document_numbers

_WORD = re.compile(r"\d+(?:\.\d+)+|[a-z]+(?:-[a-z]+)*\d*|\d+(?:\.\d+)?%?|[\u4e00-\u9fff]+", re.ASCII)
_STOP = frozenset(
    """
    a an the of to and or in on for is are be by from with as at it that this which its i we my our you your
    do does did can could would should will what how when where who why if about me us there have has had was
    were not no any please tell
    """.split()  # noqa: SIM905 - words to read, not a list to write
)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=1024)
def normalise(text: str) -> str:
    """Return the text in one script and case: NFKC, simplified Chinese, lower case."""
    small = unicodedata.normalize("NFKC", text).lower()
    # Once more: a capital and its accent may be one letter only in lower case.
    return str(_converter().convert(unicodedata.normalize("NFKC", small)))


def simplified(text: str) -> str:
    """Return the text in simplified characters, its Latin letters as they are."""
    return str(_converter().convert(text))


def instruments_in(text: str) -> tuple[str, ...]:
    """Return the document numbers a text names, as `2020-75`, and orders as `order-282`.

    The text may be in any script; `海关总署公告2020年第75号`, `2020年75号公告`, `财税〔2018〕103号` and
    `Announcement No. 75 of 2020` are known. A number without its year is none: see `document_numbers`.
    """
    return _instruments(normalise(text))


def _instruments(normal: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number.token for number in document_numbers(normal) if number.token))


def tokens(text: str) -> list[str]:
    """Return the words of a text: Chinese character pairs, Latin words, codes and document numbers whole."""
    return list(_tokens(text))


@lru_cache(maxsize=2048)
def _tokens(text: str) -> tuple[str, ...]:
    # Kept, since one question asks for the same words again and again: its own, and those of the terms it uses.
    normal = normalise(text)
    words = list(_instruments(normal))
    for run in _WORD.findall(normal):
        if "\u4e00" <= run[0] <= "\u9fff":
            words += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
        elif run not in _STOP:
            words.append(stem(run))
    return tuple(words)


@cache
def stem(word: str) -> str:
    """Return the stem of an English word: file, filed and filing are one word to a search."""
    return str(_stemmer().stemWord(word)) if word.isascii() and word.isalpha() else word


@cache
def _stemmer() -> Any:  # noqa: ANN401 - the library ships no types
    return snowballstemmer.stemmer("english")
