"""Which statements tell the sides of a comparison, in the point that is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.retrieval.search import Hit
from assistant.steps.opposed import BY_HEADING, ITSELF, OPENS, RANK, TELLS_LITTLE, Opposed, Told, leaves_open
from kb.model import SectionAddress
from kb.statements import statements

_TOGETHER, _MADE_FOR_IT = 0.15, 0.3
"""What a section counts more that tells all sides, and one whose heading sets them against each other."""

_LEAST = 1.3
"""Fit from which a statement is told of a side: below it, what the search found does better as it stands."""

_ALONE = 0.15
"""What a single sentence counts less."""

_BESIDE = 0.15
"""Share of the point under which a statement does not tell it, unless its section is what was found first."""

_ON_THE_POINT = 0.4
"""The same of a statement told of one side alone, unless its section is what was found first for it or for all."""

_OF_A_FORMAT = 0.4
"""What a text on one trade format counts less where the question names none."""

_ON_IT, _ROWS = 0.3, 3
"""Share of the point from which a row is on it; rows shown."""


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

    @property
    def is_a_sentence(self) -> bool:
        """Whether a single sentence tells all."""
        alone = self.opening is not None and not (self.each or self.rows)
        return alone and self.opening is not None and self.opening.statement.form == "sentence"


def best_told(opposed: Opposed, number: int, own: Sequence[Hit], whole: Sequence[Hit]) -> Told | None:
    """Return the statement that tells one side best; None where none speaks of it and of the point."""
    found: list[Told] = []
    for hits in (own, whole):
        for hit in hits:
            by_heading = opposed.spoken_in(hit.section.heading) == {number}
            for told, spoken in opposed.told(hit, hits[0].score):
                if number in spoken or (by_heading and not spoken):
                    fit = told.fit + (ITSELF if spoken == {number} else 0.0)
                    fit -= _OF_A_FORMAT if opposed.is_of_an_unnamed_format(hit) else 0.0
                    found.append(replace(told, fit=fit))
    best = max(found, key=lambda told: told.fit, default=None)
    if best is None:
        return None
    text = f"{best.hit.section.heading} {best.statement.text}"
    is_told = best.hit in (*own[:1], *whole[:1]) or opposed.point_in(text) >= _ON_THE_POINT
    return best if (is_told and best.fit >= _LEAST) or _is_of_the_code(opposed, number, best) else None


def _is_of_the_code(opposed: Opposed, number: int, told: Told) -> bool:
    """Tell whether a side is a code and the section is on that: what it stands for is told, whatever the point."""
    return opposed.sides.names[number].isdigit() and opposed.spoken_in(told.hit.section.heading) == {number}


def in_own_sections(opposed: Opposed, each: Sequence[Told]) -> bool:
    """Tell whether all sides are told from sections of one text that are each on one side."""
    documents = {told.hit.version.document for told in each}
    on_one = [opposed.spoken_in(told.hit.section.heading) == {number} for number, told in enumerate(each)]
    return len(documents) == 1 and len(each) == len(opposed.sides.names) and all(on_one)


def opened(told: Told) -> Told:
    """Return the statement that opens its section: sections on one side each are built alike, and so are these."""
    return replace(told, statement=statements(told.hit.section.body)[0])


def told_together(opposed: Opposed, found: Sequence[Sequence[Hit]]) -> Together | None:
    """Return what the section tells that tells all sides best; None where none does.

    Args:
        opposed: The sides.
        found: Sections found for the whole question, and for each side, each list with its best first.
    """
    ranks: dict[SectionAddress, tuple[float, Hit]] = {}
    for hits in found:
        for hit in hits:
            rank = hit.score / hits[0].score
            if rank > ranks.get(hit.address, (0.0, hit))[0]:
                ranks[hit.address] = rank, hit
    told = [one for rank, hit in ranks.values() if (one := _in_one(opposed, hit, rank, is_first=hit in found[0][:1]))]
    return max(told, key=lambda one: one.fits, default=None)


def _in_one(opposed: Opposed, hit: Hit, rank: float, *, is_first: bool) -> Together | None:
    every = list(opposed.told(hit, hit.score / rank))
    sides = range(len(opposed.sides.names))
    contrast = max((told for told, spoken in every if len(spoken) > 1), key=_fit, default=None)
    alone = [max((told for told, spoken in every if spoken == {side}), key=_fit, default=None) for side in sides]
    each = tuple(told for told in alone if told is not None)
    if contrast is None and len(each) < len(sides):
        return None
    opening: Told | None = contrast or every[0][0]
    rows: tuple[Told, ...] = ()
    if len(each) < len(sides):
        rows, each = _rows(opposed, every, contrast), ()
    elif contrast is None and opening in each:
        opening = None
    shown = (*((opening,) if opening else ()), *each, *rows)
    text = " ".join(told.statement.text for told in shown)
    if not is_first and opposed.point_in(f"{hit.section.heading} {text}") < _BESIDE:
        return None
    fits = max(opposed.point_in(text), BY_HEADING * opposed.point_in(hit.section.heading))
    fits += RANK * rank + ITSELF + OPENS + (_TOGETHER if opening else 0.0)
    if opposed.made_for_it(hit):
        fits += _MADE_FOR_IT
    elif not each and not rows:
        # A single sentence that names all sides may speak of one of them only: 适用甲的不用乙.
        if not opposed.names_all(text):
            return None
        fits -= _ALONE
    fits -= TELLS_LITTLE * sum(leaves_open(told.statement) for told in shown) / len(shown)
    return Together(opening, each, fits, rows)


def _rows(opposed: Opposed, every: Sequence[tuple[Told, frozenset[int]]], opening: Told | None) -> tuple[Told, ...]:
    """Return the rows that hold the sides against each other: those on the point, all where none names it."""
    joint = [t for t, spoken in every if len(spoken) > 1 and t.statement.form == "row" and t is not opening]
    on_it = [told for told in joint if opposed.point_in(told.statement.text) >= _ON_IT]
    return tuple(on_it or joint)[:_ROWS]


def _fit(told: Told) -> float:
    return told.fit


def told_by_days(hits: Sequence[Sequence[Hit]]) -> tuple[Told, ...]:
    """Return what one section says on the day of each side, where that differs; else what was found first on each day.

    Args:
        hits: For each side, what was found on its day.
    """
    scores = [{_place(hit): hit.score / found[0].score for hit in found} for found in hits]
    days = [{_place(hit): hit.version.day for hit in found} for found in hits]
    shared = {place for place in set(scores[0]).intersection(*scores[1:]) if len({day[place] for day in days}) > 1}
    if not shared:
        # The rule may stand in one section until a day and in another since.
        return tuple(Told(found[0], statements(found[0].section.body)[0], 1.0) for found in hits)
    best = max(shared, key=lambda place: sum(score[place] for score in scores))
    chosen = [next(hit for hit in found if _place(hit) == best) for found in hits]
    return tuple(Told(hit, statements(hit.section.body)[0], 1.0) for hit in chosen)


def _place(hit: Hit) -> tuple[str, str]:
    """Return where a section stands, whatever the version."""
    return hit.version.document, hit.section.anchor
