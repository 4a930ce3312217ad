"""The numbers of a run as Markdown."""

from collections.abc import Sequence

from assistant.evaluation.intervals import shown
from assistant.evaluation.judge import Verdict
from assistant.evaluation.summary import Measures, Summary

_SHARES = (
    ("answer correct (figures, facts, status)", "correct"),
    ("right section cited", "cited"),
    ("citation precision", "citation_precision"),
    ("rightly refused", "correct_refusal"),
    ("wrongly refused", "false_refusal"),
    ("stale or for another day", "stale"),
)


def report(name: str, summary: Summary, verdicts: Sequence[Verdict]) -> str:
    """Return a run as Markdown: the numbers, then every failure with its cause as far as the judge sees it."""
    failures = [f"- `{v.id}` ({v.kind}): {v.why or 'another section was cited'}" for v in verdicts if _failed(v)]
    lines = [
        f"# Evaluation: {name}",
        "",
        f"Made by `newtrade eval`, without a chat model, {summary.questions} questions. Behind each share stands its",
        "95 % interval: Wilson's for shares, bootstrap for precision. [README.md](README.md) tells what is measured.",
        "",
        *_totals(summary),
        "",
        "## By kind",
        "",
        *_kinds(summary.by_kind),
        *_plain_kinds(summary),
        *(("", "## Failures", "", *failures) if verdicts else ()),
        "",
    ]
    return "\n".join(lines)


def _totals(summary: Summary) -> list[str]:
    columns = [("ours", summary), *([("plain recipe", summary.plain)] if summary.plain else [])]

    def row(label: str, cells: Sequence[str]) -> str:
        return f"| {' | '.join((label, *cells))} |"

    counts = [row(label, [shown(getattr(measured, name)) for _, measured in columns]) for label, name in _SHARES]
    return [
        row("measure", [name for name, _ in columns]),
        row("---", ["---"] * len(columns)),
        *counts,
        row("median length, Chinese (characters)", [f"{measured.median_length_zh:.0f}" for _, measured in columns]),
        row("median length, English (words)", [f"{measured.median_length_en:.0f}" for _, measured in columns]),
        row("latency p50, p95 (ms)", [_latency(measured) for _, measured in columns]),
        row("latency p50 over embedding the question alone", [_over_embedding(measured) for _, measured in columns]),
    ]


def _kinds(by_kind: dict[str, Measures]) -> list[str]:
    head = (
        "kind",
        "questions",
        "correct",
        "cited",
        "precision",
        "rightly refused",
        "wrongly refused",
        "stale",
        "length zh, en",
        "p50, p95 ms",
        "over embedding",
    )
    rows = [
        (
            kind,
            str(measured.questions),
            *(shown(getattr(measured, name)) for _, name in _SHARES),
            f"{_length(measured.median_length_zh)}, {_length(measured.median_length_en)}",
            _latency(measured),
            _over_embedding(measured),
        )
        for kind, measured in by_kind.items()
    ]
    return [f"| {' | '.join(row)} |" for row in (head, tuple("---" for _ in head), *rows)]


def _plain_kinds(summary: Summary) -> list[str]:
    if summary.plain is None:
        return []
    pairs = ((kind, measured, summary.plain.by_kind[kind]) for kind, measured in summary.by_kind.items())
    return [
        "",
        "## The plain recipe on the same questions",
        "",
        "Split by characters, embed, Chroma, similarity search; without a model its answer is the text of the first",
        "piece. The same judge holds both against the same expectations. It gets a follow-up without its history.",
        "",
        "| kind | correct, ours | correct, plain | cited, ours | cited, plain | stale, ours | stale, plain |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| {kind} | {shown(ours.correct)} | {shown(plain.correct)} | {shown(ours.cited)} | {shown(plain.cited)} "
            f"| {shown(ours.stale)} | {shown(plain.stale)} |"
            for kind, ours, plain in pairs
        ),
    ]


def _length(median: float) -> str:
    return f"{median:.0f}" if median else "—"


def _latency(measured: Measures) -> str:
    return f"{measured.latency.p50_ms:.0f}, {measured.latency.p95_ms:.0f}"


def _over_embedding(measured: Measures) -> str:
    return f"{measured.latency.over_embedding:.2f}" if measured.latency.over_embedding else "—"


def _failed(verdict: Verdict) -> bool:
    return not verdict.correct or verdict.cited is False
