"""Tell what changed: in a period, of one rule, or between the old text and the new."""

import re
from dataclasses import replace
from itertools import groupby

from assistant.context import Context
from assistant.draft import Block, Draft, Items, Paragraph, Piece
from assistant.skills.changed import Changed, all_changes
from assistant.skills.telling_changes import day_line, piece_of, says_the_same
from assistant.skills.topic import Topic, topic_of, words
from assistant.skills.versions import compare_versions
from assistant.understanding.intent import intent_of
from assistant.understanding.spans import recent_in
from ingest.tokens import normalise
from kb.dates import DateRange, next_day, say_day
from kb.figures import figures
from kb.messages import say

_MOST = 6
_OF_ONE = 3
"""Changes told of one rule."""

_BROAD = 3
"""Texts from which a topic is broad: then each is told of once."""

_NEAR = 0.7
"""Share of the best score from which a section is about what is asked."""

_LAST = 0.4
"""The same where only the last change is looked for."""


def tell_changes(context: Context) -> Draft | None:
    """Return what changed, when the question asks that and names a period, a rule or two versions; else None."""
    understood = context.understood
    text = normalise(understood.question)
    known = words()
    if intent_of(understood.question) != "changes" and not re.search(known.asks, text):
        return None
    topic = topic_of(context, text)
    if topic is None:
        return None
    if re.search(known.versions, text) and topic.scores:
        return compare_versions(context) or _latest(context, topic)
    period = understood.said.period if understood.said and understood.said.precision != "event" else None
    period = period or recent_in(text, context.today)
    if period:
        return _in_period(context, topic, period)
    return _of_one_rule(context, topic) if re.search(known.one_rule, text) and topic.scores else None


def _in_period(context: Context, topic: Topic, period: DateRange) -> Draft | None:
    lang = context.understood.lang
    every = [c for c in all_changes(context.index, lang) if _tells(c)]
    inside = [c for c in every if period.contains(c.day)]
    within = _about(inside, every, topic, _NEAR) or _about(inside, every, topic, _LAST)
    chosen = _chosen(within, topic)
    if not chosen:
        return _none(context, topic, period, every)
    blocks: list[Block] = [Paragraph((_heading(context, period),)), *_by_day(context, topic, chosen)]
    more = len({c.version.document for c in within} - {c.version.document for c in chosen})
    if more:
        blocks.append(Paragraph((Piece(say("changes.more", lang, count=more), own=figures(str(more))),)))
    return Draft("changes", tuple(blocks), suggestions=_suggestions(within, chosen), dated=False, tells_changes=True)


def _about(inside: list[Changed], every: list[Changed], topic: Topic, share: float) -> list[Changed]:
    """Return the changes that a topic is about: those that fit it nearly as well as what fits best."""
    fitting = [c for c in inside if topic.score(c) and topic.score(c) >= share * topic.best]
    return topic.spoken_of(_without_ends_that_go_on(fitting, every))


def _tells(changed: Changed) -> bool:
    """Tell whether it says what changed, and does not merely leave it open."""
    return changed.statement is None or not re.search(words().open, changed.statement.text, re.I)


def _without_ends_that_go_on(within: list[Changed], every: list[Changed]) -> list[Changed]:
    """Leave out the end of a rule after which the next begins, and of one whose beginning is told."""
    begun = {(c.version.document, c.day) for c in every if not c.ends}
    told = {c.statement.text for c in within if c.statement and not c.ends}
    return [
        c
        for c in within
        if not c.ends
        or ((c.version.document, next_day(c.day)) not in begun and not (c.statement and c.statement.text in told))
    ]


def _chosen(within: list[Changed], topic: Topic) -> list[Changed]:
    """Return the changes to tell: the best of each text, of few texts several, none twice."""
    documents = {c.version.document for c in within}
    cap = 1 if len(documents) >= _BROAD else _MOST
    chosen: list[Changed] = []

    def order(changed: Changed) -> tuple[bool, float, bool, bool, int, int]:
        part = changed.section is not None
        # Of a broad topic the changes of whole texts tell most.
        return (part and cap == 1, -topic.score(changed), changed.ends, part, -_weight(changed), _place(changed))

    for changed in sorted(within, key=order):
        same = [c for c in chosen if c.version.document == changed.version.document]
        if len(chosen) < _MOST and len(same) < cap and not any(says_the_same(changed, other) for other in chosen):
            chosen.append(changed)
    return chosen


def _place(changed: Changed) -> int:
    """Return where in its text a section stands: what comes first bears the rest."""
    return changed.version.sections.index(changed.section) if changed.section else 0


def _weight(changed: Changed) -> int:
    """Return how much a change of a whole text changes; texts for all of China go first."""
    size = len(changed.detail.changed) if changed.detail else 1
    return size if changed.version.region == "national" else 0


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
    lang = context.understood.lang
    start = say_day(period.start, lang)
    if period.start > context.today:
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
    if not before or not named:
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


def _latest(context: Context, topic: Topic) -> Draft | None:
    """Return the latest changes of the text that fits best."""
    found = context.found.hits[0].version.document if context.found and context.found.hits else None
    every = [c for c in all_changes(context.index, context.understood.lang) if _tells(c) and not c.ends]
    near = [c for c in every if c.version.document == found and c.day <= context.today and topic.score(c)]
    good = [c for c in near if topic.score(c) >= _LAST * topic.best]
    day = max((c.day for c in good), default=None)
    chosen = _chosen([c for c in good if c.day == day], topic)
    if not chosen:
        return None
    heading = Piece(say("changes.heading-open", context.understood.lang))
    return Draft("changes", (Paragraph((heading,)), *_by_day(context, topic, chosen)), dated=False, tells_changes=True)


def _of_one_rule(context: Context, topic: Topic) -> Draft | None:
    """Return the last changes of the rule that the question is about; of a single one, with the rule before it."""
    every = [c for c in all_changes(context.index, context.understood.lang) if _tells(c) and not c.ends]
    about = [c for c in every if c.day <= context.today and topic.score(c) >= _NEAR * topic.best > 0]
    last = max((c.day for c in about), default=None)
    chosen = _chosen([c for c in about if c.day == last], topic)[:_OF_ONE]
    if not chosen:
        return None
    blocks = _by_day(context, topic, chosen)
    older = _before(context, chosen[0]) if len(chosen) == 1 else None
    if older:
        blocks.append(Paragraph((older,)))
    return Draft("changes", tuple(blocks), dated=False, tells_changes=True)


def _before(context: Context, changed: Changed) -> Piece | None:
    """Return what the same section said before."""
    section, lang = changed.section, context.understood.lang
    history = context.index.library.history(changed.version.document, lang)
    for version in reversed(history):
        old = version.by_anchor.get(section.anchor) if section and version.day < changed.day else None
        if old and old.served and old.served.end and old.served.end < changed.day:
            earlier = piece_of(replace(changed, version=version, section=old, statement=None), {})
            if earlier:
                text = say("changes.before", lang, days=old.served.say(lang), told=earlier.text)
                return Piece(text, earlier.sources, figures(old.served.say(lang)))
    return None


def _suggestions(within: list[Changed], chosen: list[Changed]) -> tuple[str, ...]:
    """Return headings of changes that are not told, then of those that are."""
    others = [c for c in within if c not in chosen]
    return tuple(dict.fromkeys(c.section.heading for c in (*others, *chosen) if c.section))[:3]
