"""Step 2: refuse wishes to evade the law, and attempts to command the assistant; greet who greets."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from assistant.answer import Answer
from assistant.context import Context
from assistant.steps.guard_features import Features, features
from assistant.steps.guard_honest import is_honest
from assistant.steps.guard_model import load_model
from ingest.tokens import normalise
from kb.citation import Citation, cite
from kb.data_files import read_data
from kb.messages import say
from kb.model import Frozen
from kb.statements import statements

_FILE = Path(__file__).with_name("guards.yaml")


class Rule(Frozen):
    """Words of an unsafe wish, and words of one who only asks about the rule.

    Attributes:
        kind: What is wished; None: the words of the kinds tell.
    """

    kind: str | None
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Kind(Frozen):
    """What wishes are about, and what is said to them: `guard.<name>`.

    Attributes:
        words: What such a wish speaks of; none: anything.
        risk: `document#anchor` of the sections that tell what it leads to, best first.
    """

    name: str
    words: tuple[str, ...] = ()
    risk: tuple[str, ...] = ()


class Guards(Frozen):
    """What is refused.

    Attributes:
        kinds: In the order in which a wish is held against them, `command` first.
        rules: What tells a wish at once.
    """

    kinds: tuple[Kind, ...]
    rules: tuple[Rule, ...]

    def kind_of(self, text: str) -> str:
        """Return the kind of a wish from its words, in lower case and simplified."""
        wishes = self.kinds[1:]
        return next((kind.name for kind in wishes if re.search("|".join(kind.words), text)), wishes[-1].name)


@cache
def load_guards() -> Guards:
    """Return the guards that ship with the project."""
    return Guards.model_validate(read_data(_FILE))


@cache
def _rules() -> tuple[tuple[Rule, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (rule, re.compile("|".join(rule.words)), re.compile("|".join(rule.unless)) if rule.unless else None)
        for rule in load_guards().rules
    )


def unsafe_rule(question: str) -> Rule | None:
    """Return the first rule that a text breaks."""
    text = normalise(question)
    for rule, words, unless in _rules():
        if words.search(text) and not (unless and unless.search(text)):
            return rule
    return None


def known_wish(question: str, seen: Features) -> Rule | None:
    """Return the rule that tells a wish at once: a rule on wishes does so only where the question has no excuse."""
    rule = unsafe_rule(question)
    return rule if rule and (rule.kind == "command" or not seen.excused) else None


def wish_in(question: str) -> str | None:
    """Return the kind of unsafe wish or `command` that a question is; None for an honest one."""
    seen, model = features(question), load_model()
    rule = known_wish(question, seen)
    if (rule and rule.kind == "command") or (rule is None and model.command.holds(seen)):
        return "command"
    if is_honest(question):
        return None
    if rule and rule.kind:
        return rule.kind
    return load_guards().kind_of(normalise(question)) if rule or model.wish.holds(seen) else None


def suspected_in(question: str) -> str | None:
    """Return the kind of unsafe wish or `command` that a question which no text answers is likely to be."""
    seen, model = features(question), load_model()
    if model.command.suspects(seen):
        return "command"
    is_wish = model.wish.suspects(seen) and not is_honest(question)
    return load_guards().kind_of(normalise(question)) if is_wish else None


def unsafe(context: Context, kind: str) -> Answer:
    """Return the refusal of a kind of wish: the lawful route, and what the wish leads to."""
    understood = context.understood
    return Answer(
        status="refused",
        reason="unsafe",
        lang=understood.lang,
        as_of=understood.day,
        text=say(f"guard.{kind}", understood.lang),
        citations=_risk(context, kind),
    )


def guard(context: Context) -> Context:
    """Answer unsafe wishes with the lawful route, and a greeting with what one may ask."""
    understood = context.understood
    kind = wish_in(understood.asked)
    if kind:
        return replace(context, answer=unsafe(context, kind))
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


def _risk(context: Context, kind: str) -> tuple[Citation, ...]:
    """Return the section that tells what the wish leads to, in the version in force; none when there is none."""
    library, understood = context.index.library, context.understood
    for address in next(known.risk for known in load_guards().kinds if known.name == kind):
        document, _, anchor = address.partition("#")
        for version in library.history(document, understood.lang):
            section = version.by_anchor.get(anchor)
            if section and section.served and section.served.contains(understood.day):
                quotes = tuple(statement.quote for statement in statements(section.body)[:1])
                return (cite(1, library, version, section, quotes),)
    return ()
