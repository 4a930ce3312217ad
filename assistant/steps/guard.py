"""Step 2: refuse wishes to evade the law, and attempts to command the assistant; greet who greets."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from assistant.answer import Answer
from assistant.context import Context
from ingest.tokens import normalise
from kb.citation import Citation, cite
from kb.data_files import read_data
from kb.messages import say
from kb.model import Frozen
from kb.statements import statements

_FILE = Path(__file__).with_name("guards.yaml")


class Rule(Frozen):
    """Words of an unsafe wish, words of one who only asks about the rule, and the message that answers.

    Attributes:
        cites: `document#anchor` of the section that tells the risk, shown with the refusal.
    """

    name: str
    message: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    cites: str | None = None


@cache
def _rules() -> tuple[tuple[Rule, re.Pattern[str], re.Pattern[str] | None], ...]:
    loaded = [Rule.model_validate(item) for item in read_data(_FILE)]
    return tuple(
        (rule, re.compile("|".join(rule.words)), re.compile("|".join(rule.unless)) if rule.unless else None)
        for rule in loaded
    )


def unsafe_rule(question: str) -> Rule | None:
    """Return the first rule that a question breaks."""
    text = normalise(question)
    for rule, words, unless in _rules():
        if words.search(text) and not (unless and unless.search(text)):
            return rule
    return None


def guard(context: Context) -> Context:
    """Answer unsafe wishes with the lawful route, and a greeting with what one may ask."""
    understood = context.understood
    rule = unsafe_rule(understood.asked)
    if rule:
        answer = Answer(
            status="refused",
            reason="unsafe",
            lang=understood.lang,
            as_of=understood.day,
            text=say(rule.message, understood.lang),
            citations=_risk(context, rule),
        )
        return replace(context, answer=answer)
    if understood.intent == "small_talk" and not understood.completed:
        answer = Answer(
            status="clarify",
            lang=understood.lang,
            as_of=understood.day,
            text=say("answer.hello", understood.lang),
            suggestions=tuple(say(f"chat.example-{n}", understood.lang) for n in range(1, 5)),
        )
        return replace(context, answer=answer)
    return context


def _risk(context: Context, rule: Rule) -> tuple[Citation, ...]:
    """Return the section that tells what the wish leads to, in the version in force; none when there is none."""
    if rule.cites is None:
        return ()
    document, _, anchor = rule.cites.partition("#")
    library, understood = context.index.library, context.understood
    for version in library.history(document, understood.lang):
        section = version.by_anchor.get(anchor)
        if section and section.served and section.served.contains(understood.day):
            quotes = tuple(statement.quote for statement in statements(section.body)[:1])
            return (cite(1, library, version, section, quotes),)
    return ()
