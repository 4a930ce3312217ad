"""When an assistant on the tiny library answers: what ships is fitted to the real texts and tested there."""

from assistant.calibration import NAMES, Calibration
from assistant.pipeline import Assistant
from assistant.retrieval.weights import load_weights
from ingest.index import Index

WEIGHTS = {"unaccounted": -8.0}
"""What a handful of sections can tell: whether what was found speaks of the words asked."""

CALIBRATION = Calibration(
    intercept=0.0,
    weights={name: WEIGHTS.get(name, 0.0) for name in NAMES},
    means=dict.fromkeys(NAMES, 0.4),
    deviations=dict.fromkeys(NAMES, 1.0),
    threshold=0.5,
    second=0.75,
    new_words=0.15,
    tie=0.87,
)


def tiny_assistant(index: Index) -> Assistant:
    """Return an assistant that decides by the words alone."""
    return Assistant(index=index, weights=load_weights(), calibration=CALIBRATION)
