"""From verdicts to numbers, with their uncertainty, and to a readable report."""

from collections.abc import Callable, Sequence
from math import sqrt
from statistics import median

from assistant.evaluation.judge import Verdict
from kb.model import Frozen

_Z = 1.96


class Rate(Frozen):
    """A share with its 95 % interval (Wilson 1927)."""

    count: int
    of: int
    share: float
    low: float
    high: float


def rate(count: int, of: int) -> Rate:
    """Return a share and its Wilson interval; of nothing it is 0 with the widest interval."""
    if of == 0:
        return Rate(count=0, of=0, share=0.0, low=0.0, high=1.0)
    share = count / of
    centre = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    half = _Z * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2)) / (1 + _Z**2 / of)
    return Rate(count=count, of=of, share=share, low=max(0.0, centre - half), high=min(1.0, centre + half))


class Summary(Frozen):
    """The numbers of one run over a question set."""

    questions: int
    correct: Rate
    cited: Rate
    citation_precision: float
    correct_refusal: Rate
    false_refusal: Rate
    stale: Rate
    median_length_zh: float
    median_length_en: float
    median_ms: float
    by_kind: dict[str, Rate]


def summarise(verdicts: Sequence[Verdict]) -> Summary:
    """Return the numbers of a run."""

    def share(of: Callable[[Verdict], bool], among: Callable[[Verdict], bool] = lambda _: True) -> Rate:
        chosen = [v for v in verdicts if among(v)]
        return rate(sum(of(v) for v in chosen), len(chosen))

    precisions = [v.precision for v in verdicts if v.precision is not None]
    return Summary(
        questions=len(verdicts),
        correct=share(lambda v: v.correct),
        cited=share(lambda v: bool(v.cited), lambda v: v.cited is not None),
        citation_precision=sum(precisions) / len(precisions) if precisions else 0.0,
        correct_refusal=share(lambda v: v.status == "refused", lambda v: v.expected == "refused"),
        false_refusal=share(lambda v: v.false_refusal, lambda v: v.expected == "answered"),
        stale=share(lambda v: v.stale, lambda v: v.expected == "answered"),
        median_length_zh=median([v.length for v in verdicts if v.lang == "zh" and v.status == "answered"] or [0]),
        median_length_en=median([v.length for v in verdicts if v.lang == "en" and v.status == "answered"] or [0]),
        median_ms=median([v.milliseconds for v in verdicts] or [0.0]),
        by_kind={
            kind: share(lambda v: v.correct, lambda v, kind=kind: v.kind == kind)  # type: ignore[misc]
            for kind in sorted({v.kind for v in verdicts})
        },
    )


def report(name: str, summary: Summary, verdicts: Sequence[Verdict]) -> str:
    """Return a run as Markdown: the numbers, then every failure with its cause as far as the judge sees it."""

    def line(label: str, value: Rate) -> str:
        return f"| {label} | {value.share:.1%} | {value.low:.1%} to {value.high:.1%} | {value.count} of {value.of} |"

    lines = [
        f"# Evaluation: {name}",
        "",
        "Made by `newtrade eval`, without a chat model. Intervals are Wilson's, 95 %.",
        "",
        "| measure | share | interval | count |",
        "| --- | --- | --- | --- |",
        line("answer correct (figures, facts, status)", summary.correct),
        line("right section cited", summary.cited),
        line("rightly refused", summary.correct_refusal),
        line("wrongly refused", summary.false_refusal),
        line("stale or for another day", summary.stale),
        "",
        f"Citation precision {summary.citation_precision:.1%}; "
        f"median length {summary.median_length_zh:.0f} characters (zh), {summary.median_length_en:.0f} words (en).",
        "",
        "| kind | correct | interval | count |",
        "| --- | --- | --- | --- |",
        *(line(kind, value) for kind, value in summary.by_kind.items()),
        "",
        "## Failures",
        "",
        *(f"- `{v.id}` ({v.kind}): {v.why or 'another section was cited'}" for v in verdicts if _failed(v)),
        "",
    ]
    return "\n".join(lines)


def _failed(verdict: Verdict) -> bool:
    return not verdict.correct or verdict.cited is False
