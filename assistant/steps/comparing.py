"""A comparison is answered from a section for each side, where one section does not tell both."""

from dataclasses import replace

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence, without_day
from assistant.steps.measures import measure
from assistant.steps.retrieve import retrieve
from assistant.steps.understand import understand
from assistant.understanding.sides import sides_of


def by_sides(context: Context) -> tuple[Hit, ...]:
    """Return the best section for each side of a comparison; nothing unless both are found, and not in one section."""
    understood = context.understood
    sides = sides_of(understood.question)
    if sides is None:
        return ()
    found = [_best(context, question) for question in (sides.first, sides.second)]
    one, two = found
    if one is None or two is None or one.address == two.address:
        return ()
    return (one, two)


def _best(context: Context, question: str) -> Hit | None:
    asked = understand(replace(context, question=question, history=(), today=context.understood.day, found=None))
    if asked.answer is not None:
        return None
    side = retrieve(asked)
    if side.found is None or not side.found.hits:
        return None
    known = side.understood
    evidence = Evidence(side.index, without_day(known.question, known.said), known.terms)
    likely = context.calibration.probability(measure(side, evidence)) >= context.calibration.threshold
    return side.found.hits[0] if likely else None
