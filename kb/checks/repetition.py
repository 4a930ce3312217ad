"""No two sections that say the same on the same day: the assistant would quote either."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import ceil

from kb.checks.places import WHO_ANCHOR, at_section, sections
from kb.library import Reading
from kb.messages import LANGS, Lang
from kb.model import ABOUT_ANCHOR, Problem, Section, Version
from kb.plain import plain
from kb.statements import sentences

SHORTEST: dict[Lang, int] = {"zh": 40, "en": 100}
"""Characters from which a paragraph found twice is a repetition and not a stock phrase."""
NEAR = 0.75
"""Jaccard similarity from which two sections answer the same question."""
FEWEST_PIECES = 20
"""A section of fewer character pairs or words says too little to be compared."""
NEAR_ANSWER = 0.65
"""Jaccard similarity from which two first sentences give the same answer."""
FEWEST_ANSWER_PIECES = 8
"""A first sentence of fewer character pairs or words ("不要。") is no answer of its own."""

_MARKER = re.compile(r"^\s*(?:[-*+]|\d+[.)]|>)\s+(?:\[[ xX]\]\s+)?")
_ASIDE = re.compile(r"[（(][^（()）]*[）)]")
_DAY = re.compile(r"自?\d{4}年(\d+月)?(\d+日)?(起|至)?|(since |from |to )?\d{1,2} [a-z]+ \d{4}", re.IGNORECASE)
_NO_PROSE = re.compile(r"^\s*(?:\||```|~~~)")

Place = tuple[Version, Section]


def paragraphs_once(reading: Reading) -> Iterator[Problem]:
    """`duplicate-text`: a paragraph stands in one section only, among those in force together."""
    places: dict[tuple[Lang, str], list[Place]] = defaultdict(list)
    for version, section in compared(reading):
        for paragraph in set(_paragraphs(section.body)):
            if len(paragraph) < SHORTEST[version.lang]:
                continue
            key = (version.lang, paragraph)
            first = next((p for p in places[key] if compete(p, (version, section))), None)
            if first:
                values = {"text": paragraph[:30], "other": f"{first[0].file}:{first[1].line}"}
                yield at_section("duplicate-text", version, section, values)
            places[key].append((version, section))


def sections_distinct(reading: Reading) -> Iterator[Problem]:
    """`near-duplicate`: no two sections use nearly the same words."""
    for lang in LANGS:
        places = [place for place in compared(reading) if place[0].lang == lang]
        pieces = [_pieces(section.body, lang) for _, section in places]
        for i, j in similar(pieces):
            (other, twin), (version, section) = places[i], places[j]
            same = (other.document, twin.anchor) == (version.document, section.anchor)
            if not same and compete(places[i], places[j]):
                share = f"{jaccard(pieces[i], pieces[j]):.0%}"
                values = {"share": share, "other": f"{other.file}:{twin.line}"}
                yield at_section("near-duplicate", version, section, values, warn=True)


def answers_once(reading: Reading) -> Iterator[Problem]:
    """`same-answer`: two documents give one answer only where one of them leads to the other.

    The first sentence of a section is its answer. Entries of different codes may be alike: nobody mistakes them.
    """
    codes = frozenset(version.code for version in reading.library.versions if version.code)
    for lang in LANGS:
        places = [place for place in compared(reading) if place[0].lang == lang and place[1].anchor != WHO_ANCHOR]
        answers = [_answer(section) for _, section in places]
        pieces = [_pieces(_DAY.sub("", _ASIDE.sub("", answer)), lang) for answer in answers]
        for i, j in similar(pieces, NEAR_ANSWER, FEWEST_ANSWER_PIECES):
            (other, twin), (version, section) = places[i], places[j]
            if other.document == version.document or not compete(places[i], places[j]):
                continue
            of_one, of_two = ({code for code in codes if code in answers[n] + places[n][1].heading} for n in (i, j))
            if (of_one and of_two and not of_one & of_two) or _leads(places[i], places[j]):
                continue
            values = {"other": f"{other.file}:{twin.line}"}
            yield at_section("same-answer", version, section, values, warn=True)


def similar(sets: list[frozenset[str]], near: float = NEAR, fewest: int = FEWEST_PIECES) -> Iterator[tuple[int, int]]:
    """Yield the positions of all pairs with a Jaccard similarity of `near` or more; sets under `fewest` are left out.

    Two such sets share a member among the rarest of each (prefix filtering), so that only those few are
    compared: thousands of sections take a second instead of minutes.
    """
    frequency = Counter(piece for pieces in sets for piece in pieces)
    index: dict[str, list[int]] = defaultdict(list)
    for j, pieces in enumerate(sets):
        if len(pieces) < fewest:
            continue
        rarest = sorted(pieces, key=lambda piece: (frequency[piece], piece))
        prefix = rarest[: len(pieces) - ceil(near * len(pieces)) + 1]
        for i in sorted({i for piece in prefix for i in index[piece]}):
            if jaccard(sets[i], pieces, near) >= near:
                yield i, j
        for piece in prefix:
            index[piece].append(j)


def jaccard(a: frozenset[str], b: frozenset[str], near: float = NEAR) -> float:
    """Return the share of common members; no more than the bound when the sizes already forbid it."""
    if min(len(a), len(b)) < near * max(len(a), len(b)):
        return 0.0
    common = len(a & b)
    return common / (len(a) + len(b) - common)


def compared(reading: Reading) -> Iterator[Place]:
    """Yield the sections that may be quoted: published ones that speak of a rule."""
    for version, section in sections(reading):
        if version.status == "published" and section.anchor != ABOUT_ANCHOR:
            yield version, section


def compete(one: Place, two: Place) -> bool:
    """Tell whether two sections can be quoted for the same day; a version replaces the one before."""
    if one[0].document == two[0].document and one[0].day != two[0].day:
        return False
    return bool(one[1].served and two[1].served and one[1].served.intersect(two[1].served))


def _leads(one: Place, two: Place) -> bool:
    """Tell whether one of two sections links to the other."""
    return any(f"/{a[0].document}#{a[1].anchor})" in b[1].body for a, b in ((one, two), (two, one)))


def _answer(section: Section) -> str:
    """Return the first sentence; what stands before a table or list, when that is all there is."""
    paragraph = section.body.strip().split("\n\n", 1)[0]
    return next(iter(sentences(plain(paragraph))), "")


def _paragraphs(body: str) -> Iterator[str]:
    """Yield paragraphs and list items without their marks; tables and code are no sentences."""
    block: list[str] = []
    for line in [*body.split("\n"), ""]:
        starts_new = not line.strip() or _MARKER.match(line) or _NO_PROSE.match(line)
        if starts_new and block:
            yield _plain(" ".join(block))
            block = []
        if line.strip() and not _NO_PROSE.match(line):
            block.append(_MARKER.sub("", line))


def _plain(text: str) -> str:
    text = re.sub(r"\]\([^)]*\)", "]", unicodedata.normalize("NFKC", text).lower())
    return re.sub(r"\s+", " ", re.sub(r"[*_`\[\]]", "", text)).strip()


def _pieces(body: str, lang: Lang) -> frozenset[str]:
    """Return the character pairs of a Chinese text, the words of an English one."""
    text = " ".join(_plain(line) for line in body.split("\n"))
    if lang == "en":
        return frozenset(re.findall(r"[a-z0-9]+(?:[.,'-][a-z0-9]+)*", text))
    run = re.sub(r"\W", "", text)
    return frozenset(run[i : i + 2] for i in range(len(run) - 1))
