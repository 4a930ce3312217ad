"""The screen that says what this is, from app.py, on the tiny library."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ingest.settings import PROJECT
from kb.messages import LANGS, Lang, say

pytestmark = pytest.mark.slow


def texts(app: AppTest) -> str:
    blocks = (app.title, app.header, app.markdown, app.info, app.caption)
    return "\n".join(str(element.value) for block in blocks for element in block)


@pytest.mark.parametrize("lang", LANGS)
def test_it_says_what_this_is_and_is_not_and_whom_to_call(open_app, lang: Lang):
    app = open_app("about", lang=lang)
    assert not app.exception
    for key in ("about.is", "about.is-not", "about.errors-text", "about.licence"):
        assert say(key, lang) in texts(app)
    assert [info.value for info in app.info] == [say("chat.disclaimer", lang)]


@pytest.mark.parametrize("lang", LANGS)
def test_the_state_of_knowledge_is_that_of_the_index_that_serves(open_app, made: Path, lang: Lang):
    app = open_app("about", lang=lang)
    (manifest,) = (json.loads(path.read_text()) for path in (made / "data" / "index").glob("*/manifest.json"))
    assert [metric.value for metric in app.metric] == [str(manifest[n]) for n in ("documents", "versions", "sections")]
    assert manifest["name"] in texts(app).replace("\\", "")
    assert {"zh": "2026年5月1日", "en": "1 May 2026"}[lang] in texts(app)
    assert {"zh": "2026年12月1日", "en": "1 December 2026"}[lang] in texts(app)


@pytest.mark.parametrize("name", ["dev", "held", "fresh"])
def test_the_numbers_are_those_that_the_evaluation_wrote(open_app, name: str):
    measured = json.loads((PROJECT / "docs" / "evaluation" / f"{name}.json").read_text(encoding="utf-8"))
    table = next(str(e.value) for e in open_app("about", lang="en").html if "<table>" in str(e.value))
    correct = measured["correct"]
    assert f"{100 * correct['count'] / correct['of']:.1f}% ({correct['count']}/{correct['of']}" in table
    assert say(f"about.{name}", "en", count=measured["questions"]) in table


@pytest.mark.parametrize("lang", LANGS)
def test_without_an_index_it_still_says_what_this_is(
    open_app, lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("NEWTRADE_DATA", str(tmp_path / "none"))
    app = open_app("about", lang=lang)
    assert [e.value for e in app.error] == [say("error.index-missing", lang, path=tmp_path / "none" / "index")]
    assert app.button(key="retry").label == say("chat.retry", lang)
    assert say("about.is", lang) in texts(app)
    assert say("about.errors-text", lang) in texts(app)
