"""A question that asks two things (有什么好处，多久复核一次) is answered from a section for each."""

from dataclasses import dataclass, replace

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.clauses import Part, parts_of
from assistant.steps.evidence import Evidence, without_day
from assistant.steps.measures import measure
from assistant.steps.retrieve import retrieve
from assistant.steps.understand import understand
from kb.model import INTRODUCTION_ANCHOR

_SPOKEN_OF = 0.5
"""Share of a further part's own words that its section must speak of."""

_NEAR = 0.75
"""Share of the best section's score within which the one that speaks most of a further part is taken."""

_OWN = 0.8
"""What speaking of all its own words counts for."""

_INTENTS = frozenset({"rule", "procedure", "lookup"})


@dataclass(frozen=True)
class Found:
    """The section for one thing that is asked.

    Attributes:
        words: Token → weight, of that part.
    """

    part: Part
    hit: Hit
    words: dict[str, float]


def by_parts(context: Context) -> tuple[Found, ...]:
    """Return each thing that a question asks with its best section; nothing unless a section is found for each."""
    understood = context.understood
    if understood.intent not in _INTENTS or understood.completed:
        return ()
    found = [
        _best(context, part, first=not place)
        for place, part in enumerate(parts_of(understood.question, understood.lang))
    ]
    return tuple(one for one in found if one is not None) if all(found) else ()


def _best(context: Context, part: Part, *, first: bool) -> Found | None:
    known = context.understood
    asked = understand(
        replace(context, question=part.question, history=(), today=known.day, lang=known.lang, writer=None, found=None)
    )
    if asked.answer is not None:
        return None
    side = retrieve(asked)
    hits = [hit for hit in side.found.hits if hit.section.anchor != INTRODUCTION_ANCHOR] if side.found else []
    if not hits:
        return None
    evidence = Evidence(side.index, without_day(side.understood.question, side.understood.said), side.understood.terms)
    if context.calibration.probability(measure(side, evidence)) < context.calibration.threshold:
        return None
    own = Evidence(side.index, without_day(part.own, side.understood.said), ())
    spoken = {hit.address: own.coverage(own.held_by(hit.address)) for hit in hits} if own.units else {}
    near = [hit for hit in hits if hit.score >= _NEAR * hits[0].score]
    best = hits[0] if first else max(near, key=lambda hit: hit.score + _OWN * spoken.get(hit.address, 0.0))
    enough = first or not own.units or spoken[best.address] >= _SPOKEN_OF
    return Found(part, best, side.understood.words) if enough else None
