"""What the decision is made from: words shared, and similarity held against the index's own background."""

from collections.abc import Sequence

from assistant.calibration import NAMES
from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.beside import told_by
from assistant.steps.clauses import asking
from assistant.steps.evidence import Evidence, without_day
from assistant.steps.kinds import asked_in, untold
from assistant.steps.subjects import subjects_in, unspoken
from ingest.chunks import Field
from ingest.generation import Background
from kb.messages import LANGS

_BEST = 2
"""Sections of which one must tell what is asked for: the second is often the one meant."""


def measure(context: Context, evidence: Evidence) -> dict[str, float]:
    """Return every measure of a question and what was found for it; needs at least one hit.

    `unaccounted` is the share of the question's weight in the longest stretch of which the first section never speaks:
    the thing asked for is a stretch of its own, such as 企业所得税, and a section silent on it may hold all the rest.
    `best_…` tell how like the first section is: 0 as what does not answer, 1 as what does, in the index as a whole.
    `rank_question` is one over its rank by words of the phrasings. `untold` is the share of the kinds of thing asked
    for, such as a rate or an address, that the better of the first two sections tells nothing of, `unspoken` that of
    the subjects named of which it never speaks.
    """
    understood, found = context.understood, context.found
    hits = found.hits if found else ()
    best = hits[:_BEST]
    measures = {
        "unaccounted": _unaccounted(context, evidence, best[0]),
        "best_text": _likeness(_ground(context, "text"), best[0].raw("dense_text")),
        "best_question": _likeness(_ground(context, "question"), best[0].raw("dense_question")),
        "rank_question": _reciprocal_rank(best[0], "lexical_question"),
        "elsewhere": float(understood.elsewhere),
        "untold": _untold(context, best),
        "unspoken": _unspoken(context, best),
    }
    return {name: measures[name] for name in NAMES}


def _ground(context: Context, field: Field) -> Background:
    return context.index.manifest.background[f"{context.understood.lang}-{field}"]


def _likeness(ground: Background, cosine: float) -> float:
    """Return where a cosine lies between the background and what answers; 0 for a section that was not found."""
    return ground.standard(cosine) if cosine else 0.0


def _unaccounted(context: Context, evidence: Evidence, hit: Hit) -> float:
    """Return the longest stretch left out of what asks: who asks and of which goods no text needs to say.

    Of a follow-up its own words may be enough, for the rest was answered.
    """
    whole = _left_out(context, evidence, hit)
    if not context.understood.completed:
        return whole
    own = Evidence(context.index, context.understood.own, ())
    return min(whole, own.unaccounted(own.held_by(hit.address)))


def _left_out(context: Context, evidence: Evidence, hit: Hit) -> float:
    understood = context.understood
    clauses = asking(understood.question, understood.lang)
    if clauses == understood.question or not evidence.weight:
        return evidence.unaccounted(evidence.held_by(hit.address))
    asked = Evidence(context.index, without_day(clauses, understood.said), context.finder.find(clauses))
    return min(1.0, asked.heaviest_left(asked.held_by(hit.address)) / evidence.weight)


def _untold(context: Context, hits: Sequence[Hit]) -> float:
    understood = context.understood
    own = asked_in(understood.own) if understood.completed else frozenset()
    kinds = own or asked_in(understood.question)
    return min(untold(kinds, told_by(hit)) for hit in hits)


def _unspoken(context: Context, hits: Sequence[Hit]) -> float:
    subjects = subjects_in(context.understood.question)
    return min(unspoken(subjects, _in_both_languages(context, hit)) for hit in hits) if subjects else 0.0


def _in_both_languages(context: Context, hit: Hit) -> str:
    """Return title, heading and body in both languages: the question may name a thing in either."""
    found = (context.index.library.section(hit.address, lang) for lang in LANGS)
    return "\n".join(f"{place[0].title}\n{place[1].heading}\n{place[1].body}" for place in found if place)


def _reciprocal_rank(hit: Hit, channel: str) -> float:
    return next((1 / part.rank for part in hit.parts if part.name == channel), 0.0)
