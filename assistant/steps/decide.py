"""Step 5: is there enough evidence to answer, and from which sections?"""

from dataclasses import replace
from typing import Literal

from assistant.answer import Reason
from assistant.calibration import Calibration
from assistant.context import Context, Decision
from assistant.retrieval.search import Hit
from assistant.steps.beside import beside_the_point
from assistant.steps.clauses import parts_of
from assistant.steps.comparing import by_sides
from assistant.steps.early import later_text
from assistant.steps.evidence import Evidence, without_day
from assistant.steps.measures import measure
from assistant.steps.silence import silence_on
from assistant.understanding.field import everyday
from kb.model import INTRODUCTION_ANCHOR

_CHOICES = 3
_FURTHER = 2
"""Sections beside the best that an answer may rest on; a question often asks two things."""

_LOOKED_AT = 6
"""Sections, best first, among which they are looked for."""

_FEW_UNITS = {"zh": 3, "en": 1}
"""Characters or words with a meaning up to which a question without a known term says too little."""

_MOSTLY_KNOWN = 0.34
"""Share of the question in words never used, from which it is about something else and not merely short."""

_STRANGE = 2.5
"""Times as great the odds that an answer must have to a question without a word of our field."""


_EVERYDAY = 6.0
"""The same of a question of daily life that has a word of our field."""


def decide(context: Context) -> Context:
    """Fill in `decision`, from a calibrated score over many measures: never from a bare cosine."""
    if context.decision is not None:
        return context
    understood = context.understood
    hits = context.found.hits if context.found else ()
    evidence = Evidence(context.index, without_day(understood.question, understood.said), understood.terms)
    later = later_text(context, evidence)
    if later is not None or not hits:
        refused = Decision(kind="refuse", reason="not_covered" if later else _why(context), later=later)
        return replace(context, decision=refused)
    measures = measure(context, evidence)
    if _says_too_little(context, evidence):
        return replace(context, decision=Decision(kind="clarify", evidence=hits[:_CHOICES], measures=measures))
    chosen = _chosen(context, hits, evidence, measures)
    # Of two things asked, one may be told.
    whole = bool(chosen) and not parts_of(understood.question, understood.lang)
    silence = silence_on(context, chosen[0], evidence) if whole else None
    if silence is not None:
        told = Decision("refuse", "not_covered", evidence=chosen[:1], measures=measures, silence=silence)
        return replace(context, decision=told)
    kind: Literal["answer", "refuse"] = "answer" if chosen else "refuse"
    why = None if chosen else _why(context)
    return replace(context, decision=Decision(kind=kind, reason=why, evidence=chosen, measures=measures))


def _why(context: Context) -> Reason:
    understood = context.understood
    if everyday(understood.question):
        return "out_of_scope"
    return "not_covered" if understood.in_field or understood.elsewhere else "out_of_scope"


def _chosen(context: Context, hits: tuple[Hit, ...], evidence: Evidence, measures: dict[str, float]) -> tuple[Hit, ...]:
    """Return the sections to answer from, none where they are not likely to; the likelihood joins the measures."""
    measures["probability"] = context.calibration.probability(measures)
    both = () if context.understood.intent == "calculation" else by_sides(context)
    if both:
        return (*both, *(hit for hit in hits[:1] if hit.address not in {side.address for side in both}))
    named = any(part.name == "bonus_instrument" for part in hits[0].parts)
    if measures["probability"] < _needed(context) and not named:
        return ()
    chosen = (hits[0], *_also(hits, evidence, context.calibration))
    return () if beside_the_point(context.understood.question, chosen) else chosen


def _needed(context: Context) -> float:
    """Return the probability from which a question is answered: the threshold, more for what is hardly our field."""
    threshold = context.calibration.threshold
    odds = threshold / (1 - threshold)
    if everyday(context.understood.question):
        odds *= _EVERYDAY
    elif not context.understood.in_field:
        odds *= _STRANGE
    return odds / (1 + odds)


def _says_too_little(context: Context, evidence: Evidence) -> bool:
    """Tell whether a question names nothing it could be about, such as 那个最晚什么时候交."""
    understood = context.understood
    named = understood.terms or understood.codes or understood.instruments
    return (
        not named
        and not understood.completed
        and bool(evidence.units)
        and len(evidence.units) <= _FEW_UNITS[understood.lang]
        and evidence.unknown <= _MOSTLY_KNOWN
    )


def _also(hits: tuple[Hit, ...], evidence: Evidence, calibration: Calibration) -> list[Hit]:
    """Return further sections: those that speak of what is left out, or can hardly be told from the best in rank."""
    left = evidence.missing(evidence.held_by(hits[0].address))
    chosen: list[Hit] = []
    for hit in hits[1:_LOOKED_AT]:
        if hit.section.anchor == INTRODUCTION_ANCHOR:
            continue  # it sums up its page, and says nothing that its other sections do not
        missing = evidence.missing(evidence.held_by(hit.address))
        share = hit.score / hits[0].score
        tells_more = share >= calibration.second and evidence.share(left - missing) >= calibration.new_words
        if tells_more or share >= calibration.tie:
            chosen.append(hit)
            left &= missing
        if len(chosen) == _FURTHER:
            break
    return chosen
