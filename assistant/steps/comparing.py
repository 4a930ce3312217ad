"""A comparison of two things that are no trade formats: each told beside the other, in the point that is asked."""

from dataclasses import dataclass, replace

from assistant.context import Context
from assistant.draft import Draft, Items, Paragraph, Piece, source_of
from assistant.retrieval.search import Hit
from assistant.skills.formats import labelled
from assistant.steps.beside import beside_the_point
from assistant.steps.evidence import Evidence, without_day
from assistant.steps.leads import without_lead
from assistant.steps.measures import measure
from assistant.steps.retrieve import retrieve
from assistant.steps.telling_sides import Opposed, Told, best_told, told_together
from assistant.steps.understand import understand
from assistant.understanding.sides import Sides, sides_of
from kb.figures import figures
from kb.messages import say

_OF_A_SIDE = 3
_OF_BOTH = 5
"""Sections looked at: of those found for one side, and of those found for the whole question."""


@dataclass(frozen=True)
class _Side:
    """What was found for one side; its hits are empty where nothing likely answers."""

    context: Context
    hits: tuple[Hit, ...]


def compare_sides(context: Context) -> Draft | None:
    """Return the two sides beside each other, each with its own statement; None where both are not told."""
    sides = _sides(context)
    if sides is None or context.understood.completed or context.understood.intent == "calculation":
        return None
    found = [_side(context, question) for question in (sides.first, sides.second)]
    opposed = Opposed(context, sides)
    whole = context.found.hits[:_OF_BOTH] if context.found else ()
    likely = all(side.hits for side in found)
    if not likely and not _is_likely(context):
        return None
    together = told_together(opposed, (*whole, *(hit for side in found for hit in side.hits)))
    apart = [best_told(opposed, number, side.hits, whole) for number, side in enumerate(found)]
    told = together if together and together.fits >= max(t.fit if t else 0.0 for t in apart) else None
    if told:
        return _drafted(context, sides, told.both, told.opening)
    one, two = apart
    if not likely or one is None or two is None or one.statement == two.statement:
        return None
    return _drafted(context, sides, (one, two), None)


def by_sides(context: Context) -> tuple[Hit, ...]:
    """Return the best section for each side of a comparison; nothing unless both are found, and not in one section."""
    sides = _sides(context)
    if sides is None:
        return ()
    one, two = (_side(context, question).hits for question in (sides.first, sides.second))
    if not one or not two or one[0].address == two[0].address:
        return ()
    return (one[0], two[0])


def _sides(context: Context) -> Sides | None:
    understood = context.understood
    return sides_of(understood.question, [said.phrase for said in understood.terms])


def _side(context: Context, question: str) -> _Side:
    """Return what is found for a side; a day that it names is its own."""
    asked = understand(replace(context, question=question, history=(), found=None, today=context.understood.day))
    if asked.answer is not None:
        return _Side(context, ())
    side = retrieve(asked)
    return _Side(side, side.found.hits[:_OF_A_SIDE] if side.found and _is_likely(side) else ())


def _is_likely(context: Context) -> bool:
    """Tell whether what was found likely answers."""
    if not (context.found and context.found.hits):
        return False
    known = context.understood
    evidence = Evidence(context.index, without_day(known.question, known.said), known.terms)
    likely = context.calibration.probability(measure(context, evidence)) >= context.calibration.threshold
    return likely and not beside_the_point(known.question, context.found.hits[:_OF_A_SIDE])


def _drafted(context: Context, sides: Sides, both: tuple[Told, ...], opening: Told | None) -> Draft:
    lang = context.understood.lang
    pieces = []
    for name, told in zip(sides.names, both, strict=False):
        text = labelled(name, without_lead(told.statement).text, lang)
        source = source_of(told.hit.version, told.hit.section, told.statement)
        pieces.append(Piece(text, (source,), own=figures(name)))
    if opening:
        source = source_of(opening.hit.version, opening.hit.section, opening.statement)
        first = Piece(without_lead(opening.statement).text, (source,))
    else:
        first = Piece(say("compare.sides", lang))
    blocks = (Paragraph((first,)), *((Items(tuple(pieces)),) if pieces else ()))
    return Draft("compare", blocks)
