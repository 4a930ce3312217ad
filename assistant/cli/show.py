"""Answers and searches as text for a terminal."""

from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table

from assistant.answer import Answer
from assistant.retrieval.search import Found, Hit
from kb.dates import say_day
from kb.messages import Lang, say


def show_answer(answer: Answer) -> None:
    """Print an answer, then where each mark stands."""
    console = Console()
    lang = answer.lang
    console.print(f"[bold]{say(f'status.{answer.status}', lang)}[/bold] · {say_day(answer.as_of, lang)}")
    console.print(Markdown(answer.text))
    for citation in answer.citations:
        instruments = "；".join(i.name for i in citation.instruments) or "—"
        console.print(
            f"\n[{citation.number}] {citation.title} · {citation.version} · {' › '.join(citation.section_path)}\n"
            f"    {instruments}\n    {say('cite.in-force', lang, days=citation.in_force.say(lang))}",
            highlight=False,
            markup=False,
        )
    if answer.suggestions:
        console.print("\n" + say("chat.suggestions", lang))
        for suggestion in answer.suggestions:
            console.print(f"  · {suggestion}", markup=False, highlight=False)


def show_found(found: Found, most: int, lang: Lang) -> None:
    """Print sections with their scores, accepted ones first."""
    console = Console()
    for key, hits in (("cli.accepted", found.hits), ("cli.rejected", found.rejected[:most])):
        table = Table(title=say(key, lang, count=len(hits)), title_justify="left", show_lines=True)
        for column in ("cli.column-score", "cli.column-section", "cli.column-parts"):
            table.add_column(say(column, lang), overflow="fold")
        for hit in hits:
            table.add_row(f"{hit.score:.4f}", f"{hit.address}\n{hit.section.heading}", _reckoning(hit))
        console.print(table)


def _reckoning(hit: Hit) -> str:
    lines = [
        f"{part.name}: {part.value:+.4f}" + (f"  (#{part.rank}, {part.raw:.3f})" if part.rank else "")
        for part in hit.parts
    ]
    return "\n".join(lines)
