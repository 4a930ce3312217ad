"""The calibrated score: how likely it is that what was found answers the question."""

import math
from functools import cache
from pathlib import Path

from kb.data_files import read_data
from kb.model import Frozen

FILE = Path(__file__).with_name("calibration.yaml")

NAMES = (
    "unaccounted",
    "best_text",
    "best_question",
    "rank_question",
    "elsewhere",
    "untold",
    "unspoken",
)
"""The measures, in the order of the calibration's weights; `assistant.steps.measures` tells what each is."""


_STEEPEST = 50.0
"""Beyond it the probability is 0 or 1 to every digit, and the exponential would overflow."""


class Calibration(Frozen):
    """A logistic model over the measures, fitted by `newtrade calibrate`; numbers only, no code.

    Attributes:
        weights: Measure → weight of the standardised measure.
        means: Measure → mean in the calibration set.
        deviations: Measure → deviation there.
        threshold: Probability from which a question is answered.
        second: Share of the best score from which a second section may join the answer.
        new_words: Share of the question that the second must add.
        tie: Share of the best score from which a second section is shown in any case.
    """

    intercept: float
    weights: dict[str, float]
    means: dict[str, float]
    deviations: dict[str, float]
    threshold: float
    second: float
    new_words: float
    tie: float

    def probability(self, measures: dict[str, float]) -> float:
        """Return the probability, 0 to 1, that the question is answered by what was found."""
        score = self.intercept + sum(
            self.weights[name] * (measures[name] - self.means[name]) / self.deviations[name] for name in NAMES
        )
        return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, score))))


@cache
def load_calibration() -> Calibration:
    """Return the calibration that ships with the project."""
    return Calibration.model_validate(read_data(FILE))
