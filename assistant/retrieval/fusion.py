"""Fusion of ranked lists by a convex combination of their scores, with its reckoning kept.

Each channel's scores are brought to 0..1 and weighed (Bruch, Gai, Ingber: An Analysis of Fusion Functions for Hybrid
Retrieval, 2023). Reciprocal ranks throw away how much better the best is; docs/decisions/0004 has the comparison.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Part(NamedTuple):
    """What one channel or bonus gave: `value = weight * normalised raw score`; a bonus has rank 0."""

    name: str
    rank: int
    raw: float
    value: float


class Fused(NamedTuple, Generic[Key]):
    """One key with its score, and the parts that make it up."""

    key: Key
    score: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Channel(Generic[Key]):
    """One ranked list.

    Attributes:
        ranked: Keys with the channel's own score, best first, each key once.
        from_zero: Whether a score of 0 means nothing in common (BM25); else the list's last score does (cosines).
    """

    ranked: Sequence[tuple[Key, float]]
    from_zero: bool

    def values(self, weight: float) -> list[float]:
        """Return the weighed score of each key."""
        if not self.ranked:
            return []
        high, low = self.ranked[0][1], 0.0 if self.from_zero else self.ranked[-1][1]
        if high <= low:
            return [weight] * len(self.ranked)
        return [weight * ((raw - low) / (high - low)) for _, raw in self.ranked]


def fuse(
    channels: Mapping[str, Channel[Key]],
    weights: Mapping[str, float],
    most: int | None = None,
) -> list[Fused[Key]]:
    """Fuse ranked lists into one, best first; equal scores keep the order of first appearance.

    Args:
        channels: By name.
        weights: Name → weight; a channel without one counts nothing.
        most: How many at the most; all without it.
    """
    values = {name: channel.values(weights.get(name, 0.0)) for name, channel in channels.items()}
    scores: dict[Key, float] = {}
    for name, channel in channels.items():
        for (key, _), value in zip(channel.ranked, values[name], strict=True):
            scores[key] = scores.get(key, 0.0) + value
    best = sorted(scores.items(), key=lambda item: -item[1])[:most]
    parts: dict[Key, list[Part]] = {key: [] for key, _ in best}
    for name, channel in channels.items():
        for rank, ((key, raw), value) in enumerate(zip(channel.ranked, values[name], strict=True), start=1):
            if key in parts:
                parts[key].append(Part(name, rank, raw, value))
    return [Fused(key, score, tuple(parts[key])) for key, score in best]


def add_bonuses(fused: Sequence[Fused[Key]], bonuses: Mapping[Key, Sequence[Part]]) -> list[Fused[Key]]:
    """Return the keys with their bonuses added, best first."""
    added = []
    for key, score, parts in fused:
        more = bonuses.get(key, ())
        added.append(Fused(key, score + sum([part.value for part in more]), (*parts, *more)))
    return sorted(added, key=lambda item: -item.score)
