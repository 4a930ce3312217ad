"""The real texts and one assistant on them: the index is made once for all tests that only ask."""

import shutil
from collections.abc import Iterator

import pytest
from chromadb.api.shared_system_client import SharedSystemClient

from assistant.pipeline import Assistant
from ingest.index import open_index
from ingest.settings import PROJECT, Settings
from ingest.sync import sync
from kb.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.load(PROJECT / "kb")


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Answers from an index of the real texts; vectors that this machine has computed are not computed again."""
    data = tmp_path_factory.mktemp("real")
    computed = PROJECT / "data" / "vectors"
    if computed.is_dir():
        shutil.copytree(computed, data / "vectors")
    sync(settings := Settings(_env_file=None, kb=PROJECT / "kb", data=data, embedding="packaged", chroma_url=""))
    yield Assistant.on(open_index(settings))
    SharedSystemClient.clear_system_cache()
