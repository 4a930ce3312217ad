"""Commands that show what changed: between two days, and between two versions of a document."""

from pathlib import Path

import typer

from assistant.cli.options import parse_day, parse_lang
from assistant.cli.saving import save
from ingest.settings import Settings
from kb.dates import DateRange, this_day, this_moment
from kb.errors import NewTradeError
from kb.messages import say


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(changes)
    app.command()(diff)


def changes(
    since: str = typer.Option(..., help="First day, YYYY-MM-DD."),
    until: str = typer.Option("", help="Last day; without it rules already known to begin later are shown too."),
    trade_format: str = typer.Option("", "--format", help="Only this supervision mode code, such as 9810."),
    lang: str = typer.Option("", help="zh or en."),
    docx: Path = typer.Option(None, help="Write a briefing, by month, as a Word document."),
    feed: Path = typer.Option(None, help="Write an Atom feed."),
) -> None:
    """Show which rules began, ended or were reworded, by day, with the instrument behind each."""
    from kb.changes import changes_since
    from kb.library import Library

    settings = Settings()
    chosen = parse_lang(lang) or settings.lang
    first = parse_day(since, this_day())
    last = parse_day(until, this_day()) if until else None
    if last and last < first:
        raise NewTradeError("error.period", first=first, last=last)
    library, code = Library.load(settings.kb), trade_format or None
    found = changes_since(library, first, chosen, until=last, code=code)
    for change in found:
        address = f"{change.document}" + (f"#{change.anchor}" if change.anchor else "")
        names = "；".join(source.name(chosen) for source in change.instruments) or "—"
        what = say(f"change.{change.what}", chosen)
        typer.echo(f"{change.day}  {what}  {change.heading}  ({address})\n            {names}")
    typer.echo(say("change.count", chosen, count=len(found)))
    made = this_moment()
    if docx:
        from assistant.export.briefing import briefing_document
        from assistant.export.docx import write

        period = DateRange(start=first, end=last)
        document = briefing_document(library, found, period, chosen, made, code=code, address=settings.address)
        save(docx, write(document), chosen)
    if feed:
        from assistant.export.feed import write as as_feed

        save(feed, as_feed(library, found, chosen, made, code=code, address=settings.address), chosen)


def diff(
    document: str = typer.Argument(..., help="The document, such as aeo-credit."),
    older: str = typer.Argument(..., help="Day of the older version, YYYY-MM-DD."),
    newer: str = typer.Argument(..., help="Day of the newer version, YYYY-MM-DD."),
    lang: str = typer.Option("", help="zh or en."),
) -> None:
    """Show what a newer version of a document changes, section by section."""
    from kb.changes import diff_versions
    from kb.library import Library

    settings = Settings()
    chosen = parse_lang(lang) or settings.lang
    library = Library.load(settings.kb)
    days = [parse_day(day, this_day()) for day in (older, newer)]
    before, after = (library.version(document, day, chosen) for day in days)
    if before is None or after is None:
        known = "、".join(version.day.isoformat() for version in library.history(document, chosen)) or "—"
        raise NewTradeError("error.version", document=document, known=known)
    change = diff_versions(before, after)
    if change.note:
        typer.echo(f"{change.note}\n")
    for section in change.sections:
        if section.what == "same":
            continue
        text = section.newer or section.older
        names = "；".join(source.name(chosen) for source in section.instruments) or "—"
        typer.echo(f"## {say(f'change.{section.what}', chosen)}: {text.heading if text else ''}  #{section.anchor}")
        typer.echo(f"   {names}")
        for sign, side in (("-", section.older), ("+", section.newer)):
            for line in side.body.splitlines() if side else ():
                typer.echo(f"   {sign} {line}" if line else "")
        typer.echo("")
