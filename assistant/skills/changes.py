"""Tell what changed: in a period, of one rule, or between the old text and the new."""

import re
from datetime import date
from itertools import groupby

from assistant.context import Context
from assistant.draft import Block, Draft, Items, Paragraph, Piece
from assistant.skills.before import before_rule, rules_before
from assistant.skills.changed import Changed, all_changes
from assistant.skills.changed_by import changed_by
from assistant.skills.picking_changes import about, chosen_of, tells
from assistant.skills.telling_changes import day_line, piece_of
from assistant.skills.then_and_now import now_and_before, tells_of_a_change
from assistant.skills.topic import Topic, topic_of, words
from assistant.skills.versions import compare_versions
from assistant.understanding.intent import intent_of
from assistant.understanding.spans import recent_in, years_to
from ingest.tokens import normalise
from kb.dates import DateRange, say_day
from kb.figures import figures
from kb.messages import say

_OF_ONE = 3
"""Changes told of one rule."""

_YEARS = 3
"""Years that a question without a period reaches back, of a rule that changed more than once in them."""

_NEAR = 0.7
"""Share of the best score from which a section is about what is asked."""

_HISTORY = 2
"""Rules before the one of today from which they are its history."""

_SHARES = (0.95, 0.85, _NEAR)
"""The same of one rule: what fits best is told, the rest only where nothing changed in that."""

_LOOKED_AT = 4
"""Sections, best first, of which one may have a rule before it."""

_LAST = 0.4
"""The same where only the last change is looked for."""


def tell_changes(context: Context) -> Draft | None:
    """Return what changed, when the question asks that and names a period, a rule or two versions; else None."""
    understood = context.understood
    text = normalise(understood.question)
    known = words()
    if intent_of(understood.question) != "changes" and not re.search(f"{known.asks}|{known.one_rule}", text):
        return None
    topic = topic_of(context, text)
    of_document = _of_a_document(context, topic)
    if topic is None or of_document:
        return of_document
    if re.search(known.versions, text) and topic.scores:
        return compare_versions(context) or _beside_the_old(context) or _latest(context, topic)
    period = understood.said.period if understood.said and understood.said.precision != "event" else None
    recent = None if period else recent_in(text, context.today)
    made_for_it = topic.scores and _is_made_for_it(context)
    if not period and re.search(known.history, text) and topic.scores:
        whole = DateRange(start=date.min, end=context.today)
        return None if made_for_it else _history(context) or _in_period(context, topic, whole)
    if recent and topic.scores and not topic.bare:
        one = _beside_the_first(context, topic) or _of_one_rule(context, topic)
        return None if made_for_it else one or _in_period(context, topic, recent)
    if recent and topic.codes:
        recent = years_to(context.today, _YEARS)
    if period or recent:
        return _in_period(context, topic, period or recent)
    if not (re.search(known.one_rule, text) and topic.scores):
        return None
    lately = _in_period(context, topic, years_to(context.today, _YEARS)) if topic.bare else None
    return lately or _beside_the_first(context, topic) or _of_one_rule(context, topic)


def _is_made_for_it(context: Context) -> bool:
    """Tell whether the section found first is made to tell what changed: then it answers itself."""
    first = context.found.hits[:1] if context.found else ()
    return bool(first) and tells_of_a_change(context, first[0])


def _in_period(context: Context, topic: Topic, period: DateRange) -> Draft | None:
    lang = context.understood.lang
    every = [c for c in all_changes(context.index, lang) if tells(c)]
    inside = [c for c in every if period.contains(c.day)]
    within = about(inside, every, topic, _NEAR) or about(inside, every, topic, _LAST)
    chosen = chosen_of(within, topic)
    if not chosen and _is_left_open(context, topic, period):
        return None
    if not chosen:
        return _none(context, topic, period, every)
    blocks: list[Block] = [Paragraph((_heading(context, period),)), *_by_day(context, topic, chosen)]
    more = len({c.version.document for c in within} - {c.version.document for c in chosen})
    if more:
        blocks.append(Paragraph((Piece(say("changes.more", lang, count=more), own=figures(str(more))),)))
    return Draft("changes", tuple(blocks), suggestions=_suggestions(within, chosen), dated=False, tells_changes=True)


def _is_left_open(context: Context, topic: Topic, period: DateRange) -> bool:
    """Tell whether a section that fits well tells of the period that it is left open what changed: it answers itself."""
    fitting = (c for c in all_changes(context.index, context.understood.lang) if topic.scores and period.contains(c.day))
    return any(not tells(c) and topic.score(c) >= _SHARES[1] * topic.best for c in fitting)


def _by_day(context: Context, topic: Topic, chosen: list[Changed]) -> list[Block]:
    """Return the changes as lists under their days, the newest first; what is to come, the nearest first."""
    ahead = all(c.day > context.today for c in chosen)
    ordered = sorted(chosen, key=lambda c: (c.day, c.ends), reverse=not ahead)
    blocks: list[Block] = []
    for (day, ends), group in groupby(ordered, key=lambda c: (c.day, c.ends)):
        pieces = tuple(filter(None, (piece_of(changed, topic.scores) for changed in group)))
        if pieces:
            line = day_line(day, context.today, context.understood.lang, ends=ends)
            blocks += [Paragraph((Piece(line, own=figures(line)),)), Items(pieces)]
    return blocks


