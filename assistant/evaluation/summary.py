"""From verdicts to numbers, with their uncertainty: of all questions, and of each kind."""

from collections.abc import Callable, Sequence

import numpy as np

from assistant.evaluation.intervals import Mean, Rate, mean, rate
from assistant.evaluation.judge import Verdict
from kb.model import Frozen


class Latency(Frozen):
    """How long answers took.

    Attributes:
        p50_ms: Median milliseconds.
        p95_ms: 95th percentile.
        over_embedding: The median over that of embedding the same questions alone, in the same run; 0 if not measured.
    """

    p50_ms: float
    p95_ms: float
    over_embedding: float


class Measures(Frozen):
    """The numbers of one run over some questions.

    Attributes:
        correct: Answers with the right status, reason, figures and facts.
        cited: Those with a right section among the citations, of those to be answered.
        citation_precision: Share of right ones among the citations of an answer.
        correct_refusal: Refusals of those to be refused.
        false_refusal: Refusals and questions back, of those to be answered.
        stale: Answers with what is wrong for the day, of those to be answered.
        median_length_zh: Characters of an answer in Chinese, `median_length_en` words of one in English.
    """

    questions: int
    correct: Rate
    cited: Rate
    citation_precision: Mean
    correct_refusal: Rate
    false_refusal: Rate
    stale: Rate
    median_length_zh: float
    median_length_en: float
    latency: Latency


class Summary(Measures):
    """The numbers of one run over a question set.

    Attributes:
        by_kind: The same for the questions of each kind.
        plain: Those of the plain recipe on the same questions, where it was asked.
    """

    by_kind: dict[str, Measures]
    plain: "Summary | None" = None


def summarise(verdicts: Sequence[Verdict], plain: Sequence[Verdict] = ()) -> Summary:
    """Return the numbers of a run.

    Args:
        verdicts: Ours.
        plain: Those of the plain recipe on the same questions, if it was asked.
    """
    kinds = sorted({verdict.kind for verdict in verdicts})
    return Summary(
        **dict(measures(verdicts)),
        by_kind={kind: measures([v for v in verdicts if v.kind == kind]) for kind in kinds},
        plain=summarise(plain) if plain else None,
    )


def measures(verdicts: Sequence[Verdict]) -> Measures:
    """Return the numbers of some verdicts."""

    def share(of: Callable[[Verdict], bool], among: Callable[[Verdict], bool] = lambda _: True) -> Rate:
        chosen = [v for v in verdicts if among(v)]
        return rate(sum(of(v) for v in chosen), len(chosen))

    def length(lang: str) -> float:
        return _quantile([v.length for v in verdicts if v.lang == lang and v.status == "answered"], 0.5)

    embedding = _quantile([v.embedding_ms for v in verdicts], 0.5)
    p50 = _quantile([v.milliseconds for v in verdicts], 0.5)
    return Measures(
        questions=len(verdicts),
        correct=share(lambda v: v.correct),
        cited=share(lambda v: bool(v.cited), lambda v: v.cited is not None),
        citation_precision=mean([v.precision for v in verdicts if v.precision is not None]),
        correct_refusal=share(lambda v: v.status == "refused", lambda v: v.expected == "refused"),
        false_refusal=share(lambda v: v.false_refusal, lambda v: v.expected == "answered"),
        stale=share(lambda v: v.stale, lambda v: v.expected == "answered"),
        median_length_zh=length("zh"),
        median_length_en=length("en"),
        latency=Latency(
            p50_ms=round(p50, 1),
            p95_ms=round(_quantile([v.milliseconds for v in verdicts], 0.95), 1),
            over_embedding=round(p50 / embedding, 2) if embedding else 0.0,
        ),
    )


def _quantile(values: Sequence[float], share: float) -> float:
    return float(np.quantile(values, share)) if values else 0.0
