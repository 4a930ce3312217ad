"""What tests of the screens share: the app opened as a browser would open it, and what it says."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.ui.state import served
from ingest.settings import PROJECT
from kb.citation import Citation, Instrument
from kb.messages import LANGS, say

OpenApp = Callable[..., AppTest]

BROWSER = "b" * 43
"""The token of the browser that opens the app unless a test says another."""


def app_opener(kb: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenApp:
    """Return what opens the app in a browser, by its token, at an address: a screen and query parameters."""
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "data"
    data.mkdir(exist_ok=True)
    (data / "index").symlink_to(index)
    monkeypatch.setenv("NEWTRADE_KB", str(kb))
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
        return settled(app.run())

    return opened


def settled(app: AppTest) -> AppTest:
    """Run the app again once the index is open: a browser is told so, AppTest is not."""
    while not served().first.is_done:
        time.sleep(0.02)
    says_so = any(say("start.meanwhile", lang) in texts(app) for lang in LANGS)
    return app.run() if says_so else app


def made_citation(
    number: int, document: str = "refund", version: date = date(2025, 1, 1), anchor: str = "when"
) -> Citation:
    """Return a citation of a section of the tiny library."""
    return Citation(
        number=number,
        document="refund",
        version=version,
        lang="zh",
        anchor=anchor,
        title="出口退税指南",
        section_path=("什么时候可以申报退税？",),
        quote="报关离境后即可申报退税。",
        instruments=(Instrument(name="国家税务总局公告2024年第1号", issuer="国家税务总局", issued=None, url=None),),
        in_force_from=version,
        in_force_to=None,
        link="?doc=refund",
    )


def texts(app: AppTest) -> str:
    """Return everything the screen says."""
    blocks = (app.title, app.header, app.subheader, app.markdown, app.caption, app.warning, app.error, app.info)
    return "\n".join(str(element.value) for block in blocks for element in block)


def address(app: AppTest, name: str) -> str:
    """Return a query parameter, which AppTest gives as text or as a list of one; nothing where there is none."""
    value = app.query_params.get(name, "")
    return value if isinstance(value, str) else value[0]
