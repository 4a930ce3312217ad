"""Fusion of ranked lists by a convex combination of their scores, with its reckoning kept.

Each channel's scores are brought to 0..1 and weighed (Bruch, Gai, Ingber: An Analysis of Fusion Functions for Hybrid
Retrieval, 2023). Reciprocal ranks throw away how much better the best is; docs/decisions/0004 has the comparison.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Part:
    """What one channel or bonus gave: `value = weight * normalised raw score`; a bonus has rank 0."""

    name: str
    rank: int
    raw: float
    value: float


@dataclass(frozen=True)
class Fused(Generic[Key]):
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
) -> list[Fused[Key]]:
    """Fuse ranked lists into one, best first; equal scores keep the order of first appearance.

    Args:
        channels: By name.
        weights: Name → weight; a channel without one counts nothing.
    """
    parts: dict[Key, list[Part]] = {}
    for name, channel in channels.items():
        for rank, (key, raw) in enumerate(channel.ranked, start=1):
            value = weights.get(name, 0.0) * _normal(raw, channel)
            parts.setdefault(key, []).append(Part(name=name, rank=rank, raw=raw, value=value))
    fused = [Fused(key=key, score=sum(p.value for p in held), parts=tuple(held)) for key, held in parts.items()]
    return sorted(fused, key=lambda item: -item.score)


def add_bonuses(fused: Sequence[Fused[Key]], bonuses: Mapping[Key, Sequence[Part]]) -> list[Fused[Key]]:
    """Return the keys with their bonuses added, best first."""
    added = [
        Fused(
            key=item.key,
            score=item.score + sum(part.value for part in bonuses.get(item.key, ())),
            parts=(*item.parts, *bonuses.get(item.key, ())),
        )
        for item in fused
    ]
    return sorted(added, key=lambda item: -item.score)


def _normal(raw: float, channel: Channel[Key]) -> float:
    """Return the score between 0 and 1 within its channel."""
    high = channel.ranked[0][1]
    low = 0.0 if channel.from_zero else channel.ranked[-1][1]
    return 1.0 if high <= low else (raw - low) / (high - low)
