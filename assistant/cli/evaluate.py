"""Commands that measure."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ingest.settings import PROJECT, Settings
from kb.messages import say

if TYPE_CHECKING:
    from assistant.evaluation.questions import EvalQuestion

QUESTIONS = PROJECT / "tests" / "evals" / "questions"
REPORTS = PROJECT / "docs" / "evaluation"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("eval")(evaluate)
    app.command("calibrate")(calibrate)
    app.command("bench")(bench)
    app.command("ablation")(ablation)
    app.command("growth")(growth)


def evaluate(
    questions: str = typer.Option("dev", help="dev, held, or a YAML file of questions."),
    show: bool = typer.Option(
        False, help="Print every failure with its answer (for dev only: held is never looked at)."
    ),
    write: bool = typer.Option(False, help="Write the report to docs/evaluation/."),
    json: bool = typer.Option(False, "--json", help="Print the numbers as JSON."),
) -> None:
    """Ask our own question set and measure the answers."""
    from assistant.evaluation.questions import load_questions
    from assistant.evaluation.run import run
    from assistant.evaluation.summary import report, summarise
    from assistant.pipeline import Assistant
    from ingest.index import open_index

    settings = Settings()
    path = Path(questions) if questions.endswith(".yaml") else QUESTIONS / f"{questions}.yaml"
    asked = load_questions(path)

    def seen(question, answer, verdict) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        if show and (not verdict.correct or verdict.cited is False):
            cited = [f"{c.document}#{c.anchor}" for c in answer.citations]
            typer.echo(f"\n{question.id} {question.kind}: {question.question}\n  {verdict.why} | {cited}")
            typer.echo(f"  expected {question.expect.sections} {question.expect.must}\n  {answer.text}")

    verdicts = run(Assistant.on(open_index(settings)), asked, seen)
    summary = summarise(verdicts)
    if json:
        typer.echo(summary.model_dump_json(indent=2))
    else:
        typer.echo(report(path.stem, summary, () if path.stem == "held" else verdicts))
    if write:
        REPORTS.mkdir(parents=True, exist_ok=True)
        target = REPORTS / f"{path.stem}.md"
        target.write_text(report(path.stem, summary, () if path.stem == "held" else verdicts), encoding="utf-8")
        target.with_suffix(".json").write_text(summary.model_dump_json(indent=2) + "\n", encoding="utf-8")
        typer.echo(say("cli.written", settings.lang, path=target))


def calibrate() -> None:
    """Fit when to answer and when to refuse on the questions made for tuning (dev and calibration, never held)."""
    from assistant.evaluation.calibrate import calibrate as fit
    from assistant.evaluation.calibrate import write_calibration
    from assistant.evaluation.questions import load_questions
    from assistant.pipeline import Assistant
    from ingest.index import open_index

    settings = Settings()
    questions = [q for name in ("dev", "calibration") for q in load_questions(QUESTIONS / f"{name}.yaml")]
    calibration, result = fit(Assistant.on(open_index(settings)), questions)
    write_calibration(calibration)
    typer.echo(result.model_dump_json(indent=2))


def bench(write: bool = typer.Option(False, help="Write the report to docs/evaluation/bench.md.")) -> None:
    """Measure our retrieval against the plain LangChain recipe, and what a question costs."""
    from assistant.evaluation.bench import bench as measure
    from assistant.evaluation.bench import report
    from assistant.pipeline import Assistant
    from ingest.index import open_index

    settings = Settings()
    _put(report(measure(Assistant.on(open_index(settings)), _both_sets(), settings)), "bench", write=write)


def ablation(write: bool = typer.Option(False, help="Write the report to docs/evaluation/ablation.md.")) -> None:
    """Measure what each part of retrieval brings."""
    from assistant.evaluation.ablation import ablate, report
    from assistant.pipeline import Assistant
    from ingest.index import open_index

    _put(report(ablate(Assistant.on(open_index(Settings())), _both_sets())), "ablation", write=write)


def growth(write: bool = typer.Option(False, help="Write the report to docs/evaluation/growth.md.")) -> None:
    """Measure retrieval over the first documents and over all."""
    from assistant.evaluation.growth import growth as measure
    from assistant.evaluation.growth import report

    _put(report(measure(Settings(), _both_sets())), "growth", write=write)


def _both_sets() -> "tuple[EvalQuestion, ...]":
    from assistant.evaluation.questions import load_questions

    return tuple(q for name in ("dev", "held") for q in load_questions(QUESTIONS / f"{name}.yaml"))


def _put(text: str, name: str, *, write: bool) -> None:
    """Print a report and, when asked to, keep it with the others."""
    typer.echo(text)
    if write:
        REPORTS.mkdir(parents=True, exist_ok=True)
        target = REPORTS / f"{name}.md"
        target.write_text(text, encoding="utf-8")
        typer.echo(say("cli.written", Settings().lang, path=target))
