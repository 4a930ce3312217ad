"""Which statements tell the sides of a comparison, in the point that is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence
from assistant.steps.showing import is_fit
from assistant.understanding.intent import fitting_heading
from assistant.understanding.sides import Sides
from ingest.tokens import normalise, tokens
from kb.messages import Lang
from kb.model import ABOUT_ANCHOR, INTRODUCTION_ANCHOR
from kb.statements import Statement, statements

_SPOKEN, _SPOKEN_BESIDE_A_TERM, _WORDS = 0.5, 0.8, 2
"""Share of a side's own words from which a text speaks of it; the same where a known term names it; and their least number."""

_BY_HEADING = 0.6
"""What a point counts that only the heading above a statement names."""

_ITSELF, _OPENS, _RANK = 0.25, 0.15, 1.0
"""What counts beside the point: that a statement itself names its side, that it opens its section, and its section's rank."""

_TOGETHER, _MADE_FOR_IT = 0.3, 0.3
"""What a section counts more that tells all sides, and one whose heading sets them against each other."""

_TELLS_LITTLE = 0.8
"""What a statement counts less that leaves the matter open, or sends the reader elsewhere."""

_BESIDE = 0.15
"""Share of the point under which a statement does not tell it, unless its section is what was found first."""

_ON_IT, _ROWS = 0.3, 3
"""Share of the point from which a row is on it; rows shown."""

_LABEL: dict[Lang, int] = {"zh": 24, "en": 60}
"""Characters before a colon that name what a list item or row is about."""

_OPEN = re.compile(
    r"无法|没有(?:查到|收录|看到|要求)|有没有|是否|能不能|怎[样么][^，。]{0,8}，请向|怎样(?:处理|适用)|not known|could not|cannot be|whether",
    re.I,
)
_ELSEWHERE = re.compile(r"(?:见|详见|请见|，看)[^，。]{2,40}。$|\bsee [^.]{2,80}\.$")
_CODE = re.compile(r"(?<!\d)\d{4}(?![\d年])")


@dataclass(frozen=True)
class Told:
    """A statement of a section, and how well it fits."""

    hit: Hit
    statement: Statement
    fit: float


@dataclass(frozen=True)
class Together:
    """What one section tells of all sides.

    Attributes:
        opening: The statement that holds them against each other, or opens the section; None where each is told alone.
        each: A statement for each side; empty where the opening tells all.
        fits: How well, on the scale of `Told.fit`.
        rows: Rows of a table that hold all sides.
    """

    opening: Told | None
    each: tuple[Told, ...]
    fits: float
    rows: tuple[Told, ...] = ()


