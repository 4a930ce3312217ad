"""The app on the tiny library, as a browser would see it, without a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from building import Base, made_settings
from chromadb.api.shared_system_client import SharedSystemClient
from streamlit.testing.v1 import AppTest

from ingest.settings import PROJECT
from ingest.sync import sync

OpenApp = Callable[..., AppTest]

BROWSER = "b" * 43
"""The token of the browser that opens the app unless a test says another."""


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
    """Open the app in a browser, by its token, at an address: a screen and query parameters."""
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "data"
    data.mkdir()
    (data / "index").symlink_to(made / "data" / "index")
    monkeypatch.setenv("NEWTRADE_KB", str(made / "kb"))
    monkeypatch.setenv("NEWTRADE_DATA", str(data))
    st.cache_resource.clear()

    def opened(screen: str = "", browser: str = BROWSER, **query: str) -> AppTest:
        app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
        app.session_state["owner"] = browser
        if screen:
            # AppTest switches only between pages that are files; ours are functions, known after a first run.
            app.run()
            pages = app._registered_pages.items()
            app._page_hash = next(name for name, page in pages if page.get("url_pathname") == screen)
        app.query_params = dict(query)
        return app.run()

    yield opened
    st.cache_resource.clear()
