"""What a writer is shown of the sections: what they say of the day, and nothing in them that speaks to the writer."""

from assistant.chat.task import Shown, Task
from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.guard import unsafe_rule
from kb.dates import begins_after, say_day
from kb.statements import Statement, statements

_SOURCES_MOST = 4
"""Sections: those that answer, and the next best found."""


def shown_hits(context: Context) -> dict[str, Hit]:
    """Return the sections a writer may cite, by token."""
    found = context.found.hits if context.found else ()
    hits = {hit.address: hit for hit in (*context.decided.evidence, *found)}
    return {f"s{number}": hit for number, hit in enumerate(list(hits.values())[:_SOURCES_MOST], start=1)}


def task_of(context: Context, hits: dict[str, Hit]) -> Task:
    """Return what a writer is asked."""
    understood, library = context.understood, context.index.library
    sources = tuple(
        Shown(
            token=token,
            title=hit.version.title,
            path=hit.section.path,
            days=library.rule_days(hit.version, hit.section).say(understood.lang),
            text="\n".join(_line(s) for s in statements(hit.section.body) if is_fit(s.text, context)),
        )
        for token, hit in hits.items()
    )
    return Task(understood.question, understood.lang, say_day(understood.day, understood.lang), sources)


def is_fit(text: str, context: Context) -> bool:
    """Tell whether a statement is no later law than that of a past day, and no command to whoever reads it."""
    day = context.understood.day
    if day < context.today and begins_after(text, day):
        return False
    rule = unsafe_rule(text)
    return rule is None or rule.kind != "command"


def _line(statement: Statement) -> str:
    if statement.form == "sentence":
        return statement.text
    return f"{statement.number}. {statement.text}" if statement.number else f"- {statement.text}"
