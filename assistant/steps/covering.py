"""Sections that speak of more of the question go up: a search knows what is near, not what is left out."""

from assistant.context import Context
from assistant.retrieval.fusion import Part
from assistant.retrieval.search import Found, Hit
from assistant.steps.evidence import Evidence, without_day


class Coverage:
    """The share of a question that the words of each section account for.

    The words are those of its text and its phrasings in either language, each weighed by how rare it is.

    Args:
        context: The question as understood.
    """

    def __init__(self, context: Context) -> None:
        known, self._weights = context.understood, context.weights
        evidence = Evidence(context.index, without_day(known.question, known.said), known.terms)
        self._shares, self._number = evidence.coverages, context.index.places.number

    def ranked(self, found: Found) -> Found:
        """Return what was found, ranked with a bonus for the share."""
        weights = self._weights
        ranked = sorted(map(self._with_bonus, (*found.hits, *found.rejected)), key=lambda hit: -hit.score)
        limit = ranked[0].score * weights.floor if ranked else 0.0
        accepted = tuple(hit for hit in ranked[: weights.accepted] if hit.score >= limit)
        return Found(hits=accepted, rejected=tuple(ranked[len(accepted) :]))

    def _with_bonus(self, hit: Hit) -> Hit:
        share = self._shares[self._number[hit.address]]
        part = Part("bonus_coverage", 0, share, self._weights.bonuses["coverage"] * share)
        return Hit(hit.version, hit.section, hit.score + part.value, (*hit.parts, part))
