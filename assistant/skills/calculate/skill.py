"""The skill that works sums out: tax on retail imports and parcels, export refunds, income tax on a deemed profit."""

from assistant.context import Context
from assistant.draft import Draft, Items, Paragraph
from assistant.skills.calculate.filling import outcome
from assistant.skills.calculate.reading import ANSWERS, Reading, is_other_matter, read
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.working import Missing, Worked
from kb.messages import Lang

NAME = "calculate"


def calculate(context: Context) -> Draft | None:
    """Answer a question for a sum, or ask for the number it lacks; None for every other question."""
    understood = context.understood
    if understood.intent in {"small_talk", "comparison", "changes"}:
        return None
    question, reading = _whole(context)
    if reading.calculation is None or not reading.wants:
        return None
    if is_other_matter(question, reading.calculation, understood.codes):
        return None
    found = outcome(reading, Rules(context.index.library, understood.day, understood.lang))
    if found is None:
        return None
    return _asking(found, question, understood.lang) if isinstance(found, Missing) else _telling(found)


def _whole(context: Context) -> tuple[str, Reading]:
    """Return the question with the sum it completes, when it only gives a number or a word that the last one lacked."""
    understood = context.understood
    question = understood.question
    reading = read(question, understood.codes)
    asked = [turn.content for turn in context.history if turn.role == "user" and turn.content.strip()]
    if understood.completed or reading.wants or not asked:
        return question, reading
    before = read(asked[-1], understood.codes)
    completes = reading.shares or reading.money or reading.says & ANSWERS
    if before.calculation is None or not before.wants or not completes:
        return question, reading
    if reading.calculation not in {None, before.calculation} or understood.codes:
        return question, reading
    joint = "；" if understood.lang == "zh" else "; "
    return f"{asked[-1].rstrip('?？。. ')}{joint}{question}", before.then(reading)


def _telling(worked: Worked) -> Draft:
    lines = (*worked.formula, *worked.notes, *worked.assumed)
    blocks = (Paragraph((worked.result,)), *((Items(lines),) if lines else ()))
    return Draft(by=NAME, blocks=blocks)


def _asking(missing: Missing, question: str, lang: Lang) -> Draft:
    """Ask; each choice is the whole question with its answer, so that it can be sent as it stands."""
    blocks = (Paragraph((missing.ask,)), *((Items(missing.so_far),) if missing.so_far else ()))
    bare = question.rstrip("?？。.!！ ")
    joint = "；" if lang == "zh" else "; "
    return Draft(
        by=NAME,
        blocks=blocks,
        status="clarify",
        suggestions=tuple(f"{bare}{joint}{choice}" for choice in missing.choices),
    )
