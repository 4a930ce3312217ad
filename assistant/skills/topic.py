"""What a question about changes is about, and how well a change fits it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.skills.changed import Changed
from ingest.tokens import normalise
from kb.data_files import read_data
from kb.model import Frozen, SectionAddress

_FILE = Path(__file__).with_name("what_changed.yaml")
_SURE = 0.95
"""Best score from which the search has found what a question is about that names no known term."""

_WIDE = 0.7
"""Share of the best score that a change has at least which bears a term of a question that names nothing else."""

_ASIDE = re.compile(r"[（(](?:免|exemption)[)）]")
"""What a text puts beside 退税 and a question leaves out."""

_LEFT = re.compile(r"[\u4e00-\u9fff]|[a-z]+|\d{4}")


class Words(Frozen):
    """What `what_changed.yaml` holds."""

    asks: str
    versions: str
    one_rule: str
    history: str
    then_and_now: str
    fillers: str
    authorities: dict[str, str]
    open: str


@cache
def words() -> Words:
    """Return how people ask what changed."""
    loaded = read_data(_FILE)
    return Words.model_validate(
        {key: value.replace("| ", "|") if isinstance(value, str) else value for key, value in loaded.items()}
    )


@dataclass(frozen=True)
class Topic:
    """What the question is about.

    Attributes:
        scores: How well the sections that the search found fit it; empty for everything.
        terms: For each term that it uses, the phrases by which a text may speak of it.
        authority: Of whose texts it asks only, if of anything.
        bare: Whether it names nothing but its terms and codes: then it asks for all that changed about them.
    """

    scores: dict[SectionAddress, float]
    codes: frozenset[str] = frozenset()
    terms: tuple[frozenset[str], ...] = ()
    authority: str | None = None
    bare: bool = False

    @property
    def wide(self) -> bool:
        """Whether it asks for whatever bears its terms or codes in a title or heading."""
        return self.bare

    @property
    def best(self) -> float:
        """The score of what fits best."""
        return max(self.scores.values(), default=0.0)

    def score(self, changed: Changed) -> float:
        """Return how well a change fits; 0 where it does not."""
        if self.authority and self.authority not in changed.version.authority:
            return 0.0
        if not self.scores:
            return 1.0
        if self.codes and not self.codes & set(changed.version.formats):
            return 0.0
        found = max((self.scores.get(address, 0.0) for address in changed.addresses), default=0.0)
        return max(found, _WIDE * self.best) if self.wide and self._bears_a_term(changed) else found

    def _bears_a_term(self, changed: Changed) -> bool:
        section, version = changed.section, changed.version
        said = f"{version.title} {section.heading if section else version.change_note or ''}".lower()
        text = _ASIDE.sub("", said)
        return any(phrase in text for phrases in self.terms for phrase in phrases)

    def spoken_of(self, changes: list[Changed]) -> list[Changed]:
        """Return the changes that speak of a term of the question; all where it has none, or names a code instead."""
        if not self.terms or not self.scores:
            return changes
        phrases = frozenset().union(*self.terms)
        speaking = [c for c in changes if any(phrase in _text(c) for phrase in phrases)]
        if not speaking:
            return changes if self.codes else []
        return [c for c in changes if c in speaking or self._is_of_the_best(c)]

    def noted(self, changes: Iterable[Changed]) -> list[Changed]:
        """Return changes without the notes of whole texts that speak of no term, where a section has one."""
        every = list(changes)
        phrases = frozenset().union(*self.terms)
        if not phrases or not any(c.section for c in every):
            return every
        return [c for c in every if c.section or any(p in (c.version.change_note or "").lower() for p in phrases)]

    def _is_of_the_best(self, changed: Changed) -> bool:
        """Tell whether it is the change of the whole text in which the best section stands: it sums that up."""
        best = max(self.scores, key=lambda address: self.scores[address])
        return changed.section is None and best.document == changed.version.document


def _text(changed: Changed) -> str:
    section, version = changed.section, changed.version
    said = f"{section.heading} {section.body}" if section else version.change_note or ""
    return f"{version.title} {said}".lower()


def topic_of(context: Context, text: str) -> Topic | None:
    """Return what the question is about: everything, everything of an authority, or what was found for it."""
    understood = context.understood
    said = normalise(understood.said.words) if understood.said else ""
    left = text.replace(said, " ") if said else text
    left = re.sub(words().asks, " ", left)
    for authority, pattern in words().authorities.items():
        if not _LEFT.search(re.sub(words().fillers, " ", re.sub(pattern, " ", left))) and re.search(pattern, left):
            return Topic({}, authority=authority)
    if not _LEFT.search(re.sub(words().fillers, " ", left)):
        return Topic({})
    if not (understood.in_field and context.found) or understood.elsewhere:
        return None
    near = {hit.address: _nearness(hit) for hit in (*context.found.hits, *context.found.rejected)}
    named = understood.terms or understood.codes or understood.instruments
    if not near or (max(near.values()) < _SURE and not named):
        return None
    terms = tuple(frozenset(phrase.lower() for phrase in said.term.phrases()) for said in understood.terms)
    scores = {address: score for address, score in near.items() if score > 0}
    phrases = [normalise(said.phrase) for said in understood.terms]
    others = re.sub(words().fillers, " ", _without(left, [*phrases, *understood.codes]))
    bare = bool(terms or understood.codes) and not _LEFT.search(others)
    return Topic(scores, frozenset(understood.codes), terms, bare=bare)


def _nearness(hit: Hit) -> float:
    """Return the score without coverage: of a question about changes each section may account for little."""
    return hit.score - sum(part.value for part in hit.parts if part.name == "bonus_coverage")


def _without(text: str, phrases: list[str]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, " ")
    return text
