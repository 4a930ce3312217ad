"""What the decision is made from: words shared, and similarity held against the index's own background."""

from collections.abc import Sequence

from assistant.calibration import NAMES
from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.beside import told_by
from assistant.steps.evidence import Evidence
from assistant.steps.kinds import asked_in, of_thing, untold
from assistant.steps.subjects import subjects_in, unspoken
from ingest.chunks import FIELDS, Field
from ingest.generation import Background
from kb.messages import LANGS

_BEST = 2
"""Sections of which one must tell what is asked for: the second is often the one meant."""

_NEAR: dict[Field, str] = {"text": "near_text", "question": "near_questions"}
_NEAREST = 5


def measure(context: Context, evidence: Evidence) -> dict[str, float]:
    """Return every measure of a question and what was found for it; needs at least one hit.

    `unknown` and `coverage` are shares of the question's weight: in words never used, and in words that the first
    section accounts for. `best_…` and `near_…` are deviations of the first section's likeness, and of the mean of the
    nearest few, above the index's background. `rank_question` is one over the first section's rank by words of the
    phrasings. `untold` is the share of the kinds of thing asked for, such as a rate or an address, that the better of
    the first two sections tells nothing of, `unspoken` that of the subjects named of which it never speaks;
    `other_thing` is the share that the first leaves out of a question for a thing's rate or licence.
    """
    understood, found = context.understood, context.found
    hits = found.hits if found else ()
    every = (*hits, *(found.rejected if found else ()))
    best = hits[:_BEST]
    measures = {
        "unknown": evidence.unknown,
        "coverage": evidence.coverage(evidence.held_by(best[0].address)),
        "rank_question": _reciprocal_rank(best[0], "lexical_question"),
        "elsewhere": float(understood.elsewhere),
        "untold": _untold(understood.question, best),
        "unspoken": _unspoken(context, best),
        "other_thing": _other_thing(understood.question, evidence, best[0]),
    }
    for field in FIELDS:
        ground = context.index.manifest.background[f"{understood.lang}-{field}"]
        measures[f"best_{field}"] = _deviations(ground, best[0].raw(f"dense_{field}"))
        measures[_NEAR[field]] = _deviations(ground, _mean_of_nearest(every, f"dense_{field}"))
    return {name: measures[name] for name in NAMES}


def _deviations(ground: Background, cosine: float) -> float:
    """Return deviations above the background; 0 for a section that the channel did not find."""
    return ground.standard(cosine) if cosine else 0.0


def _untold(question: str, hits: Sequence[Hit]) -> float:
    kinds = asked_in(question)
    return min(untold(kinds, told_by(hit)) for hit in hits)


def _unspoken(context: Context, hits: Sequence[Hit]) -> float:
    subjects = subjects_in(context.understood.question)
    return min(unspoken(subjects, _in_both_languages(context, hit)) for hit in hits) if subjects else 0.0


def _other_thing(question: str, evidence: Evidence, hit: Hit) -> float:
    """Return how much of a question for a thing's rate or licence the section leaves out: the thing may be it."""
    return 1 - evidence.coverage(evidence.held_by(hit.address)) if of_thing(asked_in(question)) else 0.0


def _in_both_languages(context: Context, hit: Hit) -> str:
    """Return title, heading and body in both languages: the question may name a thing in either."""
    found = (context.index.library.section(hit.address, lang) for lang in LANGS)
    return "\n".join(f"{place[0].title}\n{place[1].heading}\n{place[1].body}" for place in found if place)


def _reciprocal_rank(hit: Hit, channel: str) -> float:
    return next((1 / part.rank for part in hit.parts if part.name == channel), 0.0)


def _mean_of_nearest(hits: Sequence[Hit], channel: str) -> float:
    nearest = sorted((raw for hit in hits if (raw := hit.raw(channel))), reverse=True)[:_NEAREST]
    return sum(nearest) / len(nearest) if nearest else 0.0
