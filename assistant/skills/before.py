"""What held before a rule: the older text of its section, or the rule that ended when it began."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.context import Context
from assistant.draft import Piece
from assistant.retrieval.search import Hit, search
from assistant.skills.changed import Changed
from assistant.skills.telling_changes import piece_of
from ingest.tokens import tokens
from kb.figures import figures
from kb.messages import Lang, say
from kb.model import INTRODUCTION_ANCHOR, Section, Version
from kb.statements import statements

_NEAR = 0.6
"""Share of the best score of the day before from which a rule that ended is the one asked for."""

_DAYS = timedelta(days=7)
"""Days that may lie between the end of a rule and the beginning of the one in its place."""


@dataclass(frozen=True)
class Before:
    """What held before a rule.

    Attributes:
        score: How well the question found it, or finds the rule whose older text it is.
    """

    version: Version
    section: Section
    score: float

    def said(self, lang: Lang) -> Piece | None:
        """Return it in words; None where its text does not say until when."""
        served = self.section.served
        if served is None or served.end is None:
            return None
        told = piece_of(Changed(served.end, True, self.version, self.section), {})
        if told is None:
            return None
        days = served.say(lang)
        # A text that names its own days does so in its first words.
        named = figures(days) <= figures(told.text)
        text = say("changes.before-that" if named else "changes.before", lang, days=days, told=told.text)
        return Piece(text, told.sources, figures(days))


def before_rule(context: Context, version: Version, section: Section, score: float = 1.0) -> Before | None:
    """Return what held before a rule; None where no text tells.

    Args:
        context: The question, and what it found.
        version: The text of the rule.
        section: Its section.
        score: How well the question finds the rule.
    """
    first = section.in_force.start
    older = next(older_texts(context, version, section), None) if first else None
    if older:
        return Before(*older, score)
    return _ended(context, first) if first else None


def rules_before(context: Context, version: Version, section: Section, *, most: int) -> Iterator[Before]:
    """Yield the rules of its text that held before a rule, one after the other, newest first."""
    seen = {version.address(section.anchor)}
    for _ in range(most):
        older = before_rule(context, version, section)
        if older is None or older.version.document != version.document:
            return
        if older.version.address(older.section.anchor) in seen:
            return
        yield older
        version, section = older.version, older.section
        seen.add(version.address(section.anchor))


def older_texts(context: Context, version: Version, section: Section) -> Iterator[tuple[Version, Section]]:
    """Yield what the versions of a text had in a section's place and ended before it began, newest first."""
    for older in reversed(context.index.library.history(version.document, context.understood.lang)):
        other = older.by_anchor.get(section.anchor)
        end = other.served.end if other and other.served else None
        if other and end and section.in_force.start and end < section.in_force.start:
            yield older, other


def _ended(context: Context, first: date) -> Before | None:
    """Return what the same question found on the day before, of the rules that ended then."""
    if context.query is None:
        return None
    yesterday = replace(context.query, day=first - timedelta(days=1))
    hits = search(context.index, yesterday, context.weights, context.understood.lang).hits
    near = [hit for hit in hits if hit.score >= _NEAR * hits[0].score and hit.section.anchor != INTRODUCTION_ANCHOR]
    found = next((hit for hit in near if _ends_before(hit, first)), None)
    return Before(found.version, found.section, found.score) if found else None


def _ends_before(hit: Hit, first: date) -> bool:
    end = hit.section.served.end if hit.section.served else None
    return bool(end and first - _DAYS <= end < first)


def likeness(one: Section, other: Section) -> float:
    """Return the share of common words of what two sections say first, 0 to 1."""
    first, second = words_of(one), words_of(other)
    return len(first & second) / len(first | second) if first | second else 0.0


def words_of(section: Section) -> frozenset[str]:
    """Return the words of what a section says first, and of its heading."""
    return frozenset(tokens(f"{section.heading} {statements(section.body)[0].text}"))
