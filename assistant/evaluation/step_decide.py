"""The step `decide` alone: is what should be answered answered, asked back or refused?

Guard and skills decide before it where a question is theirs, so they are asked too, as in the pipeline.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, get_args

from assistant.answer import Reason
from assistant.context import Context
from assistant.evaluation.intervals import Rate, rate, shown
from assistant.evaluation.questions import EvalQuestion
from assistant.pipeline import STEPS, Assistant
from assistant.steps.decide import decide
from kb.model import Frozen

Outcome = Literal["answer", "clarify", "refuse"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

_OF_STATUS: dict[str, Outcome] = {
    "answered": "answer",
    "partial": "answer",
    "clarify": "clarify",
    "refused": "refuse",
}


class Agreement(Frozen):
    """What was decided about some questions.

    Attributes:
        agreed: Share decided as expected.
        table: Expected outcome → outcome → how many.
    """

    agreed: Rate
    table: dict[Outcome, dict[Outcome, int]]


class Decided(Frozen):
    """How deciding did.

    Attributes:
        every: All questions.
        reasons: Share with the expected reason, of those rightly refused.
        by_kind: Those of each kind.
        wrong: A line for each question decided otherwise than expected.
    """

    every: Agreement
    reasons: Rate
    by_kind: dict[str, Agreement]
    wrong: tuple[str, ...]


def measure_decide(assistant: Assistant, questions: Sequence[EvalQuestion]) -> Decided:
    """Run the steps up to `decide` for every question."""
    upto = STEPS[: STEPS.index(decide) + 1]
    outcomes: dict[str, tuple[Outcome, Reason | None]] = {}
    for question in questions:
        context, _ = assistant.run(question.question, question.as_of, question.history or (), None, upto)
        outcomes[question.id] = outcome_of(context)

    def of(chosen: Sequence[EvalQuestion]) -> Agreement:
        pairs = Counter((_OF_STATUS[q.expect.status], outcomes[q.id][0]) for q in chosen)
        agreed = sum(count for (expected, got), count in pairs.items() if expected == got)
        table = {expected: {got: pairs[expected, got] for got in OUTCOMES} for expected in OUTCOMES}
        return Agreement(agreed=rate(agreed, len(chosen)), table=table)

    refused = [q for q in questions if q.expect.status == "refused" and outcomes[q.id][0] == "refuse"]
    wrong = [q for q in questions if _OF_STATUS[q.expect.status] != outcomes[q.id][0]]
    kinds = sorted({question.kind for question in questions})
    return Decided(
        every=of(questions),
        reasons=rate(sum(q.expect.reason in {None, outcomes[q.id][1]} for q in refused), len(refused)),
        by_kind={kind: of([q for q in questions if q.kind == kind]) for kind in kinds},
        wrong=tuple(
            f"`{q.id}` ({q.kind}): {outcomes[q.id][0]} instead of {_OF_STATUS[q.expect.status]}" for q in wrong
        ),
    )


def outcome_of(context: Context) -> tuple[Outcome, Reason | None]:
    """Return what was decided, by `decide` or by a step before it, and the reason of a refusal."""
    if context.answer is not None:
        return _OF_STATUS[context.answer.status], context.answer.reason
    return context.decided.kind, context.decided.reason


def report(name: str, found: Decided) -> str:
    """Return the step's numbers as Markdown."""
    every = found.every
    lines = [
        f"# Step decide: {name}",
        "",
        "Made by `newtrade eval --step decide`: the steps up to `decide`, guard and skills among them. Intervals are",
        "Wilson's, 95 %.",
        "",
        f"Decided as expected: {shown(every.agreed)}. Refusals with the expected reason: {shown(found.reasons)}.",
        "",
        "| expected | answer | clarify | refuse |",
        "| --- | --- | --- | --- |",
        *(f"| {expected} | {_counts(every, expected)} |" for expected in OUTCOMES),
        "",
        "| kind | as expected | answer | clarify | refuse |",
        "| --- | --- | --- | --- | --- |",
        *(f"| {kind} | {shown(of.agreed)} | {_sums(of)} |" for kind, of in found.by_kind.items()),
        "",
    ]
    if found.wrong:
        lines += ["## Decided otherwise", "", *(f"- {line}" for line in found.wrong), ""]
    return "\n".join(lines)


def _counts(of: Agreement, expected: Outcome) -> str:
    return " | ".join(str(of.table[expected][got]) for got in OUTCOMES)


def _sums(of: Agreement) -> str:
    return " | ".join(str(sum(of.table[expected][got] for expected in OUTCOMES)) for got in OUTCOMES)
