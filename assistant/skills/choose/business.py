"""What is known of a business: one value a slot."""

from collections.abc import Mapping
from dataclasses import dataclass

UNSURE = "unsure"
"""The value of a slot whose question was answered with 不清楚: it neither fits nor breaks a rule."""


@dataclass(frozen=True)
class Facts:
    """What is known: slot and value, each slot once, in the order in which they were told."""

    told: tuple[tuple[str, str], ...] = ()

    def get(self, slot: str) -> str | None:
        """Return the value of a slot; None when nothing was said."""
        return dict(self.told).get(slot)

    def all_of(self, wanted: Mapping[str, tuple[str, ...]]) -> bool:
        """Tell whether every slot has one of its values."""
        return all(self.get(slot) in values for slot, values in wanted.items())

    def any_of(self, wanted: Mapping[str, tuple[str, ...]]) -> bool:
        """Tell whether some slot has one of its values."""
        return any(self.get(slot) in values for slot, values in wanted.items())

    def with_(self, slot: str, value: str) -> "Facts":
        """Return the facts with a slot told; what was told of it before no longer counts."""
        return Facts((*(item for item in self.told if item[0] != slot), (slot, value)))

    def then(self, later: "Facts") -> "Facts":
        """Return the facts with those told later."""
        facts = self
        for slot, value in later.told:
            facts = facts.with_(slot, value)
        return facts

    def contradicts(self, other: "Facts") -> bool:
        """Tell whether something is told otherwise."""
        return any(other.get(slot) not in {None, value} for slot, value in self.told)