class Opposed:
    """The sides, and how statements bear on them.

    Args:
        context: The question, understood.
        sides: What it compares.
    """

    def __init__(self, context: Context, sides: Sides) -> None:
        self.context, self.sides = context, sides
        self._evidence, self._knows = Evidence(context.index, sides.point, ()), context.index.lexical["text"].knows
        names = [normalise(name) for name in sides.names]
        words = [frozenset(tokens(name)) for name in names]
        # A bare number, as the 2 of class 2, is of many things.
        self._words = [
            frozenset() if any(word.isdigit() for word in own) else own.difference(*(o for o in words if o is not own))
            for own in words
        ]
        self._phrases = [self._said(name, [other for other in names if other != name]) for name in names]
        self._point = frozenset(tokens(sides.point)).difference(*words)
        point = normalise(sides.point)
        self._meant = self._point.union(
            *(tokens(said.term.term.get(context.understood.lang, "")) for said in context.understood.terms if said.phrase in point)
        )

    def _said(self, name: str, others: list[str]) -> tuple[str, ...]:
        """Return by what phrases a side is spoken of: its name, and what the term is called that only it names."""
        found = [name, *(code for code in _CODE.findall(name) if not any(code in other for other in others))]
        for said in self.context.understood.terms:
            rest = name.replace(said.phrase, "").strip()
            shared = len(rest) < len(said.phrase) or all(rest in other for other in others)
            if said.phrase in name and shared and not any(said.phrase in other for other in others):
                official = (normalise(phrase) for phrase in said.term.term.values())
                found += [said.phrase, *(phrase for phrase in official if not any(phrase in other for other in others))]
        return tuple(dict.fromkeys(found))

    def speaks(self, number: int, text: str) -> bool:
        """Tell whether a text speaks of a side: of 认证企业 does not speak what says 高级认证企业."""
        said = _plain(text)
        for phrase in (p for other, phrases in enumerate(self._phrases) if other != number for p in phrases):
            if any(own in phrase and own != phrase for own in self._phrases[number]):
                said = said.replace(_plain(phrase), " ")
        if any(_holds(said, _plain(phrase)) for phrase in self._phrases[number]):
            return True
        own = self._words[number]
        words = frozenset(word for word in own if self._knows(word))
        held = len(words & set(tokens(said)))
        named = len(self._phrases[number]) > 1
        return held >= max(min(_WORDS, len(own)), (_SPOKEN_BESIDE_A_TERM if named else _SPOKEN) * len(words)) > 0

    def point_in(self, text: str) -> float:
        """Return the share of the point that a text speaks of, 0 to 1, in its words or official ones; 1 without a point."""
        total = sum(self._evidence.idf(word) for word in self._point if self._knows(word))
        held = sum(self._evidence.idf(word) for word in self._meant & set(tokens(text)))
        return min(held / total, 1.0) if total else 1.0

    def spoken_in(self, text: str) -> frozenset[int]:
        """Return of which sides a text speaks."""
        return frozenset(number for number in range(len(self.sides.names)) if self.speaks(number, text))

    def _spoken_by(self, statement: Statement) -> frozenset[int]:
        """Return of which sides a statement speaks; of a list item or row its label tells, where it names one."""
        label, colon, _ = re.split("([：:])", f"{statement.text}::", maxsplit=1)
        if colon and statement.form != "sentence" and len(label) <= _LABEL[self.context.understood.lang]:
            named = self.spoken_in(label)
            if len(named) == 1:
                return named
        return self.spoken_in(statement.text)

    def told(self, hit: Hit, best: float) -> Iterator[tuple[Told, frozenset[int]]]:
        """Yield each statement of a section with its fit, and of which sides it speaks itself."""
        if hit.section.anchor in {ABOUT_ANCHOR, INTRODUCTION_ANCHOR}:
            return
        by_heading = _BY_HEADING * self.point_in(hit.section.heading)
        rank = _RANK * hit.score / best
        for place, statement in enumerate(statements(hit.section.body)):
            if is_fit(statement.text, self.context) and not _ELSEWHERE.search(statement.text):
                fit = max(self.point_in(statement.text), by_heading) + rank + (_OPENS if place == 0 else 0.0)
                fit -= _TELLS_LITTLE if _OPEN.search(statement.text) else 0.0
                yield Told(hit, statement, fit), self._spoken_by(statement)

    def made_for_it(self, hit: Hit) -> bool:
        """Tell whether a section's heading sets them against each other."""
        heading, asks = hit.section.heading, fitting_heading("comparison")
        chinese = self.context.index.library.version(hit.version.document, hit.version.day, "zh")
        said = chinese.by_anchor.get(hit.section.anchor) if chinese else None
        sets = bool(said and asks and asks.search(said.heading))
        return sets or len(self.spoken_in(heading)) > 1


def _plain(text: str) -> str:
    """Return a text as questions write it: 退（免）税 is 退免税."""
    return re.sub(r"[（(](免)[)）]", r"\1", normalise(text))


def _holds(text: str, phrase: str) -> bool:
    if not phrase.isascii():
        return phrase in text
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(phrase)}(?:s|es)?(?![a-z0-9])", text))


