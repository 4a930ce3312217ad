"""Which statements tell the two sides of a comparison, in the point that is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence
from assistant.steps.showing import is_fit
from assistant.understanding.intent import fitting_heading
from assistant.understanding.sides import Sides
from ingest.tokens import normalise, tokens
from kb.model import ABOUT_ANCHOR, INTRODUCTION_ANCHOR
from kb.statements import Statement, statements

_SPOKEN = 0.6
"""Share of the weight of a side's own words from which a text speaks of it."""

_BY_HEADING = 0.6
"""What a point counts that only the heading above a statement names."""

_ITSELF, _OPENS, _RANK = 0.25, 0.15, 0.3
"""What counts beside the point: that a statement itself names its side, that it opens its section, and its section's rank."""

_TOGETHER, _MADE_FOR_IT = 0.1, 0.3
"""What a section counts more that tells both sides, and one whose heading sets the two against each other."""

_SAYS_NO_MORE = 0.3
"""Share of the point below which a statement does not tell it."""


@dataclass(frozen=True)
class Told:
    """A statement of a section, and how well it fits."""

    hit: Hit
    statement: Statement
    fit: float


@dataclass(frozen=True)
class Together:
    """What one section tells of both sides.

    Attributes:
        opening: The statement that holds them against each other, or opens the section; None where each is told alone.
        both: A statement for each side; empty where the opening tells all.
        fits: How well, on the scale of `Told.fit`.
    """

    opening: Told | None
    both: tuple[Told, ...]
    fits: float


class Opposed:
    """Two sides, and how statements bear on them.

    Args:
        context: The question, understood.
        sides: What it compares.
    """

    def __init__(self, context: Context, sides: Sides) -> None:
        self.context, self.sides = context, sides
        self._evidence = Evidence(context.index, sides.point, ())
        names = [normalise(name) for name in sides.names]
        words = [set(tokens(name)) for name in names]
        self._words = [frozenset(words[0] - words[1]), frozenset(words[1] - words[0])]
        self._phrases = [self._said(name, names[1 - number]) for number, name in enumerate(names)]
        self._point = frozenset(tokens(sides.point)) - words[0] - words[1]

    def _said(self, name: str, other: str) -> tuple[str, ...]:
        """Return by what phrases a side is spoken of: its name, and what the terms are called that only it names."""
        terms = [said for said in self.context.understood.terms if said.phrase in name and said.phrase not in other]
        official = (normalise(phrase) for said in terms for phrase in said.term.term.values())
        whole = [phrase for phrase in official if len(terms) == 1 and len(terms[0].phrase) >= len(name) / 2]
        return tuple(dict.fromkeys((name, *whole)))

    def speaks(self, number: int, text: str) -> bool:
        """Tell whether a text speaks of a side: of 认证企业 does not speak what says 高级认证企业."""
        said = normalise(text)
        for phrase in self._phrases[1 - number]:
            if any(own in phrase and own != phrase for own in self._phrases[number]):
                said = said.replace(phrase, " ")
        if any(_holds(said, phrase) for phrase in self._phrases[number]):
            return True
        words = self._words[number]
        total = sum(self._evidence.idf(word) for word in words)
        held = sum(self._evidence.idf(word) for word in words & set(tokens(said)))
        return bool(total) and held >= _SPOKEN * total

    def point_in(self, text: str) -> float:
        """Return the share of the point that a text speaks of; 1 where no point is asked."""
        total = sum(self._evidence.idf(word) for word in self._point)
        held = sum(self._evidence.idf(word) for word in self._point & set(tokens(text)))
        return held / total if total else 1.0

    def told(self, hit: Hit, best: float) -> Iterator[tuple[Told, bool, bool]]:
        """Yield each statement of a section with its fit, and of which side it speaks itself."""
        if hit.section.anchor in {ABOUT_ANCHOR, INTRODUCTION_ANCHOR}:
            return
        by_heading = _BY_HEADING * self.point_in(hit.section.heading)
        rank = _RANK * hit.score / best
        for place, statement in enumerate(statements(hit.section.body)):
            if is_fit(statement.text, self.context):
                fit = max(self.point_in(statement.text), by_heading) + rank + (_OPENS if place == 0 else 0.0)
                yield Told(hit, statement, fit), self.speaks(0, statement.text), self.speaks(1, statement.text)

    def made_for_it(self, hit: Hit) -> bool:
        """Tell whether a section's heading sets the two against each other."""
        heading, asks = hit.section.heading, fitting_heading("comparison")
        chinese = self.context.index.library.version(hit.version.document, hit.version.day, "zh")
        said = chinese.by_anchor.get(hit.section.anchor) if chinese else None
        sets = bool(said and asks and asks.search(said.heading))
        return sets or (self.speaks(0, heading) and self.speaks(1, heading))


def _holds(text: str, phrase: str) -> bool:
    if not phrase.isascii():
        return phrase in text
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(phrase)}(?:s|es)?(?![a-z0-9])", text))


def best_told(opposed: Opposed, number: int, own: Sequence[Hit], whole: Sequence[Hit]) -> Told | None:
    """Return the statement that tells one side best; None where none speaks of it and of the point."""
    found: list[Told] = []
    for hits in (own, whole):
        for hit in hits:
            by_heading = opposed.speaks(number, hit.section.heading) and not opposed.speaks(
                1 - number, hit.section.heading
            )
            for told, *speaks in opposed.told(hit, hits[0].score):
                if speaks[number] or (by_heading and not speaks[1 - number]):
                    more = _ITSELF if speaks[number] and not speaks[1 - number] else 0.0
                    found.append(Told(told.hit, told.statement, told.fit + more))
    best = max(found, key=lambda told: told.fit, default=None)
    if best is None:
        return None
    text = f"{best.hit.section.heading} {best.statement.text}"
    return best if opposed.point_in(text) >= _SAYS_NO_MORE else None


def told_together(opposed: Opposed, hits: Sequence[Hit]) -> Together | None:
    """Return what the section tells that tells both sides best; None where none does."""
    best = max((hit.score for hit in hits), default=0.0)
    unique = {hit.address: hit for hit in hits}.values()
    found = [told for hit in unique if (told := _in_one(opposed, hit, best))]
    return max(found, key=lambda told: told.fits, default=None)


def _in_one(opposed: Opposed, hit: Hit, best: float) -> Together | None:
    every = list(opposed.told(hit, best))
    if not every:
        return None
    joint = [told for told, one, two in every if one and two]
    alone = [
        max((t for t, *speaks in every if speaks[n] and not speaks[1 - n]), key=lambda t: t.fit, default=None)
        for n in (0, 1)
    ]
    one, two = alone
    contrast = max(joint, key=lambda told: told.fit, default=None)
    apart = (one, two) if one and two else ()
    if contrast is None and not apart:
        return None
    opening = contrast or every[0][0]
    text = " ".join(told.statement.text for told in (opening, *apart))
    if opposed.point_in(f"{hit.section.heading} {text}") < _SAYS_NO_MORE:
        return None
    fit = max(opposed.point_in(text), _BY_HEADING * opposed.point_in(hit.section.heading))
    fits = fit + _RANK * hit.score / best + _ITSELF + _OPENS + _TOGETHER
    fits += _MADE_FOR_IT if opposed.made_for_it(hit) else 0.0
    rest = tuple(told for told in apart if told.statement != opening.statement)
    return Together(None if len(rest) < len(apart) else opening, apart if len(rest) < len(apart) else rest, fits)
