"""The step `retrieve` alone: are the right sections found, in force on the day, and how far up?"""

from collections.abc import Sequence

from assistant.context import Context
from assistant.evaluation.intervals import shown
from assistant.evaluation.questions import EvalQuestion
from assistant.evaluation.ranking import Ranking, ranking
from assistant.pipeline import Assistant
from assistant.steps.retrieve import retrieve
from assistant.steps.understand import understand
from kb.model import Frozen


class Retrieved(Frozen):
    """How the search did.

    Attributes:
        every: All questions with sections to find, follow-ups with their history.
        by_kind: Those of each kind.
        missed: A line for each question without a right section among the first five.
    """

    every: Ranking
    by_kind: dict[str, Ranking]
    missed: tuple[str, ...]


def measure_retrieve(assistant: Assistant, questions: Sequence[EvalQuestion]) -> Retrieved:
    """Search for every question that has sections to find."""
    asked = [question for question in questions if question.expect.sections]
    found: dict[str, list[str]] = {}
    for question in asked:
        context, _ = assistant.run(
            question.question, question.as_of, question.history or (), None, (understand, retrieve)
        )
        found[question.id] = sections_found(context, question)
    missed = [q for q in asked if not set(q.expect.sections) & set(found[q.id][:5])]
    kinds = sorted({question.kind for question in asked})

    def of(chosen: Sequence[EvalQuestion]) -> Ranking:
        return ranking({q.id: q.expect.sections for q in chosen}, found)

    return Retrieved(
        every=of(asked),
        by_kind={kind: of([q for q in asked if q.kind == kind]) for kind in kinds},
        missed=tuple(f"`{q.id}` ({q.kind}): {', '.join(found[q.id][:2]) or 'nothing'} first" for q in missed),
    )


def sections_found(context: Context, question: EvalQuestion) -> list[str]:
    """Return `document#anchor` of what is handed on to the answer, best first; one not in force is marked so.

    It must be in force on the day that the question's entry notes; where none is noted, on the day of the conversation
    or the one that was understood.
    """
    hits = context.found.hits if context.found else ()
    noted = question.expect.day
    days = (noted,) if noted else (question.as_of, context.understood.day)
    return list(
        dict.fromkeys(
            f"{hit.version.document}#{hit.section.anchor}"
            if hit.section.served and any(hit.section.served.contains(day) for day in days)
            else f"{hit.address} (not in force)"
            for hit in hits
        )
    )


def report(name: str, found: Retrieved) -> str:
    """Return the step's numbers as Markdown."""

    def row(label: str, of: Ranking) -> str:
        cells = [shown(value) for value in (of.hit_at_1, of.hit_at_5, of.mrr, of.ndcg_at_10)]
        return f"| {label} | {of.questions} | {' | '.join(cells)} |"

    lines = [
        f"# Step retrieve: {name}",
        "",
        "Made by `newtrade eval --step retrieve`. A section counts only if it is in force on the day asked about. Any",
        "section that would rightly be cited will do for hit@1, recall@5 and MRR (mean reciprocal rank); nDCG@10 wants",
        "all of them on top, though at most eight sections are handed on to the answer. Measured by `ir_measures`.",
        "Intervals: Wilson's for shares, bootstrap for means, 95 %.",
        "",
        "| kind | questions | hit@1 | recall@5 | MRR | nDCG@10 |",
        "| --- | --- | --- | --- | --- | --- |",
        row("all", found.every),
        *(row(kind, of) for kind, of in found.by_kind.items()),
        "",
    ]
    if found.missed:
        lines += ["## No right section among the first five", "", *(f"- {line}" for line in found.missed), ""]
    return "\n".join(lines)
