"""Which changes of those that fit are told: the best of each text, none twice."""

import re

from assistant.skills.changed import Changed
from assistant.skills.telling_changes import says_the_same
from assistant.skills.topic import Topic, words
from kb.dates import next_day

_MOST = 6

_FIGURE = re.compile(
    r"\d%|\d\s*(?:万)?(?:元|美元|个月|个工作日|日内)|\d percent|CNY \d|\d (?:months|days|working days)"
)

_TWICE = 2
_BROAD = 3
"""Texts from which a topic is broad: then each is told of once."""


def about(inside: list[Changed], every: list[Changed], topic: Topic, share: float) -> list[Changed]:
    """Return the changes that a topic is about: those that fit it nearly as well as what fits best."""
    fitting = [c for c in inside if topic.score(c) and topic.score(c) >= share * topic.best]
    return topic.spoken_of(_without_ends_that_go_on(fitting, every))


def tells(changed: Changed) -> bool:
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


def chosen_of(within: list[Changed], topic: Topic) -> list[Changed]:
    """Return the changes to tell: the best of each text, of few texts several, none twice."""
    documents = {c.version.document for c in within}
    broad = len(documents) >= _BROAD
    chosen: list[Changed] = []

    def order(changed: Changed) -> tuple[bool, float, bool, bool, int, bool, int]:
        part = changed.section is not None
        # Of a broad topic the changes of whole texts tell most.
        return (
            part and broad,
            -topic.score(changed),
            changed.ends,
            part,
            -_weight(changed),
            not _names_a_figure(changed),
            _place(changed),
        )

    # Of a broad topic each text is told of once before one is told of twice.
    for cap in (1, _TWICE) if broad else (_MOST,):
        for changed in sorted(within, key=order):
            same = [c for c in chosen if c.version.document == changed.version.document]
            known = changed in chosen or any(
                says_the_same(changed, other) or _ends_with(changed, other) for other in chosen
            )
            if len(chosen) < _MOST and len(same) < cap and not known:
                chosen.append(changed)
    return chosen


def _ends_with(one: Changed, other: Changed) -> bool:
    """Tell whether two texts tell of the end of one instrument."""
    apart = one.version.document != other.version.document
    return one.ends and other.ends and one.day == other.day and apart and bool(_instruments(one) & _instruments(other))


def _instruments(changed: Changed) -> frozenset[str]:
    sources = changed.version.sources_of(changed.section) if changed.section else ()
    return frozenset(source.instrument for source in sources if source.basis == "instrument")


def _names_a_figure(changed: Changed) -> bool:
    """Tell whether its sentence names a rate, a sum or a time: that tells more than that something is in force."""
    return bool(changed.statement and _FIGURE.search(changed.statement.text))


def _place(changed: Changed) -> int:
    """Return where in its text a section stands: what comes first bears the rest."""
    return changed.version.sections.index(changed.section) if changed.section else 0


def _weight(changed: Changed) -> int:
    """Return how much a change of a whole text changes; texts for all of China go first."""
    size = len(changed.detail.changed) if changed.detail else 1
    return size if changed.version.region == "national" else 0
