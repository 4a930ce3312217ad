"""The app on the tiny library, as a browser would see it, without a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from building import Base, made_settings
from chromadb.api.shared_system_client import SharedSystemClient
from showing import OpenApp, app_opener

from ingest.sync import sync


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the tiny library and its index, made with the packaged engine that the app uses."""
    root = tmp_path_factory.mktemp("ui")
    Base(root / "kb")
    sync(made_settings(root))
    yield root
    SharedSystemClient.clear_system_cache()


@pytest.fixture
def open_app(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenApp]:
    """Open the app on the tiny library."""
    yield app_opener(made / "kb", made / "data" / "index", tmp_path, monkeypatch)
    st.cache_resource.clear()
