"""Sections that speak of more of the question go up: a search knows what is near, not what is left out."""

from dataclasses import replace

from assistant.context import Context
from assistant.retrieval.fusion import Part
from assistant.retrieval.search import Found, Hit
from assistant.steps.evidence import Evidence, without_day


def by_coverage(context: Context, found: Found) -> Found:
    """Return what was found, ranked with a bonus for the share of the question that a section's words account for.

    The words are those of its text and its phrasings in either language, each weighed by how rare it is.
    """
    understood, weights = context.understood, context.weights
    evidence = Evidence(context.index, without_day(understood.question, understood.said), understood.terms)
    ranked = sorted(
        (_with_bonus(hit, evidence, weights.bonuses["coverage"]) for hit in (*found.hits, *found.rejected)),
        key=lambda hit: -hit.score,
    )
    limit = ranked[0].score * weights.floor if ranked else 0.0
    accepted = tuple(hit for hit in ranked[: weights.accepted] if hit.score >= limit)
    return Found(hits=accepted, rejected=tuple(ranked[len(accepted) :]))


def _with_bonus(hit: Hit, evidence: Evidence, weight: float) -> Hit:
    share = evidence.coverage(evidence.held_by(hit.address))
    part = Part(name="bonus_coverage", rank=0, raw=share, value=weight * share)
    return replace(hit, score=hit.score + part.value, parts=(*hit.parts, part))
