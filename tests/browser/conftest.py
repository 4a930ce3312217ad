"""The app in a real browser: Streamlit as it is started for readers, on an index of the real texts."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromadb.api.shared_system_client import SharedSystemClient
from running import running_app

from ingest.settings import PROJECT, Settings
from ingest.sync import sync

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A headless Chromium; without one the tests are skipped, or fail where NEWTRADE_REQUIRE_BROWSER=1."""
    if not CHROMIUM.exists():
        reason = f"no browser at {CHROMIUM}; install Chromium to run these tests"
        if os.environ.get("NEWTRADE_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an index of the real texts; vectors that this machine has computed are used again."""
    data = tmp_path_factory.mktemp("browser")
    computed = PROJECT / "data" / "vectors"
    if computed.is_dir():
        shutil.copytree(computed, data / "vectors")
    sync(Settings(_env_file=None, kb=PROJECT / "kb", data=data, embedding="packaged", chroma_url=""))
    SharedSystemClient.clear_system_cache()
    return data


@pytest.fixture(scope="session")
def address(chromium: object, data: Path) -> Iterator[str]:
    """Address of the app, started as the README says and stopped after the tests."""
    with running_app(data) as app:
        yield app.address


def abroad(url: str) -> list[str]:
    """Return the address of a request that leaves this machine: nothing is fetched from elsewhere."""
    return [] if url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")) else [f"fetched {url}"]


@pytest.fixture
def open_page(chromium, address: str) -> Iterator[Callable[..., object]]:
    """Open the app in a window of a given width, each time as another reader; its faults fail the test."""
    contexts = []
    faults: list[str] = []

    def opened(
        query: str = "",
        width: int = 1280,
        height: int = 860,
        scheme: str = "light",
        ready: str = "[data-testid=stChatInput]",
        locale: str = "zh-CN",
    ) -> object:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale=locale, color_scheme=scheme)
        context.set_default_timeout(90_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.extend(abroad(request.url)))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.goto(f"{address}/{query}")
        page.locator(ready).wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def open_screen(open_page: Callable[..., object]) -> Callable[..., object]:
    """Open a screen other than the one on which one asks."""
    return lambda path, **window: open_page(path, ready=".st-key-screens", **window)
