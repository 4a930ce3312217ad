"""A comparison of two things that are no trade formats: each told beside the other, in the point that is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.context import Context
from assistant.draft import Draft, Items, Paragraph, Piece, source_of
from assistant.retrieval.search import Hit
from assistant.skills.formats import labelled
from assistant.steps.beside import beside_the_point, told_by
from assistant.steps.early import in_force_on
from assistant.steps.evidence import Evidence, without_day
from assistant.steps.leads import without_lead
from assistant.steps.measures import measure
from assistant.steps.opposed import Opposed, Told
from assistant.steps.retrieve import retrieve
from assistant.steps.telling_sides import Together, best_told, in_own_sections, opened, told_by_days, told_together
from assistant.steps.understand import understand
from assistant.understanding.days import day_in
from assistant.understanding.intent import fitting_heading
from assistant.understanding.sides import Sides, sides_of
from kb.figures import figures
from kb.messages import say

_OF_A_SIDE = 3
_OF_BOTH = 5
"""Sections looked at: of those found for one side, and of those found for the whole question."""

_THE_SAME = 0.985
"""Cosine from which two questions of the packaged engine hardly differ."""


@dataclass(frozen=True)
class _Side:
    """What was found for one side; its hits are empty where nothing likely answers.

    Attributes:
        day: The day that the side itself names, or None.
    """

    hits: tuple[Hit, ...]
    day: date | None = None

    @property
    def of_its_day(self) -> tuple[Hit, ...]:
        """The hits in force on its day; all where none is."""
        return tuple(hit for hit in self.hits if self.day and in_force_on(hit, self.day)) or self.hits


def compare_sides(context: Context) -> Draft | None:
    """Return the sides beside each other, each with its own statement; None where not all are told."""
    sides = _sides(context)
    if sides is None or context.understood.completed or context.understood.intent == "calculation":
        return None
    opposed = Opposed(context, sides)
    whole = context.found.hits[:_OF_BOTH] if context.found else ()
    if whole and _is_of_all(opposed, whole[0]):
        together = told_together(opposed, [whole[:1]])
        return _in_one(context, sides, together) if together else None
    found = [_side(context, question) for question in sides.questions]
    likely = all(side.hits for side in found)
    if likely and len({side.day for side in found if side.day}) == len(found):
        by_days = told_by_days([side.of_its_day for side in found])
        return _drafted(context, sides, by_days, None)
    return _from_each(context, opposed, found) if likely or is_likely(context) else None


def _from_each(context: Context, opposed: Opposed, found: list[_Side]) -> Draft | None:
    """Return what was found for the sides: from one section if that tells them best, else from several."""
    sides, likely = opposed.sides, all(side.hits for side in found)
    whole = context.found.hits[:_OF_BOTH] if context.found else ()
    together = told_together(opposed, [whole, *(side.hits for side in found)])
    apart = [best_told(opposed, number, side.hits, whole) for number, side in enumerate(found)]
    each = [told for told in apart if told is not None]
    if in_own_sections(opposed, each):
        each = [opened(told) for told in each]
        if together and together.is_a_sentence:
            return _drafted(context, sides, each, together.opening)
    if together and (len(each) < len(apart) or together.fits >= sum(told.fit for told in each) / len(each)):
        return _in_one(context, sides, together)
    # What two things are is told apart only where the question as a whole is one of ours.
    is_ours = likely and bool(sides.point or is_likely(context) or _are_ours(context, sides, found))
    is_told = is_ours and len({told.statement for told in each}) == len(apart) and not _has_its_section(opposed)
    return _drafted(context, sides, each, None) if is_told else None


def _are_ours(context: Context, sides: Sides, found: list[_Side]) -> bool:
    """Tell whether every side is a term or a code of ours: what such things are is our matter, whatever is found."""
    phrases = {said.phrase for said in context.understood.terms}
    named = zip(sides.names, found, strict=True)
    return all(name in phrases or (name.isdigit() and name in side.hits[0].section.heading) for name, side in named)


def by_sides(context: Context) -> tuple[Hit, ...]:
    """Return the best section for each side of a comparison; nothing unless all are found, each in its own section."""
    sides = _sides(context)
    if sides is None or _has_its_section(opposed := Opposed(context, sides)):
        return ()
    best: list[Hit] = []
    for number, question in enumerate(sides.questions):
        hits = _side(context, question).hits
        if not hits or not opposed.touches(number, told_by(hits[0])):
            return ()
        best.append(hits[0])
    return tuple(best) if len({hit.address for hit in best}) == len(best) else ()


def _sides(context: Context) -> Sides | None:
    understood = context.understood
    return sides_of(understood.question, [said.phrase for said in understood.terms])


def _has_its_section(opposed: Opposed) -> bool:
    """Tell whether the section found first is made to tell such things apart: its Chinese heading says so."""
    context = opposed.context
    hits, asks = context.found.hits if context.found else (), fitting_heading("comparison")
    version = context.index.library.version(hits[0].version.document, hits[0].version.day, "zh") if hits else None
    chinese = version.by_anchor.get(hits[0].section.anchor) if version else None
    return bool(chinese and asks and asks.search(chinese.heading)) or (bool(hits) and _is_of_all(opposed, hits[0]))


def _is_of_all(opposed: Opposed, hit: Hit) -> bool:
    """Tell whether a section speaks of all sides, and one way in which it is asked for is nearly the question."""
    return hit.raw("dense_question") >= _THE_SAME and opposed.tells_all(hit)


def _side(context: Context, question: str) -> _Side:
    """Return what is found for a side; a day that it names is its own."""
    # 今年 is the running year, whatever day the other side names; a side without a day has that of the whole.
    named = day_in(question, context.today)
    today = context.today if named else context.understood.day
    asked = understand(replace(context, question=question, history=(), found=None, today=today))
    if asked.answer is not None:
        return _Side(())
    side = retrieve(asked)
    hits = side.found.hits[:_OF_A_SIDE] if side.found and is_likely(side) else ()
    return _Side(hits, side.understood.day if side.understood.said else None)


def is_likely(context: Context) -> bool:
    """Tell whether what was found likely answers."""
    if not (context.found and context.found.hits):
        return False
    known = context.understood
    evidence = Evidence(context.index, without_day(known.question, known.said), known.terms)
    likely = context.calibration.probability(measure(context, evidence)) >= context.calibration.threshold
    return likely and not beside_the_point(known.question, context.found.hits[:_OF_A_SIDE])


def _drafted(
    context: Context, sides: Sides, each: Sequence[Told], opening: Told | None, rows: Sequence[Told] = ()
) -> Draft:
    lang = context.understood.lang
    pieces = []
    for name, told in zip(sides.names, each, strict=False):
        text = labelled(name, without_lead(told.statement).text, lang)
        source = source_of(told.hit.version, told.hit.section, told.statement)
        pieces.append(Piece(text, (source,), own=figures(name)))
    pieces += [_piece(told) for told in rows]
    first = _piece(opening) if opening else Piece(say("compare.sides", lang))
    blocks = (Paragraph((first,)), *((Items(tuple(pieces)),) if pieces else ()))
    days = {told.hit.version.day for told in each}
    return Draft("sides", blocks, dated=len(days) < len(each) or opening is not None)


def _in_one(context: Context, sides: Sides, told: Together) -> Draft:
    return _drafted(context, sides, told.each, told.opening, told.rows)


def _piece(told: Told) -> Piece:
    return Piece(without_lead(told.statement).text, (source_of(told.hit.version, told.hit.section, told.statement),))
