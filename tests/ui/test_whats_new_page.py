"""The screen of changes, from app.py, on the tiny library."""

from datetime import date

import pytest
from showing import address
from streamlit.testing.v1 import AppTest

from assistant.ui.whats_new_page import is_ahead
from kb.changes import Change
from kb.dates import say_day, say_month
from kb.messages import LANGS, Lang, say

pytestmark = pytest.mark.slow


def html(app: AppTest) -> list[str]:
    return [
        str(element.value)
        for element in app.html
        if "<style>" not in str(element.value) and "<script>" not in str(element.value)
    ]


def captions(app: AppTest) -> list[str]:
    return [str(element.value) for element in app.caption]


@pytest.mark.parametrize("lang", LANGS)
def test_what_changed_in_the_year_before_the_day_stands_by_month(open_app, lang: Lang):
    app = open_app("whats-new", lang=lang, day="2025-06-01")
    assert not app.exception
    assert [header.value for header in app.header] == [say("news.ahead", lang), say("news.past", lang)]
    assert say("news.none-ahead", lang) in captions(app)
    (past,) = html(app)
    assert say_month(date(2025, 1, 1), lang) in past
    assert say("news.from-day", lang, day=say_day(date(2025, 1, 1), lang)) in past
    assert {"zh": "离境即退税", "en": "refund on departure"}[lang] in past
    assert "国家税务总局公告2024年第1号" in past
    assert "doc=refund&amp;version=2025-01-01&amp;anchor=when" in past
    assert "doc=refund&amp;version=2025-01-01&amp;view=versions" in past


def test_what_begins_after_the_day_comes_first(open_app):
    app = open_app("whats-new", day="2024-12-31", lang="zh")
    ahead, past = html(app)
    assert "离境即退税" in ahead
    assert "离境即退税" not in past


def test_one_may_look_back_further(open_app):
    app = open_app("whats-new", day="2026-06-01", lang="zh")
    assert say("news.none-past", "zh") in captions(app)
    app.selectbox(key="choice_years").set_value("all").run()
    (past,) = html(app)
    assert past.index("2025年1月") < past.index("2024年1月")


def test_only_the_changes_of_a_format_are_shown(open_app):
    shown = open_app("whats-new", day="2025-06-01", format="9810")
    assert html(shown)
    box = shown.selectbox(key="choice_format")
    assert any("9810" in option for option in box.options)
    assert not open_app("whats-new", day="2025-06-01", format="0110").exception


def test_the_last_day_of_a_rule_is_still_ahead():
    ends = Change(
        day=date(2026, 12, 31),
        what="ends",
        document="d",
        version=date(2024, 1, 1),
        lang="zh",
        anchor=None,
        heading="h",
        instruments=(),
    )
    begins = ends.model_copy(update={"what": "begins"})
    assert is_ahead(ends, date(2026, 12, 31))
    assert not is_ahead(ends, date(2027, 1, 1))
    assert is_ahead(begins, date(2026, 12, 30))
    assert not is_ahead(begins, date(2026, 12, 31))


def test_a_period_of_ones_own_has_a_first_and_a_last_day(open_app):
    app = open_app("whats-new", day="2026-06-01", lang="zh", years="own")
    assert say("news.none-past", "zh") in captions(app)
    app.date_input(key="choice_from").set_value(date(2023, 12, 1)).run()
    app.date_input(key="choice_until").set_value(date(2024, 12, 31)).run()
    (past,) = html(app)
    assert "2024年1月" in past
    assert "2025年1月" not in past
    assert address(app, "until") == "2024-12-31"


def test_days_in_the_wrong_order_are_exchanged_and_the_reader_is_told(open_app):
    app = open_app("whats-new", lang="zh", years="own", **{"from": "2025-12-31", "until": "2024-12-31"})
    assert say("news.turned", "zh") in captions(app)
    (past,) = html(app)
    assert "2025年1月" in past
    assert "2024年1月" not in past
