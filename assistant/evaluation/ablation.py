"""What each part brings: the same questions, asked in ways that have ever more parts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.answer import Answer
from assistant.evaluation.intervals import Rate, rate, shown
from assistant.evaluation.kept_vectors import RememberingEmbeddings
from assistant.evaluation.plain_recipe import PlainRecipe
from assistant.evaluation.questions import EvalQuestion
from assistant.evaluation.run import run
from assistant.evaluation.step_retrieve import sections_found
from assistant.evaluation.summary import Measures, measures
from assistant.evaluation.ways import Way, ways, without_questions
from assistant.pipeline import Assistant
from kb.model import Frozen


class Ablation(Frozen):
    """One way of answering and how it did.

    Attributes:
        name: The part it has more than the way before.
        hit_at_1: Share of questions whose first section is right and in force on the day asked about.
        recall_at_5: Share with such a section among the first five (the plain recipe: its four pieces).
        answers: The whole answers; None where only the search was measured.
    """

    name: str
    hit_at_1: Rate
    recall_at_5: Rate
    answers: Measures | None


def ablate(
    assistant: Assistant,
    questions: Sequence[EvalQuestion],
    data: Path,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Ablation, ...]:
    """Ask in every way, from the plain recipe to the pipeline that serves.

    Args:
        assistant: Ours, as it serves.
        questions: Those with sections to find and no history measure the search, all of them the answers.
        data: The data folder, where the vectors of the plain recipe's pieces are kept.
        progress: Told the name of each way before it is asked.
    """
    embeddings = RememberingEmbeddings(assistant.index.embeddings)
    assistant = replace(assistant, index=replace(assistant.index, embeddings=embeddings))
    searched = [question for question in questions if question.expect.sections and not question.history]

    def plain(question: EvalQuestion) -> list[str]:
        return recipe.similarity_search(question.question, question.expect.day or question.as_of)

    progress("plain LangChain recipe")
    recipe = PlainRecipe(assistant.index.library, embeddings, data)
    found = [
        _measure(
            "plain LangChain recipe",
            searched,
            plain,
            measures(run(assistant, questions, ask=lambda q: recipe.ask(q.question, q.as_of))),
        )
    ]
    every = ways(assistant)
    for way in every:
        progress(way.name)
        answers = measures(run(way.assistant, questions, ask=lambda q, way=way: _ask(way, q)))  # type: ignore[misc]
        found.append(_measure(way.name, searched, lambda q, way=way: _found(way, q), answers))  # type: ignore[misc]
    last = every[-1]
    less = Way("all of it without the questions of sections", without_questions(assistant), last.find, last.answer)
    return (*found, _measure(less.name, searched, lambda q: _found(less, q), None))


def _ask(way: Way, question: EvalQuestion) -> Answer:
    context, _ = way.assistant.run(question.question, question.as_of, question.history or (), None, way.answer)
    if context.answer is None:
        raise RuntimeError(f"the last step of {way.name} leaves an answer")
    return context.answer


def _found(way: Way, question: EvalQuestion) -> list[str]:
    context, _ = way.assistant.run(question.question, question.as_of, question.history or (), None, way.find)
    return sections_found(context, question)


def _measure(
    name: str,
    searched: Sequence[EvalQuestion],
    search: Callable[[EvalQuestion], list[str]],
    answers: Measures | None,
) -> Ablation:
    first = among = 0
    for question in searched:
        found = list(dict.fromkeys(search(question)))
        right = set(question.expect.sections)
        first += bool(found) and found[0] in right
        among += bool(right & set(found[:5]))
    return Ablation(
        name=name, hit_at_1=rate(first, len(searched)), recall_at_5=rate(among, len(searched)), answers=answers
    )


def report(found: Sequence[Ablation]) -> str:
    """Return the comparison as Markdown."""
    asked = found[0].answers.questions if found[0].answers else 0
    return f"""# What each part brings

Made by `newtrade ablation`: dev, held and fresh together, {asked} questions; {found[0].hit_at_1.of} of them, with
sections to find and no history, measure the search. Each line has one part more than the line above it. Nothing is
built for the comparison but switches: weights set to 0, an empty glossary, a search of any day, steps of the pipeline
left out (`assistant/evaluation/ways.py`); the line "as it serves" is the pipeline itself. All but the plain recipe
search by vectors that went through the learned map (decision 11). Behind each share stands its 95 % interval (Wilson).
A section counts as found only if it is in force on the day asked about. Of held and fresh questions only these totals
are ever seen.

Without a chat model the plain recipe has no answer of its own: what it shows is the text of the first piece found. Down
to "as-of" ours likewise shows the whole first section, whatever was asked: such an "answer" is right as soon as the
figure stands somewhere in it, and nothing is ever refused but a day before all texts. From "guard, decide, compose" on
the sentences that answer are chosen, and what the texts do not cover is refused. Proof can take away only what is not
in the texts: without a chat model sentences are taken from them as they stand, so it has little to do here. The plain
recipe gets a follow-up without its history.

| way | hit@1 | recall@5 | correct | right section cited | stale | wrongly refused | rightly refused | length zh, en |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
{chr(10).join(_row(way) for way in found)}
"""


def _row(way: Ablation) -> str:
    cells = [way.name, shown(way.hit_at_1), shown(way.recall_at_5)]
    answers = way.answers
    if answers is None:
        return f"| {' | '.join((*cells, *('—' for _ in range(6))))} |"
    rates = (answers.correct, answers.cited, answers.stale, answers.false_refusal, answers.correct_refusal)
    cells += [shown(value) for value in rates]
    cells.append(f"{answers.median_length_zh:.0f}, {answers.median_length_en:.0f}")
    return f"| {' | '.join(cells)} |"
