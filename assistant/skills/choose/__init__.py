"""Choose a trade format: a short interview, then the formats that fit, with the reasons for and against."""

from assistant.context import Context
from assistant.draft import Draft
from assistant.skills.choose.asking import asking
from assistant.skills.choose.branches import branches, for_each_case
from assistant.skills.choose.interview import interview, is_of_another_code
from assistant.skills.choose.rules import next_question
from assistant.skills.choose.saying import Result


def choose_format(context: Context) -> Draft | None:
    """Return the next question of the interview, or its result; None when no format is looked for."""
    going = interview(context)
    if going is None:
        return None
    understood = context.understood
    result = Result(
        context.index.library,
        going.facts,
        understood.day,
        understood.lang,
        short=True,
        without=going.without,
        named=going.named,
    )
    if going.code:
        return result.about(going.code)
    for_each = for_each_case(context.index.library, going.cases, understood.day, understood.lang)
    if for_each:
        return for_each
    question = None if result.verdict.fits else next_question(going.facts)
    if question:
        if len(going.named) > 1:
            return None  # who names two formats is better told them apart than asked
        side_by_side = branches(context.index.library, question, going.facts, understood.day, understood.lang)
        # Who asks in general is better served by the section on choosing than by a question back.
        may_ask = going.mine and not is_of_another_code(context, going)
        return side_by_side or (asking(question, going.facts, understood.lang) if may_ask else None)
    return result.draft() if going.mine or result.verdict.fits else None
