"""What each part of retrieval brings: the same questions, with parts taken away."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.evaluation.questions import EvalQuestion
from assistant.evaluation.summary import Rate, rate
from assistant.pipeline import Assistant, with_weights
from assistant.retrieval.weights import Weights
from kb.glossary import Glossary
from kb.model import Frozen


class Ablation(Frozen):
    """One way of searching and how it did.

    Attributes:
        hit_at_1: Share of questions whose first section is right.
        recall_at_5: Share with a right section among the first five.
    """

    name: str
    hit_at_1: Rate
    recall_at_5: Rate


def ablate(assistant: Assistant, questions: Sequence[EvalQuestion]) -> tuple[Ablation, ...]:
    """Search with ever more parts, from the text's vector alone to everything."""
    asked = [question for question in questions if question.expect.sections and not question.history]
    full = assistant.weights
    bare = _only(full, ("dense_text",))
    ways = (
        ("dense text alone", bare, False),
        ("+ words of the text", _only(full, ("dense_text", "lexical_text")), False),
        ("+ questions of sections", _only(full, tuple(full.channels)), False),
        ("+ glossary", _only(full, tuple(full.channels)), True),
        ("+ codes, document numbers, headings: everything", full, True),
        ("everything without the questions of sections", _without_questions(full), True),
    )
    return tuple(
        _measure(name, _with(assistant, weights, glossary=glossary), asked) for name, weights, glossary in ways
    )


def _only(weights: Weights, channels: tuple[str, ...]) -> Weights:
    kept = {name: value if name in channels else 0.0 for name, value in weights.channels.items()}
    return weights.model_copy(update={"channels": kept, "bonuses": dict.fromkeys(weights.bonuses, 0.0)})


def _without_questions(weights: Weights) -> Weights:
    kept = {name: 0.0 if name.endswith("_question") else value for name, value in weights.channels.items()}
    return weights.model_copy(update={"channels": kept})


def _with(assistant: Assistant, weights: Weights, *, glossary: bool) -> Assistant:
    changed = with_weights(assistant, weights)
    if glossary:
        return changed
    library = changed.index.library.model_copy(update={"glossary": Glossary()})
    return replace(changed, index=replace(changed.index, library=library))


def _measure(name: str, assistant: Assistant, asked: Sequence[EvalQuestion]) -> Ablation:
    first = among = 0
    for question in asked:
        hits = assistant.search(question.question, question.as_of).hits
        found = [f"{hit.version.document}#{hit.section.anchor}" for hit in hits]
        right = set(question.expect.sections)
        first += bool(found) and found[0] in right
        among += bool(right & set(found[:5]))
    return Ablation(name=name, hit_at_1=rate(first, len(asked)), recall_at_5=rate(among, len(asked)))


def report(found: Sequence[Ablation]) -> str:
    """Return the comparison as Markdown."""
    lines = [
        "# What each part of retrieval brings",
        "",
        f"Made by `newtrade ablation`, {found[0].hit_at_1.of} questions of both sets. Intervals are Wilson's, 95 %.",
        "",
        "| retrieval | hit@1 | interval | recall@5 | interval |",
        "| --- | --- | --- | --- | --- |",
    ]
    for item in found:
        one, five = item.hit_at_1, item.recall_at_5
        lines.append(
            f"| {item.name} | {one.share:.1%} | {one.low:.1%} to {one.high:.1%} "
            f"| {five.share:.1%} | {five.low:.1%} to {five.high:.1%} |"
        )
    return "\n".join((*lines, ""))