def best_told(opposed: Opposed, number: int, own: Sequence[Hit], whole: Sequence[Hit]) -> Told | None:
    """Return the statement that tells one side best; None where none speaks of it and of the point."""
    found: list[Told] = []
    for hits in (own, whole):
        for hit in hits:
            by_heading = opposed.spoken_in(hit.section.heading) == {number}
            for told, spoken in opposed.told(hit, hits[0].score):
                if number in spoken or (by_heading and not spoken):
                    found.append(replace(told, fit=told.fit + (_ITSELF if spoken == {number} else 0.0)))
    best = max(found, key=lambda told: told.fit, default=None)
    if best is None:
        return None
    text = f"{best.hit.section.heading} {best.statement.text}"
    return best if best.hit in (*own[:1], *whole[:1]) or opposed.point_in(text) >= _BESIDE else None


def told_together(opposed: Opposed, hits: Sequence[Hit]) -> Together | None:
    """Return what the section tells that tells all sides best; None where none does."""
    best = max((hit.score for hit in hits), default=0.0)
    unique = {hit.address: hit for hit in hits}.values()
    found = [told for hit in unique if (told := _in_one(opposed, hit, best, is_first=hit.address == hits[0].address))]
    return max(found, key=lambda told: told.fits, default=None)


def _in_one(opposed: Opposed, hit: Hit, best: float, *, is_first: bool) -> Together | None:
    every = list(opposed.told(hit, best))
    sides = range(len(opposed.sides.names))
    contrast = max((told for told, spoken in every if len(spoken) > 1), key=_fit, default=None)
    alone = [max((told for told, spoken in every if spoken == {side}), key=_fit, default=None) for side in sides]
    each = tuple(told for told in alone if told is not None)
    if contrast is None and len(each) < len(sides):
        return None
    opening = contrast or every[0][0]
    rows = () if len(each) == len(sides) else _rows(opposed, every, opening)
    each = each if len(each) == len(sides) and opening.statement not in {told.statement for told in each} else ()
    if not each and contrast is None:
        opening, each = None, tuple(told for told in alone if told is not None)
    shown = (*((opening,) if opening else ()), *each, *rows)
    text = " ".join(told.statement.text for told in shown)
    if not is_first and opposed.point_in(f"{hit.section.heading} {text}") < _BESIDE:
        return None
    fits = max(opposed.point_in(text), _BY_HEADING * opposed.point_in(hit.section.heading))
    fits += _RANK * hit.score / best + _ITSELF + _OPENS + _TOGETHER
    # A single sentence that names all sides may speak of one of them only: 适用甲的不用乙.
    fits += _MADE_FOR_IT if opposed.made_for_it(hit) else 0.0 if each or rows else -_TOGETHER
    fits -= _TELLS_LITTLE * sum(bool(_OPEN.search(told.statement.text)) for told in shown) / len(shown)
    return Together(opening, each, fits, rows)


def _rows(opposed: Opposed, every: Sequence[tuple[Told, frozenset[int]]], opening: Told) -> tuple[Told, ...]:
    """Return the rows that hold the sides against each other: those on the point, all where none names it."""
    joint = [t for t, spoken in every if len(spoken) > 1 and t.statement.form == "row" and t is not opening]
    on_it = [told for told in joint if opposed.point_in(told.statement.text) >= _ON_IT]
    return tuple(on_it or joint)[:_ROWS]


def _fit(told: Told) -> float:
    return told.fit


def told_by_days(hits: Sequence[Sequence[Hit]]) -> tuple[Told, ...]:
    """Return what one section says on the day of each side; nothing where no section is found for all of them.

    Args:
        hits: For each side, what was found on its day.
    """
    scores = [{_place(hit): hit.score / found[0].score for hit in found} for found in hits]
    shared = set(scores[0]).intersection(*scores[1:])
    if not shared:
        return ()
    best = max(shared, key=lambda place: sum(score[place] for score in scores))
    chosen = [next(hit for hit in found if _place(hit) == best) for found in hits]
    return tuple(Told(hit, statements(hit.section.body)[0], 1.0) for hit in chosen)


def _place(hit: Hit) -> tuple[str, str]:
    """Return where a section stands, whatever the version."""
    return hit.version.document, hit.section.anchor
