"""Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009), weighted, with its reckoning kept."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Part:
    """What one channel or bonus gave: `value = weight / (k + rank)`; a bonus has rank 0."""

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


def fuse(
    channels: Mapping[str, Sequence[tuple[Key, float]]],
    weights: Mapping[str, float],
    *,
    k: int,
    bonuses: Mapping[Key, Sequence[Part]] | None = None,
) -> list[Fused[Key]]:
    """Fuse ranked lists into one, best first; equal scores keep the order of first appearance.

    Args:
        channels: Name → keys with the channel's own score, best first, each key once.
        weights: Name → weight; a channel without one counts 1.
        k: Constant of the formula; larger means flatter.
        bonuses: Parts added to keys that some channel found.
    """
    parts: dict[Key, list[Part]] = {}
    for name, ranked in channels.items():
        weight = weights.get(name, 1.0)
        for rank, (key, raw) in enumerate(ranked, start=1):
            parts.setdefault(key, []).append(Part(name=name, rank=rank, raw=raw, value=weight / (k + rank)))
    for key, extra in (bonuses or {}).items():
        if key in parts:
            parts[key] += extra
    fused = [Fused(key=key, score=sum(p.value for p in held), parts=tuple(held)) for key, held in parts.items()]
    return sorted(fused, key=lambda item: -item.score)
