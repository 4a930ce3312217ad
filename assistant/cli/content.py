"""Commands on the content: check."""

from datetime import datetime

import typer

from ingest.settings import Settings
from kb.dates import this_day


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(check)


def check(
    today: datetime = typer.Option(None, formats=["%Y-%m-%d"], help="Check as if it were this day."),
    rule: str = typer.Option("", help="Show only this rule."),
) -> None:
    """Check the knowledge base: schema, dates, versions, sources, links, translations, questions, glossary."""
    from kb.checks import run
    from kb.checks.report import render, summary
    from kb.library import read_library

    settings = Settings()
    problems = run(read_library(settings.kb), today.date() if today else this_day())
    for problem in problems:
        if not rule or problem.rule == rule:
            typer.echo(render(problem, settings.lang))
    typer.echo(summary(problems, settings.lang))
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)
