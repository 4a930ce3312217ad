"""Tell what changed: in a period, of one rule, or between the old text and the new."""

import re
from datetime import date

from assistant.context import Context
from assistant.draft import Block, Draft, Paragraph, Piece
from assistant.skills.changed import Changed, all_changes
from assistant.skills.changed_by import changed_by
from assistant.skills.one_rule import SHARES, before_them, beside_the_first, history, of_one_rule
from assistant.skills.picking_changes import about, chosen_of, tells
from assistant.skills.telling_changes import by_day
from assistant.skills.then_and_now import now_and_before, tells_of_a_change
from assistant.skills.topic import Topic, topic_of, words
from assistant.skills.versions import compare_versions
from assistant.understanding.intent import intent_of
from assistant.understanding.spans import recent_in, years_to
from ingest.tokens import normalise
from kb.dates import DateRange, say_day
from kb.figures import figures
from kb.messages import say

_YEARS = 3
"""Years that a question without a period reaches back, of a rule that changed more than once in them."""

_NEAR = 0.7
"""Share of the best score from which a section is about what is asked."""

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
    of_document = _of_a_document(context, topic or Topic({}))
    if topic is None or of_document:
        return of_document
    if re.search(known.versions, text) and topic.scores:
        return compare_versions(context) or _beside_the_old(context) or _latest(context, topic)
    period = understood.said.period if understood.said and understood.said.precision != "event" else None
    if period:
        return _in_period(context, topic, period)
    return _of_a_topic(context, topic, text) if topic.scores else _recently(context, topic, text)


def _recently(context: Context, topic: Topic, text: str) -> Draft | None:
    recent = recent_in(text, context.today)
    return _in_period(context, topic, recent) if recent else None


def _of_a_topic(context: Context, topic: Topic, text: str) -> Draft | None:
    """Return what changed of what is asked about, where no period is named: lately, at last, or ever."""
    known = words()
    if re.search(known.history, text):
        return None if _is_made_for_it(context) else _ever(context, topic)
    last_years = years_to(context.today, _YEARS)
    recent = recent_in(text, context.today)
    if recent and topic.bare:
        return _in_period(context, topic, last_years if topic.codes else recent)
    if topic.bare:
        return _in_period(context, topic, last_years) or of_one_rule(context, topic)
    if recent and _is_made_for_it(context):
        return None
    if not (recent or re.search(known.one_rule, text)):
        return None
    told = beside_the_first(context, topic) or of_one_rule(context, topic)
    return told or (_in_period(context, topic, recent) if recent else None)


def _ever(context: Context, topic: Topic) -> Draft | None:
    whole = DateRange(start=date.min, end=context.today)
    return history(context) or of_one_rule(context, topic) or _in_period(context, topic, whole)


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
    blocks: list[Block] = [Paragraph((_heading(context, period),)), *by_day(context, topic.scores, chosen)]
    more = len({c.version.document for c in within} - {c.version.document for c in chosen})
    if more:
        blocks.append(Paragraph((Piece(say("changes.more", lang, count=more), own=figures(str(more))),)))
    return Draft("changes", tuple(blocks), suggestions=_suggestions(within, chosen), dated=False, tells_changes=True)


def _is_left_open(context: Context, topic: Topic, period: DateRange) -> bool:
    """Tell whether a section that fits well says of the period that it is open what changed: it answers itself."""
    every = all_changes(context.index, context.understood.lang) if topic.scores else ()
    fitting = (c for c in every if period.contains(c.day))
    return any(not tells(c) and topic.score(c) >= SHARES[1] * topic.best for c in fitting)


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
    blocks = (Paragraph((Piece(text, own=figures(text)),)), *by_day(context, topic.scores, [last]))
    return Draft("changes", blocks, dated=False, tells_changes=True)


def _of_a_document(context: Context, topic: Topic) -> Draft | None:
    """Return what the one document that is named changed; None where a section is made to tell that."""
    if _is_made_for_it(context):
        return None
    every = [c for c in all_changes(context.index, context.understood.lang) if tells(c)]
    chosen = chosen_of(changed_by(context, every, topic), topic)
    if not chosen:
        return None
    heading = Piece(say("changes.heading-open", context.understood.lang))
    blocks = (Paragraph((heading,)), *by_day(context, topic.scores, chosen))
    return Draft("changes", blocks, dated=False, tells_changes=True)


def _beside_the_old(context: Context) -> Draft | None:
    """Return what holds now beside what held before; None where no text tells both."""
    told = now_and_before(context, context.found.hits[:_LOOKED_AT]) if context.found else ()
    return Draft("changes", told, dated=False, tells_changes=True) if told else None


def _latest(context: Context, topic: Topic) -> Draft | None:
    """Return the latest changes of the text that fits best."""
    found = context.found.hits[0].version.document if context.found and context.found.hits else None
    every = [c for c in all_changes(context.index, context.understood.lang) if tells(c) and not c.ends]
    near = [c for c in every if c.version.document == found and c.day <= context.today and topic.score(c)]
    shares = (*SHARES, _LAST)
    good = next(filter(None, ([c for c in near if topic.score(c) >= share * topic.best] for share in shares)), [])
    day = max((c.day for c in good), default=None)
    chosen = chosen_of([c for c in good if c.day == day], topic)
    if not chosen:
        return None
    heading = Piece(say("changes.heading-open", context.understood.lang))
    blocks = (Paragraph((heading,)), *by_day(context, topic.scores, chosen), *before_them(context, chosen))
    return Draft("changes", blocks, dated=False, tells_changes=True)


def _suggestions(within: list[Changed], chosen: list[Changed]) -> tuple[str, ...]:
    """Return headings of changes that are not told, then of those that are."""
    others = [c for c in within if c not in chosen]
    return tuple(dict.fromkeys(c.section.heading for c in (*others, *chosen) if c.section))[:3]
