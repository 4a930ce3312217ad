"""Look up a document or a code: what it is, what of it our texts use, and whether it is still in force."""

import re
from functools import cache
from pathlib import Path

from assistant.context import Context
from assistant.draft import Draft
from assistant.skills.codes import about_code
from assistant.skills.documents import about_document
from assistant.skills.instruments import known_instruments, meant
from ingest.document_numbers import DocumentNumber, document_numbers
from ingest.tokens import normalise
from kb.data_files import read_data
from kb.model import Frozen

_FILE = Path(__file__).with_name("looking_up.yaml")
_GROUPS = re.compile(r"[(（《〈“\"「][^()（）《》]*[)）》〉”\"」]")
_SERIES = re.compile(
    r"(?:[\u4e00-\u9fff]{1,5}(?:发|函|委会|税)|(?:\b(?:cai|guan|shui|guo|ban|fa|han|shang|mao|jian|wei|hui|zong|huo|lao|yin|shu|yu|fu)\s*)+)"
    r"[\s第]*$"
)
_LEFT = re.compile(r"[\u4e00-\u9fff\d]|[a-z]+")


class _Words(Frozen):
    document: str
    code: str
    asks: str
    still: str
    issued: str
    english: str


@cache
def words() -> _Words:
    """Return what people say around a number when they ask what it is."""
    loaded = read_data(_FILE)
    return _Words.model_validate({key: value.replace("| ", "|") for key, value in loaded.items()})


@cache
def _english() -> frozenset[str]:
    return frozenset(words().english.split())


def look_up(context: Context) -> Draft | None:
    """Return what a document or code is, when the question asks that and nothing else; None for any other question."""
    text = normalise(context.understood.question)
    named = document_numbers(text)
    if named:
        numbers = {(number.year, number.number, number.form == "order") for number in named}
        if len(numbers) > 1 or not _is_all(_without(context, text, named), words().document):
            return None
        is_asked = bool(re.search(words().still, text))
        return about_document(context, named[0], text, is_asked_in_force=is_asked)
    codes = tuple(dict.fromkeys(re.findall(r"(?<![\d.])\d{4}(?![\d.])", text)))
    if len(codes) != 1 or not _is_all(text.replace(codes[0], " "), words().code):
        return None
    return about_code(context, codes[0], said=bool(re.search(words().code, text)))


def _without(context: Context, text: str, named: tuple[DocumentNumber, ...]) -> str:
    """Return the text without the documents: quoted in full, or their numbers with the series they stand under."""
    for item in meant(named[0], text, known_instruments(context.index, context.understood.lang)):
        quoted = next((name for name in item.spellings if name in text), None)
        if quoted:
            return text.replace(quoted, " ")
    for number in sorted(named, key=lambda number: -number.start):
        before = _SERIES.sub(" ", text[: number.start]) if number.form != "order" else text[: number.start]
        text = f"{before} {text[number.end :]}"
    return text


def _is_all(text: str, about: str) -> bool:
    """Tell whether nothing is left of a text without the words by which one asks what something is."""
    known = words()
    left = _GROUPS.sub(" ", text)
    for pattern in (about, known.issued, known.still, known.asks):
        left = re.sub(pattern, " ", left)
    return all(word in _english() for word in _LEFT.findall(left))
