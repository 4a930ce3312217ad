"""Measured shares and means, each with its 95 % interval."""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from kb.model import Frozen

_Z = 1.96
_RESAMPLES = 2000
_SEED = 20261123
"""Fixed, so that the same values have the same interval in every run."""


class Rate(Frozen):
    """A share with its 95 % interval (Wilson 1927)."""

    count: int
    of: int
    share: float
    low: float
    high: float


class Mean(Frozen):
    """A mean of values between 0 and 1, with its 95 % interval (percentile bootstrap)."""

    value: float
    of: int
    low: float
    high: float


def rate(count: int, of: int) -> Rate:
    """Return a share and its Wilson interval; of nothing it is 0 with the widest interval."""
    if of == 0:
        return Rate(count=0, of=0, share=0.0, low=0.0, high=1.0)
    share = count / of
    centre = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    half = _Z * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2)) / (1 + _Z**2 / of)
    return Rate(count=count, of=of, share=share, low=max(0.0, centre - half), high=min(1.0, centre + half))


def mean(values: Sequence[float]) -> Mean:
    """Return a mean and its bootstrap interval; of nothing it is 0 with the widest interval."""
    if not values:
        return Mean(value=0.0, of=0, low=0.0, high=1.0)
    held = np.asarray(values, dtype=np.float64)
    drawn = np.random.default_rng(_SEED).integers(len(held), size=(_RESAMPLES, len(held)))
    low, high = np.quantile(held[drawn].mean(axis=1), [0.025, 0.975])
    return Mean(value=float(held.mean()), of=len(held), low=float(low), high=float(high))


def shown(value: Rate | Mean) -> str:
    """Return a share or mean for a table cell, with its interval; a dash where nothing was measured."""
    if value.of == 0:
        return "—"
    middle = value.share if isinstance(value, Rate) else value.value
    return f"{middle:.1%} ({value.low:.0%} to {value.high:.0%})"
