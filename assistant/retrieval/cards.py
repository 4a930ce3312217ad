"""What ranking asks of a section, looked up once: a search holds dozens of sections against a question."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ingest.index import Index
from ingest.tokens import instruments_in, tokens
from kb.messages import LANGS
from kb.model import INTRODUCTION_ANCHOR, Section, Version

_FEW = 3
"""A text about more codes than this is about a code only where its section names it."""

_CODE = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True)
class Card:
    """A section as ranking sees it; the Chinese text stands for both languages.

    Attributes:
        headings: The words of its heading, a set for each language.
        weights: What those words weigh together, for each heading.
    """

    version: Version
    section: Section
    headings: tuple[frozenset[str], ...]
    weights: tuple[float, ...]

    @cached_property
    def about(self) -> frozenset[str]:
        """The codes the section is about; none for a general text."""
        formats = frozenset(self.version.formats)
        if len(formats) <= _FEW:
            return formats
        return formats & frozenset(_CODE.findall(self.section.heading + self.section.body))

    @cached_property
    def names_code(self) -> bool:
        """Whether the heading names a code of the text."""
        return any(code in self.section.heading for code in self.version.formats)

    @cached_property
    def rests_on(self) -> frozenset[str]:
        """The document numbers of the instruments it rests on, as `2020-75`."""
        sources = self.version.sources_of(self.section)
        return frozenset(number for source in sources for number in instruments_in(source.instrument))

    @cached_property
    def is_local(self) -> bool:
        """Whether the text is for Chongqing only."""
        return self.version.region == "chongqing"

    @cached_property
    def is_summary(self) -> bool:
        """Whether it introduces a page."""
        return self.section.anchor == INTRODUCTION_ANCHOR

    @property
    def begins(self) -> date:
        """First day of the rule."""
        return self.section.in_force.start


class Cards:
    """The cards of an index, made when first asked for.

    Args:
        index: The index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._made: dict[int, Card | None] = {}

    def of(self, number: int) -> Card | None:
        """Return the card of a section by its number; None for one without a Chinese text."""
        if number not in self._made:
            self._made[number] = self._card(number)
        return self._made[number]

    def _card(self, number: int) -> Card | None:
        address = self._index.places.sections[number]
        found = {lang: self._index.library.section(address, lang) for lang in LANGS}
        chinese = found["zh"]
        if chinese is None:
            return None
        headings = tuple(frozenset(tokens(place[1].heading)) for place in found.values() if place)
        idf = self._index.lexical["text"].idf
        weights = tuple(sum(map(idf, heading)) for heading in headings)
        return Card(version=chinese[0], section=chinese[1], headings=headings, weights=weights)
