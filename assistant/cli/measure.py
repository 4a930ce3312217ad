"""Commands that compare and fit: adapt, calibrate, bench, ablation, growth."""

from typing import TYPE_CHECKING

import typer

from assistant.cli.evaluate import QUESTIONS, keep
from ingest.settings import Settings
from kb.messages import say

if TYPE_CHECKING:
    from assistant.evaluation.questions import EvalQuestion


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("adapt")(adapt)
    app.command("calibrate")(calibrate)
    app.command("bench")(bench)
    app.command("ablation")(ablation)
    app.command("growth")(growth)


def adapt() -> None:
    """Learn the map that brings the engine's vectors to our field, and measure it on what it did not learn from."""
    from assistant.evaluation.adapt import learn, measure
    from ingest.adapter import adapter_file, write_adapter
    from ingest.chunks import chunks
    from ingest.embedding import open_embeddings
    from ingest.vectors import SHIPPED, VectorCache
    from kb.library import Library

    settings = Settings()
    engine = open_embeddings(settings)
    wanted = chunks(Library.load(settings.kb))
    vectors = VectorCache(engine, settings.data / "vectors").of(wanted)
    typer.echo(measure(wanted, vectors).model_dump_json(indent=2))
    write_adapter(SHIPPED / adapter_file(engine.name), learn(wanted, vectors))


def calibrate() -> None:
    """Fit what the guard refuses, on its examples, and when to answer, on dev, trial and calibration."""
    from assistant.evaluation.calibrate import calibrate as fit
    from assistant.evaluation.calibrate import write_calibration
    from assistant.evaluation.guard_fit import (
        answerable_examples,
        asked_examples,
        fit_guard,
        load_examples,
        write_model,
    )
    from assistant.evaluation.questions import load_questions
    from assistant.pipeline import Assistant
    from assistant.steps.guard_model import load_model
    from ingest.index import open_index

    settings = Settings()
    index = open_index(settings)
    questions = [q for name in ("dev", "trial", "calibration") for q in load_questions(QUESTIONS / f"{name}.yaml")]
    honest = (*asked_examples(index.library), *answerable_examples(questions))
    model, guarded = fit_guard((*load_examples(), *honest))
    write_model(model)
    load_model.cache_clear()
    typer.echo(guarded.model_dump_json(indent=2))
    calibration, result = fit(Assistant.on(index), questions)
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
    """Measure what each part brings, from the plain LangChain recipe to the pipeline that serves."""
    from pydantic import TypeAdapter

    from assistant.evaluation.ablation import Ablation, ablate, report
    from assistant.pipeline import Assistant
    from ingest.index import open_index

    settings = Settings()

    def tell(name: str) -> None:
        typer.echo(say("cli.eval-way", settings.lang, name=name), err=True)

    found = ablate(Assistant.on(open_index(settings)), _both_sets(), settings.data, tell)
    numbers = TypeAdapter(tuple[Ablation, ...]).dump_json(found, indent=2).decode()
    _put(report(found), "ablation", numbers, write=write)


def growth(write: bool = typer.Option(False, help="Write the report to docs/evaluation/growth.md.")) -> None:
    """Measure retrieval over the first documents and over all."""
    from assistant.evaluation.growth import growth as measure
    from assistant.evaluation.growth import report

    _put(report(measure(Settings(), _both_sets())), "growth", write=write)


def _both_sets() -> "tuple[EvalQuestion, ...]":
    from assistant.evaluation.questions import load_questions

    return tuple(q for name in ("dev", "held", "fresh") for q in load_questions(QUESTIONS / f"{name}.yaml"))


def _put(text: str, name: str, numbers: str = "", *, write: bool) -> None:
    """Print a report and, when asked to, keep it with the others."""
    typer.echo(text)
    if write:
        keep(text, name, numbers)
