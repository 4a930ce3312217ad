"""The command that evaluates: whole answers, one step alone, or the search on a foreign collection."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.saving import save
from ingest.settings import PROJECT, Settings
from kb.errors import NewTradeError
from kb.messages import say

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.evaluation.judge import Verdict
    from assistant.evaluation.plain_recipe import PlainRecipe
    from assistant.evaluation.questions import EvalQuestion
    from assistant.pipeline import Assistant
    from kb.model import Frozen

QUESTIONS = PROJECT / "tests" / "evals" / "questions"
REPORTS = PROJECT / "docs" / "evaluation"
UNSEEN = ("held", "fresh")
"""Sets whose questions are never looked at while tuning: no command prints how any one of them did."""

"""The set of which nobody who tunes sees more than totals."""

_TOLD_EVERY = 100

app = typer.Typer(help="Ask our own question set and measure the answers, or one step alone.")


def register(parent: typer.Typer) -> None:
    """Add the command to the application."""
    parent.add_typer(app, name="eval", invoke_without_command=True)


@app.callback()
def evaluate(
    context: typer.Context,
    questions: str = typer.Option("dev", help="dev, trial, held, fresh, or a YAML file of questions."),
    step: str = typer.Option("", help="Measure this step alone: understand, retrieve or decide."),
    plain: bool = typer.Option(False, help="Ask the plain LangChain recipe too; --write always does."),
    show: bool = typer.Option(
        False, help="Print every failure with its answer (not of held and fresh: they are never looked at)."
    ),
    write: bool = typer.Option(False, help="Write the report to docs/evaluation/."),
    json: bool = typer.Option(False, "--json", help="Print the numbers as JSON."),
) -> None:
    """Ask our own question set and measure the answers, or one step alone."""
    if context.invoked_subcommand:
        return
    from assistant.evaluation.questions import load_questions
    from assistant.evaluation.report import report
    from assistant.evaluation.run import run
    from assistant.evaluation.summary import summarise
    from assistant.pipeline import Assistant
    from ingest.index import open_index

    settings = Settings()
    path = Path(questions) if questions.endswith(".yaml") else QUESTIONS / f"{questions}.yaml"
    asked, held = load_questions(path), path.stem in UNSEEN
    assistant = Assistant.on(open_index(settings))
    if step:
        numbers, text = _step(step, path.stem, assistant, asked)
        _tell(numbers, text, f"{path.stem}-{step}", json=json, write=write)
        return

    def seen(question: "EvalQuestion", answer: "Answer", verdict: "Verdict") -> None:
        if show and not held and (not verdict.correct or verdict.cited is False):
            cited = [f"{c.document}#{c.anchor}" for c in answer.citations]
            typer.echo(f"\n{question.id} {question.kind}: {question.question}\n  {verdict.why} | {cited}")
            typer.echo(f"  expected {question.expect.sections} {question.expect.must}\n  {answer.text}")

    verdicts = run(assistant, asked, seen)
    beside: tuple[Verdict, ...] = ()
    if plain or write:
        recipe = _recipe(assistant, settings)
        beside = run(assistant, asked, ask=lambda q: recipe.ask(q.question, q.as_of))
    summary = summarise(verdicts, beside)
    text = report(path.stem, summary, () if held else verdicts)
    _tell(summary, text, path.stem, json=json, write=write)


def _step(name: str, of: str, assistant: "Assistant", asked: "tuple[EvalQuestion, ...]") -> "tuple[Frozen, str]":
    """Measure one step; of the held set no question's own outcome is kept."""
    from assistant.evaluation import step_decide, step_retrieve, step_understand

    held = of in UNSEEN
    if name == "understand":
        understood = step_understand.measure_understand(assistant, asked)
        understood = understood.model_copy(update={"wrong": ()}) if held else understood
        return understood, step_understand.report(of, understood)
    if name == "retrieve":
        retrieved = step_retrieve.measure_retrieve(assistant, asked)
        retrieved = retrieved.model_copy(update={"missed": ()}) if held else retrieved
        return retrieved, step_retrieve.report(of, retrieved)
    if name == "decide":
        decided = step_decide.measure_decide(assistant, asked)
        decided = decided.model_copy(update={"wrong": ()}) if held else decided
        return decided, step_decide.report(of, decided)
    raise NewTradeError("error.eval-step", given=name)


@app.command()
def retrieval(
    passages: Path = typer.Option(..., help="Passages, one JSON object a line: id, text."),
    questions: Path = typer.Option(..., help="Questions, one JSON object a line: question, relevant (ids)."),
    json: bool = typer.Option(False, "--json", help="Print the numbers as JSON."),
    out: Path = typer.Option(None, help="Write them to this file instead."),
) -> None:
    """Measure the search on a foreign collection: hit@1, recall@5, recall@10, MRR, nDCG@10; no Markdown needed."""
    from assistant.evaluation.collection import read_passages, read_questions
    from assistant.evaluation.collection_index import CollectionIndex
    from assistant.evaluation.collection_measure import measure_collection, report
    from assistant.retrieval.weights import load_weights
    from ingest.embedding import open_embeddings

    settings, bad = Settings(), []

    def skipped(error: NewTradeError) -> None:
        bad.append(error)
        typer.echo(error.message(settings.lang), err=True)

    texts = read_passages(passages, skipped)
    asked = read_questions(questions, texts, skipped)
    progress = _progress(settings, len(texts))
    index = CollectionIndex(texts, open_embeddings(settings), load_weights(), settings.data, progress)
    found = measure_collection(index, asked, len(bad), _progress(settings, len(asked)))
    text = found.model_dump_json(indent=2) + "\n" if json else report(found)
    if out:
        save(out, text.encode(), settings.lang)
    else:
        typer.echo(text, nl=False)


def _recipe(assistant: "Assistant", settings: Settings) -> "PlainRecipe":
    from assistant.evaluation.plain_recipe import PlainRecipe

    index = assistant.index
    return PlainRecipe(index.library, index.embeddings, settings.data, _progress(settings, None))


def _progress(settings: Settings, most: int | None) -> "Callable[[int], None]":
    def tell(done: int) -> None:
        if done % _TOLD_EVERY == 0:
            text = say("cli.embedding", settings.lang, done=done)
            if most:
                text = say("cli.eval-embedding", settings.lang, done=done, most=most)
            typer.echo(text, err=True)

    return tell


def _tell(numbers: "Frozen", text: str, name: str, *, json: bool, write: bool) -> None:
    """Print a report or its numbers and, when asked to, keep both with the others."""
    typer.echo(numbers.model_dump_json(indent=2) if json else text)
    if write:
        keep(text, name, numbers.model_dump_json(indent=2))


def keep(text: str, name: str, numbers: str = "") -> None:
    """Keep a report in docs/evaluation/ and say so; its numbers, as JSON, beside it."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    target = REPORTS / f"{name}.md"
    target.write_text(text, encoding="utf-8")
    if numbers:
        target.with_suffix(".json").write_text(numbers + "\n", encoding="utf-8")
    typer.echo(say("cli.written", Settings().lang, path=target))