def _heading(context: Context, period: DateRange) -> Piece:
    lang, start = context.understood.lang, say_day(period.start, context.understood.lang)
    if period.start == date.min:
        text = say("changes.heading-open", lang)
    elif period.start > context.today:
        text = say("changes.heading-ahead", lang, start=start)
    else:
        text = say("changes.heading", lang, start=start, end=say_day(period.end or context.today, lang))
    return Piece(text, own=figures(text))


def _none(context: Context, topic: Topic, period: DateRange, every: list[Changed]) -> Draft | None:
    """Return that nothing changed, with the last change before; None where no change is known at all."""
    understood = context.understood
    named = understood.codes or understood.terms or understood.instruments or not topic.scores
    earlier = [c for c in every if c.day < period.start and not c.ends]
    before = topic.spoken_of([c for c in earlier if topic.score(c) and topic.score(c) >= _LAST * topic.best])
    if not before or not named or (topic.scores and _is_made_for_it(context)):
        return None
    last = max(before, key=lambda c: (c.day, topic.score(c)))
    lang = understood.lang
    if period.start > context.today:
        text = say("changes.none-ahead", lang, start=say_day(period.start, lang))
    else:
        end = say_day(min(period.end or context.today, max(context.today, period.start)), lang)
        text = say("changes.none", lang, start=say_day(period.start, lang), end=end)
    blocks = (Paragraph((Piece(text, own=figures(text)),)), *_by_day(context, topic, [last]))
    return Draft("changes", blocks, dated=False, tells_changes=True)


def _of_a_document(context: Context, topic: Topic | None) -> Draft | None:
    """Return what the one document that is named changed; None where a section is made to tell that."""
    if _is_made_for_it(context):
        return None
    every = [c for c in all_changes(context.index, context.understood.lang) if tells(c)]
    chosen = chosen_of(changed_by(context, every, topic), topic or Topic({}))
    if not chosen:
        return None
    heading = Piece(say("changes.heading-open", context.understood.lang))
    blocks = (Paragraph((heading,)), *_by_day(context, topic or Topic({}), chosen))
    return Draft("changes", blocks, dated=False, tells_changes=True)


def _beside_the_old(context: Context) -> Draft | None:
    """Return what holds now beside what held before; None where no text tells both."""
    told = now_and_before(context, context.found.hits[:_LOOKED_AT]) if context.found else ()
    return Draft("changes", told, dated=False, tells_changes=True) if told else None


def _beside_the_first(context: Context, topic: Topic) -> Draft | None:
    """Return the section found first beside what held before it, where no change is known of it."""
    first = context.found.hits[:1] if context.found else ()
    every = all_changes(context.index, context.understood.lang)
    known = {address for c in every if c.section for address in c.addresses}
    if topic.bare or not first or first[0].address in known:
        return None
    told = now_and_before(context, first)
    return Draft("changes", told, dated=False, tells_changes=True) if told else None


def _latest(context: Context, topic: Topic) -> Draft | None:
    """Return the latest changes of the text that fits best."""
    found = context.found.hits[0].version.document if context.found and context.found.hits else None
    every = [c for c in all_changes(context.index, context.understood.lang) if tells(c) and not c.ends]
    near = [c for c in every if c.version.document == found and c.day <= context.today and topic.score(c)]
    shares = (*_SHARES, _LAST)
    good = next(filter(None, ([c for c in near if topic.score(c) >= share * topic.best] for share in shares)), [])
    day = max((c.day for c in good), default=None)
    chosen = chosen_of([c for c in good if c.day == day], topic)
    if not chosen:
        return None
    heading = Piece(say("changes.heading-open", context.understood.lang))
    blocks = (Paragraph((heading,)), *_by_day(context, topic, chosen), *_before(context, chosen))
    return Draft("changes", blocks, dated=False, tells_changes=True)


def _of_one_rule(context: Context, topic: Topic) -> Draft | None:
    """Return the last changes of the rule that the question is about; of a single one, with the rule before it."""
    every = [c for c in all_changes(context.index, context.understood.lang) if not c.ends and c.day <= context.today]
    past = [c for c in every if topic.score(c)]
    shares = _SHARES if topic.bare else _SHARES[:-1]
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
        "changes", (*_by_day(context, topic, chosen), *_before(context, chosen)), dated=False, tells_changes=True
    )


def _history(context: Context) -> Draft | None:
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
    return Draft("changes", (*_by_day(context, Topic({}), [now]), *before), dated=False, tells_changes=True)


def _before(context: Context, chosen: list[Changed]) -> tuple[Block, ...]:
    """Return what held before the changes that are told; nothing where no text tells."""
    sections = [(c.version, c.section) for c in chosen if c.section and not c.ends]
    older = next(filter(None, (before_rule(context, *item) for item in sections)), None)
    told = older.said(context.understood.lang) if older else None
    return (Paragraph((told,)),) if told else ()


def _suggestions(within: list[Changed], chosen: list[Changed]) -> tuple[str, ...]:
    """Return headings of changes that are not told, then of those that are."""
    others = [c for c in within if c not in chosen]
    return tuple(dict.fromkeys(c.section.heading for c in (*others, *chosen) if c.section))[:3]
