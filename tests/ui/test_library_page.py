"""The screen on which one reads, from app.py, on the tiny library."""

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from building import Base
from streamlit.testing.v1 import AppTest

from assistant.ui.document_view import chosen_version
from kb.dates import say_day, this_day
from kb.messages import LANGS, Lang, say

pytestmark = pytest.mark.slow

TITLES = {"zh": ("出口退税指南", "海外仓"), "en": ("Export refund guide", "Overseas warehouse entry")}


def texts(app: AppTest) -> str:
    """Return everything the screen says."""
    blocks = (app.title, app.header, app.markdown, app.caption, app.info, app.warning, app.error, app.html)
    return "\n".join(str(element.value) for block in blocks for element in block)


def html(app: AppTest) -> str:
    """Return the HTML on the screen, without the style sheets."""
    return "\n".join(str(element.value) for element in app.html if "<style>" not in str(element.value))


def links(app: AppTest) -> dict[str, dict[str, str]]:
    """Return where each link to the library leads, by its label."""
    found = {}
    for element in app.page_link:
        if element.proto.page == "library":
            query = parse_qs(element.proto.query_string)
            found[element.value.replace("\\", "")] = {name: values[0] for name, values in query.items()}
    return found


def chart(app: AppTest) -> Any:
    """Return the picture of the versions."""
    (found,) = app.get("vega_lite_chart")
    return found.proto


def address(app: AppTest, name: str) -> str | None:
    value = app.query_params.get(name)
    return value if isinstance(value, str) or value is None else value[0]


@pytest.mark.parametrize("lang", LANGS)
def test_the_shelf_shows_what_is_in_force_on_the_day_by_kind(open_app, lang: Lang):
    app = open_app("library", lang=lang)
    assert not app.exception
    assert app.title[0].value.replace("\\", "") == say("reading.title", lang)
    assert [header.value for header in app.header] == [say(f"kind.{kind}", lang) for kind in ("guide", "format")]
    guide, entry = TITLES[lang]
    assert links(app)[guide] == {"lang": lang, "doc": "refund"}
    assert any(entry in label for label in links(app))
    assert say("reading.count", lang, count=2) in texts(app)


def test_what_is_not_in_force_on_the_day_is_still_within_reach(open_app):
    app = open_app("library", lang="zh", day="2020-05-01")
    assert say("reading.count", "zh", count=0) in texts(app)
    assert app.expander[0].label == say("reading.others", "zh", count=2, day="2020年5月1日")
    assert links(app)["出口退税指南"] == {"lang": "zh", "day": "2020-05-01", "doc": "refund"}
    assert [warning.value for warning in app.warning] == [say("bar.other-day-read", "zh", day="2020年5月1日")]


@pytest.mark.parametrize(
    ("box", "option", "left"),
    [("kind", "guide", "refund"), ("kind", "format", "overseas"), ("authority", "customs", "overseas")],
)
def test_the_shelf_is_narrowed_down_and_the_choice_stands_in_the_address(open_app, box: str, option: str, left: str):
    app = open_app("library")
    app.selectbox(key=f"choice_{box}").set_value(option).run()
    assert address(app, box) == option
    assert {query["doc"] for query in links(app).values() if "doc" in query} == {left}
    again = open_app("library", **{box: option})
    assert {query["doc"] for query in links(again).values() if "doc" in query} == {left}
    again.selectbox(key=f"choice_{box}").set_value("").run()
    assert address(again, box) is None


def test_a_choice_that_does_not_exist_is_passed_over(open_app):
    app = open_app("library", kind="<b>", authority="x", format="$$", region="mars")
    assert not app.exception
    assert say("reading.count", "zh", count=2) in texts(app)


def test_a_region_without_texts_leaves_an_empty_shelf(open_app):
    app = open_app("library", region="chongqing")
    assert say("reading.count", "zh", count=0) in texts(app)
    assert not app.exception


def test_a_search_finds_sections_and_marks_the_words(open_app):
    app = open_app("library")
    app.text_input(key="search").set_value("  金额限制 15万美元 ").run()
    assert address(app, "q") == "金额限制 15万美元"
    assert "每票不超过<mark>15万美元</mark>" in html(app)
    assert links(app)["出口海外仓（9810）有什么金额限制？"]["anchor"] == "limits"
    app.button(key="whole_shelf").click().run()
    assert address(app, "q") is None
    assert say("reading.count", "zh", count=2) in texts(app)


def test_a_search_keeps_to_what_the_boxes_choose(open_app):
    app = open_app("library", q="出口海外仓 退税", kind="format")
    assert {query["doc"] for query in links(app).values() if "anchor" in query} == {"overseas"}
    assert say("reading.nothing", "zh") in texts(open_app("library", q="退税", region="chongqing"))


def test_markup_in_a_search_is_text(open_app):
    app = open_app("library", q="<script>alert(1)</script> $x$ 退税")
    assert not app.exception
    assert "<script>alert" not in html(app)


@pytest.mark.parametrize("lang", LANGS)
def test_a_document_shows_contents_sections_and_what_they_rest_on(open_app, lang: Lang):
    app = open_app("library", lang=lang, doc="refund")
    assert app.title[0].value == TITLES[lang][0]
    shown = html(app)
    assert 'href="#s-when"' in shown
    assert 'id="s-when"' in shown
    assert "国家税务总局公告2024年第1号" in shown
    assert 'href="https://www.chinatax.gov.cn/2024-1.html"' in shown
    assert say("reading.in-force", lang, day=say_day(this_day(), lang)) in texts(app)
    assert f"doc=refund&amp;version=2025-01-01&amp;lang={lang}&amp;anchor=when" in shown.replace(
        f"lang={lang}&amp;doc=refund&amp;version=2025-01-01", f"doc=refund&amp;version=2025-01-01&amp;lang={lang}"
    )


