"""Commands on the index: sync, status, rollback, vectors."""

import typer

from ingest.settings import Settings
from kb.errors import IndexUnavailableError
from kb.messages import say


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(sync)
    app.command()(status)
    app.command()(rollback)
    app.command()(vectors)


def sync() -> None:
    """Make the index equal to the files: embed only what is new, prove the new generation, swap it in."""
    from ingest.sync import sync as run

    settings = Settings()

    def progress(done: int) -> None:
        if done % 250 == 0:
            typer.echo(say("cli.embedding", settings.lang, done=done), err=True)

    report = run(settings, progress=progress)
    key = "cli.synced" if report.swapped else "cli.sync-nothing"
    counts = {
        "add": len(report.plan.add),
        "keep": len(report.plan.keep),
        "drop": len(report.plan.drop),
        "embedded": report.embedded,
    }
    typer.echo(say(key, settings.lang, name=report.manifest.name, **counts))


def status() -> None:
    """Show which generation serves, and whether the files have changed since."""
    from ingest.chunks import chunks
    from ingest.generation import finished, library_digest, read_manifest, read_pointer, read_rows
    from ingest.plan import make_plan
    from kb.library import Library

    settings = Settings()
    pointer = read_pointer(settings.index)
    manifest = read_manifest(settings.index / pointer.current) if pointer else None
    if manifest is None:
        raise IndexUnavailableError("error.index-missing", path=settings.index)
    typer.echo(say("cli.status", settings.lang, **manifest.model_dump()))
    for name in finished(settings.index):
        if name != manifest.name:
            typer.echo(say("cli.status-other", settings.lang, name=name))
    library = Library.load(settings.kb)
    if library_digest(library) == manifest.library_digest:
        typer.echo(say("cli.status-fresh", settings.lang))
        return
    plan = make_plan(read_rows(settings.index / manifest.name), chunks(library))
    typer.echo(say("cli.status-stale", settings.lang, add=len(plan.add), drop=len(plan.drop)))


def rollback() -> None:
    """Let the generation before serve again."""
    from ingest.sync import rollback as run

    settings = Settings()
    typer.echo(say("cli.rolled-back", settings.lang, name=run(settings).name))


def vectors() -> None:
    """Refresh the vectors that ship with the project (`make vectors`)."""
    from ingest.chunks import chunks
    from ingest.embedding import open_embeddings
    from ingest.vectors import SHIPPED, VectorCache, file_name, save
    from kb.library import Library

    settings = Settings()
    engine = open_embeddings(settings)
    wanted = chunks(Library.load(settings.kb))
    cache = VectorCache(engine, settings.data / "vectors")
    found = cache.of(wanted, lambda done: typer.echo(str(done), err=True) if done % 200 == 0 else None)
    save(SHIPPED / file_name(engine.name), {c.vector_key: v for c, v in zip(wanted, found, strict=True)})
    typer.echo(say("cli.vectors", settings.lang, count=len({c.vector_key for c in wanted}), embedded=cache.embedded))
