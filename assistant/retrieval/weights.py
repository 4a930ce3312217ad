"""The weights of retrieval, as data."""

from functools import cache
from pathlib import Path

from kb.data_files import read_data
from kb.model import Frozen

_FILE = Path(__file__).with_name("weights.yaml")


class Weights(Frozen):
    """Everything that tunes retrieval; the file beside this one says what each means."""

    depth: int
    reckoned: int
    accepted: int
    floor: float
    channels: dict[str, float]
    expansion: float
    expansion_total: float
    term: float
    history: float
    said_day: float
    bonuses: dict[str, float]


@cache
def load_weights() -> Weights:
    """Return the weights that ship with the project."""
    return Weights.model_validate(read_data(_FILE))
