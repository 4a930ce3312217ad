"""How sure the guard is that a question is a wish to evade the law, or a command to the assistant."""

import json
import math
from functools import cache
from pathlib import Path

from assistant.steps.guard_features import Features
from kb.model import Frozen

FILE = Path(__file__).with_name("guard_weights.json")

SIGN = 0.15
"""What one sign counts in the sum; so the fit trusts it about as much as a few words."""


class Weights(Frozen):
    """One logistic model, fitted by `newtrade calibrate`; numbers only, no code.

    Attributes:
        signs: Sign → weight.
        grams: Word or pair of words → weight.
        threshold: Score from which the answer is yes.
        suspected: Score from which it is yes for a question that no text answers: lower, for nothing is withheld.
    """

    intercept: float
    threshold: float
    suspected: float
    signs: dict[str, float]
    grams: dict[str, float]

    def score(self, seen: Features) -> float:
        """Return the logarithm of the odds; 0 is even."""
        signs = sum(self.signs.get(sign, 0.0) for sign in seen.signs)
        grams = sum(self.grams.get(gram, 0.0) for gram in seen.grams)
        return self.intercept + SIGN * signs + grams / math.sqrt(max(1, seen.length))

    def holds(self, seen: Features) -> bool:
        """Tell whether the score reaches the threshold."""
        return self.score(seen) >= self.threshold

    def suspects(self, seen: Features) -> bool:
        """Tell whether the score reaches what is asked of a question that is refused anyway."""
        return self.score(seen) >= self.suspected


class GuardModel(Frozen):
    """What is fitted for the guard.

    Attributes:
        wish: Is it a wish to evade the law?
        command: Is it a command to the assistant?
    """

    wish: Weights
    command: Weights


@cache
def load_model() -> GuardModel:
    """Return the model that ships with the project."""
    # JSON and not YAML, which takes ten times as long: a cold start reads it.
    return GuardModel.model_validate(json.loads(FILE.read_text(encoding="utf-8")))
