"""The ways of answering that the ablation compares: each has one part more than the one before.

Nothing is built for the comparison but switches: weights set to 0, a glossary left empty, a search of any day, steps
of the pipeline left out. The last way is the pipeline as it serves.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.answer import Answer
from assistant.context import Context
from assistant.pipeline import STEPS, Assistant, Step, with_weights
from assistant.retrieval.search import search
from assistant.retrieval.weights import Weights
from assistant.steps.covering import Coverage
from assistant.steps.prove import cite_unproven, prove
from assistant.steps.retrieve import query_of, retrieve
from assistant.steps.understand import understand
from assistant.steps.use_skill import use_skill
from kb.citation import cite
from kb.glossary import Glossary
from kb.messages import say


@dataclass(frozen=True)
class Way:
    """One way of answering.

    Attributes:
        name: The part it adds.
        find: The steps up to what is found.
        answer: The steps up to an answer.
    """

    name: str
    assistant: Assistant
    find: tuple[Step, ...]
    answer: tuple[Step, ...]


def ways(assistant: Assistant) -> tuple[Way, ...]:
    """Return the ways, from text and words alone to the pipeline that serves."""
    full = assistant.weights
    bare = _without_glossary(with_weights(assistant, _only(full, ("dense_text", "lexical_text"))))
    asked = _without_glossary(with_weights(assistant, _only(full, tuple(full.channels))))
    terms = with_weights(assistant, _only(full, tuple(full.channels)))
    any_day, of_day = (understand, retrieve_of_any_day), (understand, retrieve)
    composing = _without(STEPS, use_skill)
    return (
        Way("+ hybrid: sections, by vectors and words", bare, any_day, (*any_day, show_first)),
        Way("+ questions of sections", asked, any_day, (*any_day, show_first)),
        Way("+ glossary", terms, any_day, (*any_day, show_first)),
        Way("+ codes, document numbers, headings, coverage", assistant, any_day, (*any_day, show_first)),
        Way("+ as-of: what was in force on the day", assistant, of_day, (*of_day, show_first)),
        Way("+ guard, decide, compose", assistant, of_day, _instead(composing, prove, cite_unproven)),
        Way("+ skills", assistant, of_day, _instead(STEPS, prove, cite_unproven)),
        Way("+ proof: as it serves", assistant, of_day, STEPS),
    )


def retrieve_of_any_day(context: Context) -> Context:
    """Fill in `found` with sections of any day, as a search that knows no dates would."""
    query = replace(query_of(context), day=None, changed_in=None)
    understood = replace(context.understood, day=context.today, said=None)
    found = Coverage(context).ranked(search(context.index, query, context.weights, understood.lang))
    return replace(context, found=found, understanding=understood)


def show_first(context: Context) -> Context:
    """Fill in `answer` with the whole text of the first section found: no deciding, no choosing of sentences."""
    understood = context.understood
    hits = context.found.hits if context.found else ()
    if not hits:
        refused = Answer(
            status="refused",
            reason="not_covered",
            lang=understood.lang,
            as_of=understood.day,
            text=say("answer.refused-not-covered", understood.lang),
        )
        return replace(context, answer=refused)
    first = hits[0]
    citation = cite(1, context.index.library, first.version, first.section, (first.section.body,))
    answer = Answer(
        status="answered",
        lang=understood.lang,
        as_of=understood.day,
        text=f"{first.section.heading}\n\n{first.section.body}",
        citations=(citation,),
    )
    return replace(context, answer=answer)


def without_questions(assistant: Assistant) -> Assistant:
    """Return the same assistant that does not search the questions of sections."""
    weights = assistant.weights
    kept = {name: 0.0 if name.endswith("_question") else value for name, value in weights.channels.items()}
    return with_weights(assistant, weights.model_copy(update={"channels": kept}))


def _only(weights: Weights, channels: tuple[str, ...]) -> Weights:
    kept = {name: value if name in channels else 0.0 for name, value in weights.channels.items()}
    return weights.model_copy(update={"channels": kept, "bonuses": dict.fromkeys(weights.bonuses, 0.0)})


def _without_glossary(assistant: Assistant) -> Assistant:
    library = assistant.index.library.model_copy(update={"glossary": Glossary()})
    return replace(assistant, index=replace(assistant.index, library=library))


def _without(steps: tuple[Step, ...], left_out: Step) -> tuple[Step, ...]:
    return tuple(step for step in steps if step is not left_out)


def _instead(steps: tuple[Step, ...], old: Callable[[Context], Context], new: Step) -> tuple[Step, ...]:
    return tuple(new if step is old else step for step in steps)
