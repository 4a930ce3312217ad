"""An assistant on the furnished tiny library, opened once for the tests of one module."""

from collections.abc import Iterator

import pytest
from asking import made_assistant
from chromadb.api.shared_system_client import SharedSystemClient

from assistant.pipeline import Assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Answers from the furnished tiny library, with the weights and the calibration that ship."""
    yield made_assistant(tmp_path_factory.mktemp("assistant"))
    SharedSystemClient.clear_system_cache()
