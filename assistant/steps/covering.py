"""Sections that speak of more of the question go up, and those whose heading asks for little else.

A search knows what is near, not what is left out of the question, nor what a heading asks beyond it.
"""

from dataclasses import replace
from functools import lru_cache

from assistant.context import Context
from assistant.retrieval.fusion import Part
from assistant.retrieval.search import Found, Hit
from assistant.steps.evidence import Evidence, Unit, units, without_day
from ingest.tokens import tokens


def by_coverage(context: Context, found: Found) -> Found:
    """Return what was found, ranked with bonuses for what section and question have in common, and nothing else.

    One is for the share of the question that a section's words account for: the words of its text and its phrasings in
    either language, each weighed by how rare it is. The other is for the share of the heading that the question
    accounts for: 9610的退税条件 is narrower than 退税条件.
    """
    understood, weights = context.understood, context.weights
    evidence = Evidence(context.index, without_day(understood.question, understood.said), understood.terms)
    asked = frozenset(understood.words).union(
        *(tokens(name) for said in understood.terms for name in said.term.term.values())
    )
    ranked = sorted(
        (
            _with_bonuses(
                hit,
                coverage=(evidence.coverage(evidence.held_by(hit.address)), weights.bonuses["coverage"]),
                headed=(_headed(context, hit, asked), weights.bonuses["headed"]),
            )
            for hit in (*found.hits, *found.rejected)
        ),
        key=lambda hit: -hit.score,
    )
    limit = ranked[0].score * weights.floor if ranked else 0.0
    accepted = tuple(hit for hit in ranked[: weights.accepted] if hit.score >= limit)
    return Found(hits=accepted, rejected=tuple(ranked[len(accepted) :]))


def _with_bonuses(hit: Hit, **bonuses: tuple[float, float]) -> Hit:
    parts = [
        Part(name=f"bonus_{name}", rank=0, raw=share, value=weight * share)
        for name, (share, weight) in bonuses.items()
    ]
    return replace(hit, score=hit.score + sum(part.value for part in parts), parts=(*hit.parts, *parts))


def _headed(context: Context, hit: Hit, asked: frozenset[str]) -> float:
    """Return the share, 0 to 1, of a heading's weight that the question's words account for."""
    idf = context.index.lexical["question"].idf
    weighed = [(max(map(idf, unit.words)), not asked.isdisjoint(unit.words)) for unit in _units(hit.section.heading)]
    whole = sum(weight for weight, _ in weighed)
    return sum(weight for weight, met in weighed if met) / whole if whole else 0.0


@lru_cache(maxsize=2048)
def _units(heading: str) -> tuple[Unit, ...]:
    return tuple(unit for unit in units(heading) if unit.words)
