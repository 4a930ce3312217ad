"""The YAML files that ship with the code: words, weights, rules as data."""

from pathlib import Path
from typing import Any

import yaml


def read_data(path: Path) -> Any:  # noqa: ANN401 - what a file holds its reader validates
    """Return what a file holds; with LibYAML where there is one, since a cold start reads a dozen of them."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
