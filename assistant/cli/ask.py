"""Commands that answer and search."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.options import parse_day, parse_lang
from ingest.settings import Settings
from kb.dates import this_day, this_moment
from kb.errors import NewTradeError
from kb.messages import say

if TYPE_CHECKING:
    from assistant.chat.settings import ChatSettings
    from assistant.pipeline import Reply


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(ask)
    app.command()(search)


def ask(
    question: str = typer.Argument("", help="The question, in Chinese or English."),
    as_of: str = typer.Option("", help="The day of the conversation, YYYY-MM-DD; today by default."),
    lang: str = typer.Option("", help="Language of the answer: zh or en; that of the question by default."),
    history: Path = typer.Option(None, help="A JSON list of {role, content}: the conversation so far."),
    json: bool = typer.Option(False, "--json", help="Print the answer as JSON."),
    batch: Path = typer.Option(None, help="Answer a file of questions, one JSON object a line."),
    out: Path = typer.Option(None, help="Where the answers of --batch go."),
    docx: Path = typer.Option(None, help="Keep the answer and its sources as a Word document."),
    pdf: Path = typer.Option(None, help="Keep the answer and its sources as PDF."),
    model: bool = typer.Option(None, "--model/--no-model", help="Let the chat model of the settings word the answer."),
) -> None:
    """Ask a question and read a cited, dated answer."""
    from assistant.batch import read_history
    from assistant.chat.settings import load_chat_settings
    from assistant.cli.show import show_answer
    from assistant.gaps import record_gap
    from assistant.pipeline import Assistant
    from ingest.index import open_index

    settings, chat = Settings(), load_chat_settings() if model is not False else None
    if model and chat and not chat.model:
        raise NewTradeError("error.chat-not-set")
    if batch:
        if question or as_of or lang or history or docx or pdf:
            raise NewTradeError("error.batch-alone")
        _batch(settings, chat, batch, out)
        return
    day, chosen = parse_day(as_of, this_day()), parse_lang(lang)
    turns = read_history(history) if history else ()
    assistant = Assistant.on(open_index(settings), chat)
    reply = assistant.reply(question, day, turns, chosen)
    record_gap(settings.data, reply.understood, reply.answer)
    if docx or pdf:
        _keep(question, reply, settings, docx, pdf)
    if json:
        typer.echo(reply.answer.model_dump_json(indent=2))
    else:
        show_answer(reply.answer)


def _keep(question: str, reply: "Reply", settings: Settings, docx: Path | None, pdf: Path | None) -> None:
    from assistant.cli.saving import save
    from assistant.conversations import Exchange
    from assistant.export.conversation import answer_document

    exchange = Exchange(question, reply.answer, reply.understood)
    document = answer_document(exchange, this_moment(), address=settings.address)
    if docx:
        from assistant.export.docx import write as as_docx

        save(docx, as_docx(document), settings.lang)
    if pdf:
        from assistant.export.pdf import write as as_pdf

        save(pdf, as_pdf(document), settings.lang)


def _batch(settings: Settings, chat: "ChatSettings | None", batch: Path, out: Path | None) -> None:
    from assistant.batch import answer_lines
    from assistant.pipeline import Assistant
    from ingest.index import open_index

    if out is None:
        raise NewTradeError("error.batch-out")
    if out.resolve() == batch.resolve():
        raise NewTradeError("error.batch-same", path=out)
    try:
        with batch.open(encoding="utf-8", errors="replace") as lines:
            # Opened before the answers' file, so that a missing index empties nothing.
            assistant = Assistant.on(open_index(settings), chat)
            with out.open("w", encoding="utf-8") as stream:
                answered, bad = answer_lines(
                    assistant, lines, stream, lambda error: typer.echo(error.message(settings.lang), err=True)
                )
    except OSError as error:
        raise NewTradeError("error.batch-file", path=error.filename, reason=error.strerror) from error
    typer.echo(say("cli.batch", settings.lang, answered=answered, bad=bad), err=True)


def search(
    question: str = typer.Argument(..., help="What to search for."),
    as_of: str = typer.Option("", help="Search what was in force on this day, YYYY-MM-DD."),
    lang: str = typer.Option("", help="Language of the sections shown: zh or en."),
    most: int = typer.Option(12, min=1, help="How many rejected sections to show as well."),
) -> None:
    """Show what a question finds: each section's score with its make-up, and the rejected ones."""
    from assistant.cli.show import show_found
    from assistant.pipeline import Assistant
    from ingest.index import open_index

    settings = Settings()
    day = parse_day(as_of, this_day())
    assistant = Assistant.on(open_index(settings))
    show_found(assistant.search(question, day, parse_lang(lang)), most, settings.lang)
