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
    scores: dict[Key, float] = {}
    parts: dict[Key, list[tuple[str, int, float, float]]] = {}
    for name, channel in channels.items():
        if not channel.ranked:
            continue
        weight, high = weights.get(name, 0.0), channel.ranked[0][1]
        low = 0.0 if channel.from_zero else channel.ranked[-1][1]
        for rank, (key, raw) in enumerate(channel.ranked, start=1):
            value = weight * (1.0 if high <= low else (raw - low) / (high - low))
            scores[key] = scores.get(key, 0.0) + value
            parts.setdefault(key, []).append((name, rank, raw, value))
    best = sorted(scores.items(), key=lambda item: -item[1])[:most]
    return [Fused(key, score, tuple(map(Part._make, parts[key]))) for key, score in best]


def add_bonuses(fused: Sequence[Fused[Key]], bonuses: Mapping[Key, Sequence[Part]]) -> list[Fused[Key]]:
    """Return the keys with their bonuses added, best first."""
    added = []
    for key, score, parts in fused:
        more = bonuses.get(key, ())
        added.append(Fused(key, score + sum([part.value for part in more]), (*parts, *more)))
    return sorted(added, key=lambda item: -item.score)
