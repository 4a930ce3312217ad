"""The things that a comparison holds against each other, and the point in which it does."""

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
_LEAD_BEHIND = re.compile(r"^(?:(?:the|an?) |(?:用|走|选|填|报|按|写|做)(?=\d{4}))")
"""What may stand before the second side and does not belong to it."""

_LONGEST: dict[Lang, int] = {"zh": 18, "en": 5}
"""Characters, or words, that a side has at most."""

_MOST = 4


class _Words(Frozen):
    asked: str
    then: str
    joins: dict[Lang, str]
    leads: str
    ends: str
    points: str
    fillers: dict[Lang, str]


def _one_line(pattern: str) -> str:
    """Undo that YAML joins the lines of a long pattern with a space."""
    return pattern.replace("| ", "|")


@cache
def _words() -> _Words:
    loaded = read_data(_FILE)
    lines = {key: value for key, value in loaded.items() if isinstance(value, str)}
    told = {
        key: {lang: _one_line(text) for lang, text in value.items()}
        for key, value in loaded.items()
        if key not in lines
    }
    return _Words.model_validate({**told, **{key: _one_line(text) for key, text in lines.items()}})


@dataclass(frozen=True)
class Sides:
    """The things held against each other, and what else the question says.

    Attributes:
        names: What they are called: two, or more in a row.
        point: In what they are compared; empty when in everything.
        questions: A question about each.
    """

    names: tuple[str, ...]
    point: str
    questions: tuple[str, ...]


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
    text = re.sub(r"[，,]\s*(?=(?:跟|和|与|同)(?!时|样|理))", "", text)
    clauses = [clause for clause in (_CLAUSES if lang == "zh" else _CLAUSES_EN).split(text) if clause]
    ends = sorted({normalise(phrase) for phrase in phrases}, key=len, reverse=True)
    for place, clause in enumerate(clauses):
        before, joined = _between(clause)
        found = _joined(joined, lang, ends)
        if found:
            names, rest = found
            context, names = _context_of(names)
            others = [before, context, rest, *clauses[place + 1 :], *clauses[:place]]
            point = _without_fillers(_without_fillers(" ".join(others), lang), lang)
            return Sides(names, point, tuple(f"{_spelled(name, lang)}{space}{point}".strip() for name in names))
    return None


def _spelled(name: str, lang: Lang) -> str:
    """Return a name as a question of its own would have it: a bare code is that of a supervision mode."""
    if not _CODE.fullmatch(name):
        return name
    return f"监管方式{name}" if lang == "zh" else f"supervision mode {name}"


def _between(clause: str) -> tuple[str, str]:
    """Return the point that stands before `between` in a clause that joins two behind it, and the clause from there."""
    before, between, behind = clause.partition(" between ")
    return (_lead_off(before), behind) if between and re.search(r" and | or ", behind) else ("", clause)


def _context_of(names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return what stands before the first name and belongs to all, and the names without it.

    零售进口的单次限值和年度限值 are 单次限值 and 年度限值; 申报不实影响统计和影响监管秩序 begin with the same word.
    """
    before, of, first = names[0].rpartition("的")
    if of and len(first) > 1 and "的" not in names[1]:
        return before, (first, *names[1:])
    place = names[0].find(names[1][:2])
    alike = names[1] in names[0] or names[1].isascii()
    if place > 1 and not alike and place + 2 < len(names[0]):
        return names[0][:place], (names[0][place:], *names[1:])
    return "", names


def _without_fillers(text: str, lang: Lang) -> str:
    left = re.sub(_words().fillers[lang], " ", text).split()
    return "".join(left) if lang == "zh" else " ".join(left)


def _joined(clause: str, lang: Lang, phrases: list[str]) -> tuple[tuple[str, ...], str] | None:
    """Return the things that a clause joins and what follows them; None where it joins no two."""
    joins = _words().joins[lang]
    for join in re.finditer(joins if lang == "zh" else rf",?\s(?:{joins})\s|, ", clause):
        one = _lead_off(clause[: join.start()])
        if not one:
            continue
        names, rest = [one], clause[join.start() :]
        while len(names) < _MOST and (joined := re.match(joins if lang == "zh" else rf",?\s?(?:{joins})\s|, ", rest)):
            name, after = _cut(one, _LEAD_BEHIND.sub("", rest[joined.end() :]), lang, phrases)
            names.append(_whole(one, name, after))
            rest = after
        fits = all(len(name) > 1 and _size(name, lang) <= _LONGEST[lang] for name in names)
        if len(names) > 1 and fits and len(set(names)) == len(names):
            return tuple(names), rest
    return None


def _lead_off(text: str) -> str:
    """Return a side without what stands before it."""
    return re.sub(rf"^(?:{_words().leads})+", "", f"{text} ").strip()


def _cut(one: str, behind: str, lang: Lang, phrases: list[str]) -> tuple[str, str]:
    """Return the second side and what follows it."""
    # A word that stands in the first side as well ends neither: the deadline for this and the deadline for that.
    within = set(one.split())
    end = next((match for match in re.finditer(_words().ends, behind[1:]) if match[0] not in within), None)
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
    while 0 < place < len(text) and text[place].isascii() and (text[place].isalpha() or text[place] == "-"):
        place += 1
    return place


def _like_the_first(one: str, behind: str, lang: Lang) -> int:
    """Return where the second side ends, when it ends as the first does: 一类企业 and 四类企业; 0 when it does not."""
    if lang == "en":
        last = one.rsplit(maxsplit=1)[-1].rstrip("s")
        if last.isdigit():
            match = re.match(rf"{re.escape(one.removesuffix(last))}\d+", behind)
            return match.end() if match else 0
        match = re.match(rf"(?:\S+ ){{0,3}}?{re.escape(last)}s?(?![a-z0-9])", behind)
        return match.end() if match else 0
    for size in range(len(one) - 1, 0, -1):
        place = behind.find(one[-size:])
        if 0 < place <= len(one) and not one[-size:].isdigit():
            return place + size
    return 0


def _whole(one: str, two: str, rest: str) -> str:
    """Return the second side with what it shares with the first and leaves out: 水路启运港和陆路的 means 陆路启运港."""
    shared = one.find(two[-1]) if two else -1
    if rest.startswith("的") and 0 < shared < len(two) and len(one) > shared + 2:
        return two + one[shared + 1 :]
    return two


def _size(text: str, lang: Lang) -> int:
    return len(text) if lang == "zh" else len(text.split())
