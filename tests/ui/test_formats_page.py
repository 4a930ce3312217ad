"""The screen Find the format, without a browser: the interview as buttons, and the grid, on the real catalog."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from chromadb.api.shared_system_client import SharedSystemClient
from showing import address, app_opener, texts
from streamlit.testing.v1 import AppTest

from assistant.skills.choose.asking import told
from assistant.skills.grid import label
from ingest.settings import PROJECT, Settings
from ingest.sync import sync
from kb.messages import LANGS, Lang, say
from kb.model import FIELD_NAMES

pytestmark = pytest.mark.slow

Opened = Callable[..., AppTest]


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An index of the real texts."""
    data = tmp_path_factory.mktemp("formats")
    sync(Settings(_env_file=None, kb=PROJECT / "kb", data=data, embedding="packaged", chroma_url=""))
    yield data
    SharedSystemClient.clear_system_cache()


@pytest.fixture
def open_page(indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    opened = app_opener(PROJECT / "kb", indexed / "index", tmp_path, monkeypatch)
    yield lambda **query: opened("formats", **query)
    st.cache_resource.clear()


@pytest.mark.parametrize("lang", LANGS)
def test_the_screen_begins_with_the_first_question_and_its_choices(open_page: Opened, lang: Lang):
    app = open_page(lang=lang)
    assert not app.exception
    assert say("formats.title", lang) in texts(app)
    assert say("choose.ask-buyer", lang) in texts(app)
    labels = [button.label for button in app.button if str(button.key).startswith("choice_")]
    assert labels[0] == told("buyer", "consumer_abroad", lang)
    assert labels[-1] == say("formats.unsure", lang)


@pytest.mark.parametrize("lang", LANGS)
def test_answers_lead_to_a_result_with_reasons_and_back_again(open_page: Opened, lang: Lang):
    app = open_page(lang=lang)
    app.button(key="choice_buyer_consumer_abroad").click().run()
    assert address(app, "facts") == "buyer.consumer_abroad"
    app.button(key="choice_place_domestic").click().run()
    assert not app.exception
    assert say("format.name-cbec-retail-export-9610", lang) in texts(app)
    assert say("choose.others", lang) in texts(app)
    assert "(#source-result-1)" in texts(app)
    app.button(key="interview_back").click().run()
    assert say("choose.ask-place", lang) in texts(app)
    app.button(key="interview_anew").click().run()
    assert say("choose.ask-buyer", lang) in texts(app)
    assert address(app, "facts") == ""


def test_a_reason_opens_its_section_with_the_quote_marked(open_page: Opened):
    app = open_page(facts="buyer.consumer_abroad,place.domestic")
    app.button(key="cite_result_1").click().run()
    assert address(app, "doc") == "cbec-retail-export-9610"
    assert "<mark>" in texts(app)
    app.button(key="close_proof").click().run()
    assert address(app, "doc") == ""
    assert "<mark>" not in texts(app)


def test_the_formats_of_a_result_can_be_compared(open_page: Opened):
    app = open_page(facts="buyer.consumer_abroad,place.domestic")
    app.button(key="compare_these").click().run()
    assert address(app, "formats").split(",")[0] == "9610"
    assert app.button(key="cell_tax_cbec-retail-export-9610").label


@pytest.mark.parametrize("lang", LANGS)
def test_the_grid_shows_every_field_of_the_formats_in_the_address(open_page: Opened, lang: Lang):
    app = open_page(lang=lang, formats="9610,offshore-trade")
    assert not app.exception
    said = texts(app)
    for field in ("code", *FIELD_NAMES):
        assert f"**{label(field, lang)}**" in said
    assert app.button(key="cell_tax_cbec-retail-export-9610").label
    assert say("format.not-told", lang) in said
    assert say("formats.differs", lang) in said


def test_a_cell_opens_its_section_below_its_row(open_page: Opened):
    app = open_page(formats="9710,1039")
    app.button(key="cell_tax_market-procurement-1039").click().run()
    assert (address(app, "doc"), address(app, "anchor"), address(app, "at")) == (
        "market-procurement-1039",
        "tax",
        "tax",
    )
    assert "<mark>" in texts(app)
    assert "国家税务总局公告2015年第89号" in texts(app)


def test_the_grid_follows_the_day(open_page: Opened):
    old = open_page(formats="9710,9810", day="2024-10-31")
    new = open_page(formats="9710,9810")
    key = "cell_tax_overseas-warehouse-9810"
    assert "实现销售后" in old.button(key=key).label
    assert "实现销售后" not in new.button(key=key).label


def test_rows_that_are_the_same_can_be_left_out(open_page: Opened):
    app = open_page(formats="9710,9810")
    assert say("formats.same", "zh") in texts(app)
    app.toggle(key="only_differences").set_value(True).run()
    assert say("formats.same", "zh") not in texts(app)
    assert app.button(key="cell_tax_cbec-b2b-direct-9710")


def test_picking_formats_keeps_them_in_the_address(open_page: Opened):
    app = open_page(view="compare")
    assert say("formats.pick", "zh") in texts(app)
    app.multiselect(key="formats_chosen").set_value(["general-trade-0110", "offshore-trade"]).run()
    assert address(app, "formats") == "0110,offshore-trade"


def test_a_format_without_an_entry_on_the_day_is_told_and_left_out(open_page: Opened):
    app = open_page(formats="9710,0110,9610", day="2019-06-01", view="compare")
    assert not app.exception
    assert any("9710" in item.value for item in app.info)


@pytest.mark.parametrize(
    "query",
    [
        {"facts": "buyer.nobody,x.y,,."},
        {"formats": "9999,<script>,9610", "view": "compare"},
        {"view": "nothing", "doc": "no-such"},
        {"formats": "9610,9710", "doc": "cbec-retail-export-9610", "anchor": "none", "at": "tax"},
    ],
)
def test_a_made_up_address_breaks_nothing(open_page: Opened, query: dict[str, str]):
    assert not open_page(**query).exception


def test_without_an_index_the_screen_says_what_to_do(
    open_page: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("NEWTRADE_DATA", str(tmp_path / "none"))
    app = open_page()
    assert app.error
    assert app.button(key="retry")
