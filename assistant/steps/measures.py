"""What the decision is made from: words shared, and similarity held against the index's own background."""

from collections.abc import Sequence

from assistant.calibration import NAMES
from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence
from assistant.steps.kinds import asked_in, untold
from ingest.chunks import FIELDS, Field
from ingest.generation import Background

_BEST = 2
"""How many of the best sections count: the second is often the one meant."""

_NEAR: dict[Field, str] = {"text": "near_text", "question": "near_questions"}
_NEAREST = 5
_CROWD = slice(10, 40)
"""Ranks that stand for sections which do not answer."""


def measure(context: Context, evidence: Evidence) -> dict[str, float]:
    """Return every measure of a question and what was found for it; needs at least one hit.

    `unknown`, `coverage` and `near_question` are shares of the question's weight; `untold` is the share of the kinds of
    thing asked for, such as a rate or an address, that the better section tells nothing of; `scope` counts terms, codes
    and document numbers, at most 2; `words_…` are BM25 scores over the weight of the words asked; `dense_…` are
    deviations above the index's background, `gap_…` deviations above the crowd of other sections found. `…_best` and
    `best_…` are those of the first section alone, `near_…` those of the nearest few; `rank_question` is one over its
    rank by words of the phrasings.
    """
    understood, found = context.understood, context.found
    hits = found.hits if found else ()
    every = (*hits, *(found.rejected if found else ()))
    best = hits[:_BEST]
    weight = sum(evidence.idf(word) * share for word, share in understood.words.items()) or 1.0
    measures = {
        "unknown": evidence.unknown,
        "coverage": max(evidence.coverage(evidence.held_by(hit.address)) for hit in best),
        "near_question": max(_near_question(context, hit, evidence) for hit in best),
        "scope": float(min(2, len(understood.terms) + len(understood.codes) + len(understood.instruments))),
        "coverage_best": evidence.coverage(evidence.held_by(best[0].address)),
        "rank_question": _reciprocal_rank(best[0], "lexical_question"),
        "elsewhere": float(understood.elsewhere),
        "untold": _untold(understood.question, best),
        "chinese": float(understood.lang == "zh"),
    }
    for field in FIELDS:
        ground = context.index.manifest.background[f"{understood.lang}-{field}"]
        measures[f"words_{field}"] = max(hit.raw(f"lexical_{field}") for hit in best) / weight
        measures[f"dense_{field}"] = _deviations(ground, max(hit.raw(f"dense_{field}") for hit in best))
        measures[f"best_{field}"] = _deviations(ground, best[0].raw(f"dense_{field}"))
        measures[_NEAR[field]] = _deviations(ground, _mean_of_nearest(every, f"dense_{field}"))
        measures[f"gap_{field}"] = _gap(every, f"dense_{field}") / ground.deviation
    return {name: measures[name] for name in NAMES}


def _deviations(ground: Background, cosine: float) -> float:
    """Return deviations above the background; 0 for a section that the channel did not find."""
    return ground.standard(cosine) if cosine else 0.0


def _untold(question: str, hits: Sequence[Hit]) -> float:
    kinds = asked_in(question)
    return min(untold(kinds, f"{hit.section.heading}\n{hit.section.body}") for hit in hits)


def _reciprocal_rank(hit: Hit, channel: str) -> float:
    return next((1 / part.rank for part in hit.parts if part.name == channel), 0.0)


def _mean_of_nearest(hits: Sequence[Hit], channel: str) -> float:
    nearest = sorted((raw for hit in hits if (raw := hit.raw(channel))), reverse=True)[:_NEAREST]
    return sum(nearest) / len(nearest) if nearest else 0.0


def _gap(hits: Sequence[Hit], channel: str) -> float:
    scores = sorted((raw for hit in hits if (raw := hit.raw(channel))), reverse=True)
    crowd = scores[_CROWD]
    return scores[0] - sum(crowd) / len(crowd) if crowd else 0.0


def _near_question(context: Context, hit: Hit, evidence: Evidence) -> float:
    """Return how much of the question the section's nearest phrasing covers, in the language asked."""
    phrasings = evidence.held_by_phrasings(hit.address, context.understood.lang)
    return max((evidence.coverage(held) for held in phrasings), default=0.0)
