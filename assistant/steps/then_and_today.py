"""What held on a day beside what holds today, when a question asks for both: 2023年限额多少，现在呢."""

from dataclasses import replace

from assistant.context import Context
from assistant.draft import Draft, Items, Paragraph, Piece, source_of
from assistant.skills.formats import labelled
from assistant.steps.comparing import is_likely
from assistant.steps.early import in_force_on
from assistant.steps.leads import without_lead
from assistant.steps.retrieve import retrieve
from assistant.steps.telling_sides import told_by_days
from assistant.understanding.standing import asks_of_both
from kb.dates import say_day
from kb.figures import figures
from kb.messages import say


def tell_then_and_today(context: Context) -> Draft | None:
    """Return the rule of the day that a question names beside today's; None where it does not ask for both.

    Both are told from one section of two versions where there is one, else from what is found first on each day.
    """
    understood, lang = context.understood, context.understood.lang
    said = understood.said
    if said is None or said.day >= context.today or not asks_of_both(understood.question, said):
        return None
    now = replace(understood, day=context.today, said=said.model_copy(update={"day": context.today}))
    today = retrieve(replace(context, understanding=now))
    if not (is_likely(context) and is_likely(today) and context.found and today.found):
        return None
    days = (understood.day, context.today)
    found = [
        [hit for hit in hits if in_force_on(hit, day)]
        for hits, day in zip((context.found.hits, today.found.hits), days, strict=True)
    ]
    both = told_by_days(found) if all(found) else ()
    if (
        len({told.statement.text for told in both}) < len(days)
        and len({h[0].version.document for h in found if h}) == 1
    ):
        both = told_by_days([hits[:1] for hits in found])  # what fits both days alike does not tell them apart
    if len({told.statement.text for told in both}) < len(days):
        return None
    pieces = []
    for day, told in zip(days, both, strict=True):
        name = say("compare.on-day", lang, day=say_day(day, lang))
        source = source_of(told.hit.version, told.hit.section, told.statement)
        pieces.append(Piece(labelled(name, without_lead(told.statement).text, lang), (source,), own=figures(name)))
    blocks = (Paragraph((Piece(say("compare.sides", lang)),)), Items(tuple(pieces)))
    return Draft("then-and-today", blocks, dated=False, tells_changes=True)
