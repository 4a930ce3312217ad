"""The two things that a comparison holds against each other, and the point in which it does."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.tokens import normalise
from kb.data_files import read_data
from kb.messages import Lang
from kb.model import Frozen

_FILE = Path(__file__).with_name("sides.yaml")
_CLAUSES = re.compile(r"[，,。？?；;：:!！—\s]+")
_CLAUSES_EN = re.compile(r"\s*[,.?;:!—–]\s*|\s-\s")
_CODE = re.compile(r"\d{4}(?![\d年])")
_LONGEST: dict[Lang, int] = {"zh": 18, "en": 5}
"""Characters, or words, that a side has at most."""


class _Words(Frozen):
    asked: str
    then: str
    joins: dict[Lang, str]
    leads: str
    ends: str
    points: str
    fillers: str


@cache
def _words() -> _Words:
    loaded = read_data(_FILE)
    return _Words.model_validate(
        {key: value.replace("| ", "|") if isinstance(value, str) else value for key, value in loaded.items()}
    )


@dataclass(frozen=True)
class Sides:
    """Two things, and what else the question says.

    Attributes:
        names: What the two are called.
        point: In what they are compared; empty when in everything.
        first: A question about the one.
        second: The same about the other.
    """

    names: tuple[str, str]
    point: str
    first: str
    second: str


def sides_of(question: str, phrases: Iterable[str] = ()) -> Sides | None:
    """Return what a question compares, as a question for each side; None when it compares nothing.

    Args:
        question: In plain words, in Chinese or English.
        phrases: Known terms that it uses: where the second side begins with one, that is all of it.
    """
    text, known = normalise(question).strip(), _words()
    if not re.search(known.asked, text) or re.search(known.then, text):
        return None
    lang: Lang = "zh" if re.search(r"[\u4e00-\u9fff]", text) else "en"
    space = "" if lang == "zh" else " "
    text = re.sub(r"\s*\bvs\.?\s*|\s*(?<=[\u4e00-\u9fff])vs\.?\s*", "vs" if lang == "zh" else " vs ", text)
    clauses = [clause for clause in (_CLAUSES if lang == "zh" else _CLAUSES_EN).split(text) if clause]
    ends = sorted({normalise(phrase) for phrase in phrases}, key=len, reverse=True)
    for place, clause in enumerate(clauses):
        found = _pair(clause, lang, ends)
        if found:
            one, two, rest = found
            others = [rest, *clauses[place + 1 :], *clauses[:place]]
            point = " ".join(re.sub(known.fillers, " ", " ".join(others)).split())
            point = point.replace(" ", "") if lang == "zh" else point
            return Sides(
                (one, two), point, f"{one}{space}{point}".strip(), f"{two}{space}{point}".strip()
            )
    return None


def _pair(clause: str, lang: Lang, phrases: list[str]) -> tuple[str, str, str] | None:
    """Return the two things of a clause and what follows them; None where it joins no two."""
    joins = _words().joins[lang]
    for join in re.finditer(joins if lang == "zh" else rf"\s(?:{joins})\s", clause):
        one, behind = _lead_off(clause[: join.start()]), clause[join.end() :]
        if not one or _size(one, lang) > _LONGEST[lang]:
            continue
        behind = re.sub(r"^(?:the|an?) ", "", behind)
        two, rest = _cut(one, behind, lang, phrases)
        if len(two) > 1 and _size(two, lang) <= _LONGEST[lang] and two != one:
            return one, _whole(one, two, rest), rest
    return None


def _lead_off(text: str) -> str:
    """Return a side without what stands before it."""
    return re.sub(rf"^.*?(?:{_words().leads})+", "", f"{text} ").strip() if re.match(
        rf"(?:{_words().leads})", f"{text} "
    ) else text.strip()


def _cut(one: str, behind: str, lang: Lang, phrases: list[str]) -> tuple[str, str]:
    """Return the second side and what follows it."""
    end = re.search(_words().ends, behind[1:])
    held = behind[: end.start() + 1] if end else behind
    code = _CODE.match(held)
    term = next((phrase for phrase in phrases if held.startswith(phrase)), "")
    place = max(code.end() if code else 0, _to_the_end(held, len(term)), _like_the_first(one, held, lang))
    if not place:
        point = re.search(rf"的|{_words().points}", held[1:])
        place = point.start() + 1 if point else len(held)
    rest = behind[place:]
    return held[:place].strip().removesuffix("的"), rest.strip()


def _to_the_end(text: str, place: int) -> int:
    """Return the end of the Latin word in which a place lies: a plural is known by its singular."""
    while 0 < place < len(text) and text[place].isascii() and text[place].isalpha():
        place += 1
    return place


def _like_the_first(one: str, behind: str, lang: Lang) -> int:
    """Return where the second side ends, when it ends as the first does: 一类企业 and 四类企业; 0 when it does not."""
    if lang == "en":
        last = one.split()[-1].rstrip("s")
        match = re.match(rf"(?:\S+ ){{0,3}}?{re.escape(last)}s?(?![a-z0-9])", behind)
        return match.end() if match else 0
    for size in range(len(one) - 1, 0, -1):
        place = behind.find(one[-size:])
        if 0 < place <= len(one) and not one[-size:].isdigit():
            return place + size
    return 0


def _whole(one: str, two: str, rest: str) -> str:
    """Return the second side with what it shares with the first and leaves out: 水路启运港和陆路的 means 陆路启运港."""
    shared = one.find(two[-1])
    if rest.startswith("的") and 0 < shared < len(two) and len(one) > shared + 2:
        return two + one[shared + 1 :]
    return two


def _size(text: str, lang: Lang) -> int:
    return len(text) if lang == "zh" else len(text.split())
