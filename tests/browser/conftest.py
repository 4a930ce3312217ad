"""The app in a real browser: Streamlit as it is started for readers, on an index of the real texts."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromadb.api.shared_system_client import SharedSystemClient

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
def address(chromium: object, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app, started as the README says and stopped after the tests."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("log") / "streamlit.log"
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("NEWTRADE_", "STREAMLIT_"))}
    command = [Path(sys.executable).with_name("streamlit"), "run", "app.py", "--server.port", str(port)]
    with log.open("w") as stream:
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env={**bare, "NEWTRADE_DATA": str(data), "NEWTRADE_KB": str(PROJECT / "kb")},
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process, log)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"Streamlit did not answer within a minute: {log.read_text(encoding='utf-8')}")


@pytest.fixture
def open_page(chromium, address: str) -> Iterator[Callable[..., object]]:
    """Open the app in a window of a given width, each time as another reader; its faults fail the test."""
    contexts = []
    faults: list[str] = []

    def opened(
        query: str = "", width: int = 1280, height: int = 860, ready: str = "[data-testid=stChatInput]"
    ) -> object:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        context.set_default_timeout(90_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
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
