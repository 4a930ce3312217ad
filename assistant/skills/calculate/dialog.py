"""Put together a sum that people ask for over several turns: 3000块的奶粉海淘要交多少税, then 9个点."""

from assistant.context import Context
from assistant.skills.calculate.reading import Reading, read
from kb.messages import Lang

_TURNS = 4
"""How far back a sum may have begun."""


def whole_question(context: Context) -> tuple[str, Reading]:
    """Return the question with the sum it completes, when it only gives a number or a word that the last one lacked."""
    understood = context.understood
    question = understood.question
    reading = read(question, understood.codes)
    asked = [turn.content for turn in context.history if turn.role == "user" and turn.content.strip()]
    if reading.wants or not asked:
        return question, reading
    question = understood.asked or question
    reading = read(question, understood.codes)
    if not reading.completes and reading.calculation is None:
        return question, reading
    before = _begun(asked[-_TURNS:], understood.lang)
    if before is None:
        return question, reading
    earlier = read(before)
    if None not in {reading.calculation, earlier.calculation} and reading.calculation != earlier.calculation:
        return question, reading
    return f"{before}{_joint(understood.lang)}{question}", earlier.then(reading)


def _begun(asked: list[str], lang: Lang) -> str | None:
    """Return the turns from the last one that asked for a sum, when those since only added to it."""
    since: list[str] = []
    for text in reversed(asked):
        reading = read(text)
        since.insert(0, text.rstrip("?？。. "))
        if reading.wants:
            return _joint(lang).join(since)
        if not reading.completes and reading.calculation is None:
            return None
    return None


def _joint(lang: Lang) -> str:
    return "；" if lang == "zh" else "; "
