"""Step 4: is there enough evidence to answer, and from which sections?"""

from dataclasses import replace
from pathlib import Path

import yaml

from assistant.context import Context, Decision
from assistant.retrieval.search import Hit
from assistant.answer import Reason
from assistant.steps.evidence import Evidence, without_day, words_of
from ingest.tokens import tokens
from kb.model import Frozen

_FILE = Path(__file__).with_name("thresholds.yaml")


class Thresholds(Frozen):
    """Where evidence becomes enough; the file beside this one says what each means."""

    coverage: float
    coverage_near: float
    near_question: float
    unknown: float
    scope: float
    second: float
    new_words: float


THRESHOLDS = Thresholds.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def decide(context: Context) -> Context:
    """Fill in `decision`, from words shared and ranks alone: the packaged model's cosines lie too close together."""
    understood = context.understood
    hits = context.found.hits if context.found else ()
    evidence = Evidence(context.index, without_day(understood.question, understood.said), understood.terms)
    scope = float(len(understood.terms) + len(understood.codes) + len(understood.instruments))
    measures = {"unknown": evidence.unknown, "scope": scope}
    if not hits:
        reason: Reason = "not_covered" if scope else "out_of_scope"
        return replace(context, decision=Decision(kind="refuse", reason=reason, measures=measures))
    held = words_of(context.index.library, hits[0].address)
    measures |= {
        "coverage": evidence.coverage(held),
        "near_question": _near_question(context, hits[0], evidence),
        "score": hits[0].score,
    }
    refused = _refusal(measures)
    if refused:
        return replace(context, decision=Decision(kind="refuse", reason=refused, measures=measures))
    chosen = (hits[0], *_also(context, hits, held, evidence))
    return replace(context, decision=Decision(kind="answer", evidence=chosen, measures=measures))


def _near_question(context: Context, hit: Hit, evidence: Evidence) -> float:
    """Return how much of the question the section's nearest phrasing covers, in the language asked."""
    library, lang = context.index.library, context.understood.lang
    questions = library.questions.get(hit.version.document)
    phrasings = (hit.section.heading, *(questions.of(hit.section.anchor, lang) if questions else ()))
    return max(evidence.coverage(frozenset(tokens(phrasing))) for phrasing in phrasings)


def _refusal(measures: dict[str, float]) -> Reason | None:
    enough = measures["coverage"] >= THRESHOLDS.coverage or (
        measures["near_question"] >= THRESHOLDS.near_question and measures["coverage"] >= THRESHOLDS.coverage_near
    )
    if enough and measures["unknown"] <= THRESHOLDS.unknown:
        return None
    return "not_covered" if measures["scope"] >= THRESHOLDS.scope else "out_of_scope"


def _also(context: Context, hits: tuple[Hit, ...], held: frozenset[str], evidence: Evidence) -> list[Hit]:
    """Return a second section when it ranks close and speaks of what the first leaves out."""
    left = evidence.missing(held)
    for hit in hits[1:3]:
        gained = left - evidence.missing(words_of(context.index.library, hit.address))
        if hit.score >= THRESHOLDS.second * hits[0].score and evidence.share(gained) >= THRESHOLDS.new_words:
            return [hit]
    return []
