"""The day that 新规之前 names: the one before the rule that is found began."""

import re
from dataclasses import replace

from assistant.context import Context
from assistant.retrieval.search import Found
from assistant.understanding.days import SaidDay
from assistant.understanding.two_times import sets_two_times
from ingest.tokens import normalise
from kb.dates import DateRange, day_before

_BEFORE_NEW = re.compile(
    r"(?:新规定?|新政策?|新办法|新规则|新令)(?:出台|施行|实施|生效|开始)?(?:之前|以前|前(?!后))|(?:老|旧)(?:办法|规定|政策|规则)(?:下|里|上|时)|"
    r"\b(?:before|prior to|until) the (?:new|current|latest) (?:rules?|law|order|regulations?|measures)\b|"
    r"\bunder the (?:old|former|previous) (?:rules?|law|order|regulations?|measures)\b"
)


def before_the_rule(context: Context, found: Found) -> Context | None:
    """Return the question as of the day before the rule found for it began; None where it asks for no such day.

    Args:
        context: The question; one that names a day has its day.
        found: What was found for today.
    """
    understood = context.understood
    said = _BEFORE_NEW.search(normalise(understood.question))
    both = sets_two_times(understood.question) or understood.intent == "comparison"
    if said is None or both or understood.said is not None or not found.hits:
        return None
    day = day_before(found.hits[0].section.in_force.start)
    if day >= context.today:
        return None
    named = SaidDay(words=said[0], period=DateRange(start=day, end=day), day=day, precision="event")
    intent = "rule" if understood.intent == "changes" else understood.intent
    return replace(context, understanding=replace(understood, day=day, said=named, intent=intent))
