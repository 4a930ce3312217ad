"""The library of a test is the temporary folder itself."""

from pathlib import Path

import pytest
from building import Base


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path)
