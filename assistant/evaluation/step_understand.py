"""The step `understand` alone: what a question set tells of language, day, codes, terms, intent and follow-ups."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.context import Understanding
from assistant.evaluation.intervals import Rate, rate, shown
from assistant.evaluation.questions import EvalQuestion, Kind
from assistant.pipeline import Assistant
from assistant.steps.understand import understand
from assistant.understanding.intent import Intent
from kb.model import Frozen

INTENTS: dict[Kind, Intent] = {
    "procedure": "procedure",
    "comparison": "comparison",
    "changes": "changes",
    "calculation": "calculation",
    "lookup": "lookup",
}
"""Kinds of questions that want one kind of answer; the others may want any."""


class Check(NamedTuple):
    """One thing that was to be understood."""

    name: str
    expected: object
    got: object

    @property
    def is_right(self) -> bool:
        """Whether it was understood; of codes and terms all that are expected must be among those found."""
        if isinstance(self.expected, frozenset) and isinstance(self.got, frozenset):
            return self.expected <= self.got
        return self.expected == self.got


class Understood(Frozen):
    """How understanding did.

    Attributes:
        questions: How many were asked.
        checks: What was checked → share understood, of the questions that tell what is right.
        by_kind: Kind → the same.
        wrong: A line for each thing understood otherwise than expected.
    """

    questions: int
    checks: dict[str, Rate]
    by_kind: dict[str, dict[str, Rate]]
    wrong: tuple[str, ...]


def measure_understand(assistant: Assistant, questions: Sequence[EvalQuestion]) -> Understood:
    """Run the first step alone on every question, and hold it against what the question's entry tells."""
    checks: list[tuple[EvalQuestion, Check]] = []
    for question in questions:
        context, _ = assistant.run(question.question, question.as_of, question.history or (), None, (understand,))
        if context.understanding is not None:
            checks += [(question, check) for check in checks_of(question, context.understanding)]

    def shares(chosen: Sequence[Check]) -> dict[str, Rate]:
        names = dict.fromkeys(check.name for check in chosen)
        of = {name: [check.is_right for check in chosen if check.name == name] for name in names}
        return {name: rate(sum(held), len(held)) for name, held in of.items()}

    kinds = sorted({question.kind for question in questions})
    return Understood(
        questions=len(questions),
        checks=shares([check for _, check in checks]),
        by_kind={kind: shares([check for question, check in checks if question.kind == kind]) for kind in kinds},
        wrong=tuple(
            f"`{question.id}` ({question.kind}): {check.name} {_said(check.got)} instead of {_said(check.expected)}"
            for question, check in checks
            if not check.is_right
        ),
    )


def checks_of(question: EvalQuestion, understood: Understanding) -> Iterator[Check]:
    """Yield what the entry of a question tells of how it is to be understood."""
    expect = question.expect
    yield Check("language", question.lang, understood.lang)
    if expect.day:
        said = understood.said
        got = expect.day if said and said.period.contains(expect.day) else understood.day
        yield Check("day", expect.day, got)
    if expect.codes is not None:
        yield Check("codes", frozenset(expect.codes), frozenset(understood.codes))
    if expect.terms is not None:
        yield Check("terms", frozenset(expect.terms), frozenset(said.term.term["zh"] for said in understood.terms))
    if question.kind in INTENTS:
        yield Check("intent", INTENTS[question.kind], understood.intent)
    if question.kind == "follow_up":
        yield Check("follow-up completed", True, understood.completed)
    elif not question.history:
        yield Check("left as asked", False, understood.completed)


def report(name: str, found: Understood) -> str:
    """Return the step's numbers as Markdown."""
    names = list(found.checks)
    lines = [
        f"# Step understand: {name}",
        "",
        f"Made by `newtrade eval --step understand`, {found.questions} questions. A check counts the questions whose",
        "entry tells what is right (their number stands last): the day where it is noted (a month or year said may",
        "hold it), the intent where the kind of question tells it, codes and terms where they are noted. Intervals are",
        "Wilson's, 95 %.",
        "",
        f"| kind | {' | '.join(names)} |",
        f"| --- |{' --- |' * len(names)}",
        _row("all", names, found.checks),
        *(_row(kind, names, checks) for kind, checks in found.by_kind.items()),
        "",
    ]
    if found.wrong:
        lines += ["## Understood otherwise", "", *(f"- {line}" for line in found.wrong), ""]
    return "\n".join(lines)


def _row(label: str, names: Sequence[str], checks: dict[str, Rate]) -> str:
    cells = (f"{shown(checks[name])}, {checks[name].of}" if name in checks else "—" for name in names)
    return f"| {label} | {' | '.join(cells)} |"


def _said(value: object) -> str:
    return ", ".join(sorted(map(str, value))) or "none" if isinstance(value, frozenset) else str(value)
