"""Logistic regression whose weights keep the sign that their measure has by its meaning.

A question that shares more words with a section is never less likely to be answered by it. Left free, the fit learns
the opposite from a set whose refusals were sought out right beside the texts, and then refuses short questions that
name their section exactly.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Sign = Literal["up", "down"]

_BOUNDS: dict[Sign, tuple[float | None, float | None]] = {"up": (0, None), "down": (None, 0)}
_STEEPEST = 50.0
_TINY = 1e-9


class Monotone:
    """A balanced logistic model on standardised measures.

    Args:
        signs: How each measure bears on the outcome, in the order of the columns.
        regularisation: What the data count beside small weights, as `C` of scikit-learn.

    Attributes:
        intercept: Log-odds where every measure is at its mean.
        weights: Of the standardised measures.
        means: Of the measures.
        deviations: Of the measures.
    """

    def __init__(self, signs: tuple[Sign, ...], regularisation: float) -> None:
        self.signs, self.regularisation = signs, regularisation
        self.intercept = 0.0
        self.weights = self.means = self.deviations = np.zeros(len(signs))

    def fit(self, x: NDArray[np.float64], y: NDArray[np.bool_]) -> "Monotone":
        """Fit to rows of measures and whether each was answered; both outcomes count the same in sum."""
        from scipy.optimize import minimize  # only fitting needs it

        self.means, self.deviations = x.mean(0), x.std(0) + _TINY
        z, sign = (x - self.means) / self.deviations, np.where(y, 1.0, -1.0)
        weight = self.regularisation * np.where(y, len(y) / (2 * y.sum()), len(y) / (2 * (~y).sum()))

        def loss(at: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            margin = sign * (z @ at[1:] + at[0])
            pull = -weight * sign / (1 + np.exp(np.clip(margin, -_STEEPEST, _STEEPEST)))
            value = float((weight * np.logaddexp(0, -margin)).sum() + at[1:] @ at[1:] / 2)
            return value, np.concatenate(([pull.sum()], z.T @ pull + at[1:]))

        bounds = [(None, None), *(_BOUNDS[sign] for sign in self.signs)]
        found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
        self.intercept, self.weights = float(found[0]), found[1:]
        return self

    def probability(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each row how likely it is to be answered."""
        score = ((x - self.means) / self.deviations) @ self.weights + self.intercept
        return np.asarray(1 / (1 + np.exp(-np.clip(score, -_STEEPEST, _STEEPEST))))
