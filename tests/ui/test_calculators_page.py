"""The screen of calculators, on the guides that carry the rules."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from building import Base, made_settings
from chromadb.api.shared_system_client import SharedSystemClient
from showing import address, app_opener, texts
from streamlit.testing.v1 import AppTest

from ingest.settings import PROJECT
from ingest.sync import sync
from kb.messages import LANGS, Lang, say

pytestmark = pytest.mark.slow

OpenCalculators = Callable[..., AppTest]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with an index of the tiny library and the real guides on taxes."""
    root = tmp_path_factory.mktemp("calculators")
    Base(root / "kb")
    for kind in ("guides", "manuals"):
        for document in (PROJECT / "kb" / kind).iterdir():
            if any(word in document.name for word in ("tax", "refund", "vat-law", "stamp", "penalties", "declaration")):
                shutil.copytree(document, root / "kb" / kind / document.name, dirs_exist_ok=True)
    sync(made_settings(root))
    yield root
    SharedSystemClient.clear_system_cache()


@pytest.fixture
def open_calculators(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenCalculators]:
    opened = app_opener(made / "kb", made / "data" / "index", tmp_path, monkeypatch)
    yield lambda **query: opened("calculators", **({"day": "2026-11-23"} | query))
    st.cache_resource.clear()


def field(app: AppTest, name: str) -> object:
    kinds = (app.number_input, app.selectbox)
    return next(item for kind in kinds for item in kind if item.key == f"calculator_{name}")


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_form_says_what_to_do(open_calculators: OpenCalculators, lang: Lang):
    app = open_calculators(lang=lang)
    assert not app.exception
    assert say("calculator.title", lang) in texts(app)
    assert say("calculator.fill-in", lang) in texts(app)
    assert not app.metric


@pytest.mark.parametrize(
    ("query", "result", "formula"),
    [
        ({"calc": "retail-import", "price": "3000", "freight": "200", "vat": "13"}, "291.20元", "3200元×13%×70%"),
        ({"calc": "parcel", "value": "1500", "rate": "20"}, "300元", "1500元×20%"),
        ({"calc": "parcel", "value": "200", "rate": "20"}, "0元", "40元"),
        ({"calc": "export-refund", "invoice": "1000000", "refund": "9", "vat": "13"}, "90,000元", "40,000元"),
        ({"calc": "export-refund", "invoice": "1000000", "goods": "battery"}, "60,000元", "100万元×6%"),
        ({"calc": "agency-refund", "invoice": "100000", "refund": "13"}, "13,000元", "10万元×13%"),
        ({"calc": "deemed-income", "revenue": "5000000"}, "10,000元", "20万元×5%"),
        ({"calc": "late-fee", "dutiable": "300000", "days": "12"}, "1800元", "30万元×万分之五×12"),
        ({"calc": "surcharge", "tax": "100000", "days": "30"}, "1500元", "10万元×万分之五×30"),
        ({"calc": "stamp-duty", "purchase": "2000000", "sale": "2300000", "area": "chongqing"}, "1290元", "×万分之三"),
        ({"calc": "departure-refund", "bought-for": "3000", "vat": "13"}, "330元", "3000元×离境退税率11%"),
    ],
)
def test_a_link_brings_the_sum_with_its_formula_and_sections(
    open_calculators: OpenCalculators, query: dict[str, str], result: str, formula: str
):
    app = open_calculators(**query)
    assert not app.exception
    assert app.metric[0].value == result
    assert formula in texts(app)
    assert say("calculator.day", "zh", day="2026年11月23日") in texts(app)
    assert [button for button in app.button if str(button.key).startswith("cite_calculator_")]


def test_a_fine_is_a_range_and_no_single_number(open_calculators: OpenCalculators):
    app = open_calculators(calc="fine", offence="tax", base="20000")
    assert not app.exception
    assert not app.metric
    assert "6000元以上40,000元以下" in texts(app)
    assert say("calculator.fined-tax", "zh") in {item.label for item in app.number_input}


def test_what_is_filled_in_stands_in_the_address_and_goes_from_it_when_emptied(open_calculators: OpenCalculators):
    app = open_calculators()
    field(app, "price").set_value(1000.0).run()
    field(app, "vat").set_value(13.0).run()
    assert (address(app, "price"), address(app, "vat")) == ("1000", "13")
    assert app.metric[0].value == "91元"
    field(app, "price").set_value(None).run()
    assert "price" not in app.query_params
    assert say("calculator.fill-in", "zh") in texts(app)


def test_another_calculator_begins_with_an_empty_form_and_keeps_language_and_day(open_calculators: OpenCalculators):
    app = open_calculators(lang="en", calc="retail-import", price="3000")
    control = next(item for item in app.get("button_group") if item.key == "calculator")
    control.set_value("deemed-income").run()
    assert (address(app, "calc"), address(app, "lang"), address(app, "day")) == ("deemed-income", "en", "2026-11-23")
    assert "price" not in app.query_params
    assert say("calculator.fill-in", "en") in texts(app)


def test_what_is_missing_is_asked_with_what_it_would_come_to(open_calculators: OpenCalculators):
    app = open_calculators(price="3000")
    assert not app.metric
    assert say("calc.ask-vat-rate", "zh") in texts(app)
    assert "273元" in texts(app)


@pytest.mark.parametrize("price", ["-5", "abc", "1e9999", "9" * 40, "nan"])
def test_nonsense_in_the_address_is_passed_over(open_calculators: OpenCalculators, price: str):
    app = open_calculators(calc="nothing", price=price, consumption="perhaps")
    assert not app.exception
    assert say("calculator.fill-in", "zh") in texts(app)


def test_a_day_before_the_rules_is_told(open_calculators: OpenCalculators):
    app = open_calculators(price="1000", vat="13", day="2014-01-01")
    assert say("calculator.not-covered", "zh", day="2014年1月1日") in texts(app)
    assert not app.metric


def test_an_older_day_has_its_own_rule(open_calculators: OpenCalculators):
    app = open_calculators(price="3000", vat="13", day="2018-06-01")
    assert "2000元" in texts(app)
    assert not app.metric


def test_a_cited_section_opens_below_its_button_with_the_quote_marked(open_calculators: OpenCalculators):
    app = open_calculators(price="3000", vat="13")
    next(button for button in app.button if button.key == "cite_calculator_1").click().run()
    assert not app.exception
    assert "<mark>" in texts(app)
    assert "财关税〔2016〕18号" in texts(app)
