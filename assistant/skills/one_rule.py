"""What changed of one rule: its last change with the rule before, or all that held before it."""

from assistant.context import Context
from assistant.draft import Block, Draft, Paragraph
from assistant.skills.before import before_rule, rules_before
from assistant.skills.changed import Changed, all_changes
from assistant.skills.picking_changes import chosen_of, tells
from assistant.skills.telling_changes import by_day
from assistant.skills.then_and_now import now_and_before
from assistant.skills.topic import Topic

_OF_ONE = 3
"""Changes told of one rule."""

_HISTORY = 2
"""Rules before the one of today from which they are its history."""

SHARES = (0.95, 0.85, 0.7)
"""Shares of the best score from which a change is of the rule: what fits best is told, else the rest."""


def beside_the_first(context: Context, topic: Topic) -> Draft | None:
    """Return the section found first beside what held before it, where no change is known of it."""
    first = context.found.hits[:1] if context.found else ()
    every = all_changes(context.index, context.understood.lang)
    known = {address for c in every if c.section for address in c.addresses}
    if topic.bare or not first or first[0].address in known:
        return None
    told = now_and_before(context, first)
    return Draft("changes", told, dated=False, tells_changes=True) if told else None


def of_one_rule(context: Context, topic: Topic) -> Draft | None:
    """Return the last changes of the rule that the question is about; of a single one, with the rule before it."""
    every = [c for c in all_changes(context.index, context.understood.lang) if not c.ends and c.day <= context.today]
    past = [c for c in every if topic.score(c)]
    shares = SHARES if topic.bare else SHARES[:-1]
    near = next(filter(None, ([c for c in past if topic.score(c) >= share * topic.best] for share in shares)), [])
    if near and not tells(max(near, key=topic.score)):
        return None  # what is asked about was left as it was, which the section itself tells
    near = [c for c in near if tells(c)]
    spoken = (topic.spoken_of(near) if topic.bare else near) or near
    last = max((c.day for c in spoken), default=None)
    chosen = chosen_of(topic.noted(c for c in spoken if c.day == last), topic)[:_OF_ONE]
    if not chosen:
        return None
    return Draft(
        "changes",
        (*by_day(context, topic.scores, chosen), *before_them(context, chosen)),
        dated=False,
        tells_changes=True,
    )


def history(context: Context) -> Draft | None:
    """Return the rule found first with those that held before it one after the other; None where fewer than two did."""
    first = context.found.hits[:1] if context.found else ()
    day = first[0].section.in_force.start if first else None
    if day is None or day > context.today:
        return None
    hit, lang = first[0], context.understood.lang
    told = [older.said(lang) for older in rules_before(context, hit.version, hit.section, most=_OF_ONE)]
    now = Changed(day, ends=False, version=hit.version, section=hit.section)
    before = tuple(Paragraph((piece,)) for piece in told if piece)
    if len(before) < _HISTORY:
        return None
    return Draft("changes", (*by_day(context, {}, [now]), *before), dated=False, tells_changes=True)


def before_them(context: Context, chosen: list[Changed]) -> tuple[Block, ...]:
    """Return what held before the changes that are told; nothing where no text tells."""
    sections = [(c.version, c.section) for c in chosen if c.section and not c.ends]
    older = next(filter(None, (before_rule(context, *item) for item in sections)), None)
    told = older.said(context.understood.lang) if older else None
    return (Paragraph((told,)),) if told else ()
