"""The command that lists what the knowledge base does not answer."""

import typer

from assistant.cli.options import parse_day
from ingest.settings import Settings
from kb.dates import say_day, this_day
from kb.messages import say


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(gaps)


def gaps(
    since: str = typer.Option("", help="Only those asked from this day on, YYYY-MM-DD."),
    json: bool = typer.Option(False, "--json", help="Print them as JSON."),
) -> None:
    """Show the questions that found no answer, latest first, and what people wrote who sent one."""
    from pydantic import TypeAdapter

    from assistant.gaps import Gap
    from assistant.storage import open_storage

    settings = Settings()
    first = parse_day(since, this_day()) if since else None
    kept = open_storage(settings).gaps
    kept.take_over(settings.data)
    found = kept.all(first)
    if json:
        typer.echo(TypeAdapter(tuple[Gap, ...]).dump_json(found, indent=2).decode())
        return
    for gap in found:
        day = say_day(gap.as_of, settings.lang)
        typer.echo(
            f"{gap.at:%Y-%m-%d}  {' '.join(gap.question.split())}  ({say('chat.as-of', settings.lang, day=day)})"
        )
        if gap.nearest:
            typer.echo(f"            {say('cli.gap-nearest', settings.lang, question=gap.nearest)}")
        if gap.sent_by_person:
            note = " ".join((gap.note or "—").split())
            typer.echo(f"            {say('cli.gap-sent', settings.lang, note=note)}")
    typer.echo(say("cli.gap-count", settings.lang, count=len(found)))
