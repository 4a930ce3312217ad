"""The skill that works sums out: taxes, refunds, charges and fines of which the texts give formula and figures."""

from assistant.context import Context
from assistant.draft import Draft, Items, Paragraph
from assistant.skills.calculate.dialog import whole_question
from assistant.skills.calculate.filling import outcome
from assistant.skills.calculate.reading import Reading, is_other_matter
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.unclear import unclear
from assistant.skills.calculate.working import Missing, Outcome, Worked
from kb.messages import Lang

NAME = "calculate"


def calculate(context: Context) -> Draft | None:
    """Answer a question for a sum, or ask for the number it lacks; None for every other question."""
    understood = context.understood
    if understood.intent in {"small_talk", "comparison", "changes"}:
        return None
    question, reading = whole_question(context)
    rules = Rules(context.index.library, understood.day, understood.lang)
    found = _found(question, reading, rules, understood.codes) or unclear(question, reading, rules, understood.terms)
    if found is None:
        return None
    return _asking(found, question, understood.lang) if isinstance(found, Missing) else _telling(found)


def _found(question: str, reading: Reading, rules: Rules, codes: tuple[str, ...]) -> Outcome | None:
    if reading.calculation is None or not reading.wants_a_sum or is_other_matter(question, reading.calculation, codes):
        return None
    return outcome(reading, rules)


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
        dated=any(piece.sources for piece in (missing.ask, *missing.so_far)),
        suggestions=tuple(f"{bare}{joint}{choice}" for choice in missing.choices),
    )