def test_a_linked_section_stands_out_and_is_brought_into_sight(open_app):
    app = open_app("library", doc="refund", version="2024-01-01", lang="zh", anchor="when")
    assert 'id="s-when" class="section asked"' in html(app)
    assert 'getElementById("s-when")' in html(app)
    assert "实现销售后" in html(app)
    unknown = open_app("library", doc="refund", anchor='x"); alert(1); ("')
    assert "alert" not in html(unknown)
    assert not unknown.exception


def test_the_day_chooses_the_version_unless_one_is_named(open_app):
    past = open_app("library", doc="refund", day="2024-10-31")
    assert "实现销售后" in html(past)
    assert say("reading.in-force", "zh", day="2024年10月31日") in texts(past)
    named = open_app("library", doc="refund", day="2024-10-31", version="2025-01-01")
    assert "报关离境后" in html(named)
    assert say("reading.not-in-force", "zh", day="2024年10月31日") in texts(named)
    assert say("reading.rule-ahead", "zh", day="2024年10月31日") in html(named)


def test_the_other_language_is_one_click_away_and_keeps_the_version(open_app):
    app = open_app("library", doc="refund", version="2024-01-01", lang="zh")
    assert links(app)["English"] == {"lang": "en", "doc": "refund", "version": "2024-01-01"}
    other = open_app("library", doc="refund", version="2024-01-01", lang="en", view="versions")
    assert links(other)["中文"] == {"lang": "zh", "doc": "refund", "version": "2024-01-01", "view": "versions"}


@pytest.mark.parametrize("query", [{"doc": "nothing"}, {"doc": "refund", "version": "1999-01-01"}])
def test_a_document_that_is_not_there_is_said_so_with_the_way_back(open_app, query: dict[str, str]):
    app = open_app("library", **query)
    assert [info.value for info in app.info] == [say("reading.gone", "zh")]
    assert say("reading.back", "zh") in links(app)


@pytest.mark.parametrize("lang", LANGS)
def test_versions_are_a_picture_a_list_and_a_difference(open_app, lang: Lang):
    app = open_app("library", lang=lang, doc="refund", view="versions")
    assert not app.exception
    spans = {
        "zh": "2024年1月1日至2024年12月31日; 自2025年1月1日起",
        "en": "1 January 2024 to 31 December 2024; from 1 January 2025",
    }
    assert chart(app).alt == say("reading.chart", lang, spans=spans[lang], today=say_day(this_day(), lang))
    shown = html(app)
    assert {"zh": "<del>在实现销售后</del>", "en": "<del>Exports</del>"}[lang] in shown
    assert {"zh": "<ins>自2025年起在报关离境后即可</ins>", "en": "<ins>Since 2025, exports</ins>"}[lang] in shown
    days = [say_day(date(year, 1, 1), lang) for year in (2025, 2024)]
    versions = [label for label in links(app) if label in {say("panel.version", lang, day=day) for day in days}]
    assert len(versions) == 2
    assert say("reading.changed", lang, added=0, removed=0, reworded=1) in texts(app)


def test_the_chosen_day_has_a_line_of_its_own_in_the_picture(open_app):
    app = open_app("library", doc="refund", view="versions", day="2024-10-31")
    assert say("reading.chart-day", "zh", day="2024年10月31日") in chart(app).alt


def test_any_two_versions_are_compared_whichever_is_named_first(open_app):
    app = open_app("library", doc="refund", view="versions", older="2025-01-01", newer="2024-01-01")
    assert "<del>在实现销售后</del><ins>自2025年起在报关离境后即可</ins>申报退税" in html(app)
    app.selectbox(key="choice_older").set_value("2024-01-01").run()
    assert [info.value for info in app.info] == [say("reading.same-version", "zh")]
    assert address(app, "older") == "2024-01-01"


def test_a_document_with_one_version_has_nothing_to_compare(open_app):
    app = open_app("library", doc="overseas", view="versions")
    assert not app.exception
    assert not [box for box in app.selectbox if str(box.key) == "choice_older"]


def test_printing_opens_the_dialogue_of_the_browser(open_app):
    app = open_app("library", doc="refund")
    assert "window.print" not in html(app)
    app.button(key="print").click().run()
    assert "window.print" in html(app)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("screen", ["library", "whats-new"])
def test_without_an_index_the_screen_says_what_to_do(
    open_app, screen: str, lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("NEWTRADE_DATA", str(tmp_path / "none"))
    app = open_app(screen, lang=lang)
    assert not app.exception
    assert [e.value for e in app.error] == [say("error.index-missing", lang, path=tmp_path / "none" / "index")]
    assert app.button(key="retry").label == say("chat.retry", lang)


def test_a_link_from_an_answer_leads_on_to_the_whole_text(open_app):
    app = open_app(doc="refund", version="2024-01-01", lang="zh", anchor="when", c="talk")
    assert links(app)[say("panel.read-all", "zh")] == {
        "lang": "zh",
        "c": "talk",
        "doc": "refund",
        "version": "2024-01-01",
        "anchor": "when",
    }


def test_on_a_day_without_a_version_the_nearest_is_read(base: Base):
    history = base.library().history("refund", "zh")
    assert chosen_version(history, None, date(2020, 1, 1)) == history[0]
    assert chosen_version(history, None, date(2024, 6, 1)) == history[0]
    assert chosen_version(history, None, date(2026, 6, 1)) == history[1]
    assert chosen_version(history, "2024-01-01", date(2026, 6, 1)) == history[0]
    assert chosen_version(history, "soon", date(2026, 6, 1)) is None
    assert chosen_version((), None, date(2026, 6, 1)) is None
