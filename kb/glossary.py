"""What people say, and the official terms they mean."""

from collections.abc import Iterator
from functools import cached_property

from pydantic import ConfigDict, Field, RootModel

from kb.messages import Lang
from kb.model import Frozen


class Term(Frozen):
    """One official term in both languages, and what people say for it."""

    term: dict[Lang, str]
    says: dict[Lang, tuple[str, ...]] = Field(default_factory=dict)
    codes: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    def phrases(self) -> Iterator[str]:
        """Yield everything that means this term, the official terms first."""
        yield from self.term.values()
        for said in self.says.values():
            yield from said


class Glossary(RootModel[tuple[Term, ...]]):
    """All terms."""

    model_config = ConfigDict(frozen=True)

    root: tuple[Term, ...] = ()

    @cached_property
    def by_official(self) -> dict[str, Term]:
        """Terms by their official Chinese name."""
        return {term.term["zh"]: term for term in self.root if "zh" in term.term}
