"""Links to an answer: what they say, what they ask, and what they know of texts replaced since."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from building import Base
from showing import address, made_citation, texts

from assistant.answer import Answer
from assistant.conversations import Exchange
from assistant.ui.copying import copied_text
from assistant.ui.sharing import replaced, share_query
from kb.library import Library
from kb.messages import LANGS, Lang, say

REFUND = "出口海外仓什么时候可以申报退税？"
NEW = "refund@2025-01-01#when"
OLD = "refund@2024-01-01#when"


def exchange(question: str = REFUND, understood: str = "") -> Exchange:
    text = "报关离境后即可申报退税。 [1]"
    citations = (made_citation(1),)
    answer = Answer(status="answered", lang="zh", as_of=date(2025, 6, 1), text=text, citations=citations)
    return Exchange(question, answer, understood)


def test_a_link_says_question_day_language_and_what_the_answer_rests_on():
    query = {name: value[0] for name, value in parse_qs(share_query(exchange("那9810呢&c=1？", REFUND))[1:]).items()}
    assert query == {"q": REFUND, "as_of": "2025-06-01", "lang": "zh", "rests": NEW}


def test_a_copied_answer_says_where_each_mark_stands():
    lines = copied_text(exchange()).splitlines()
    assert lines[0] == REFUND
    assert "2025年6月1日" in lines[2]
    assert "报关离境后即可申报退税。 [1]" in lines
    assert lines[-1].startswith("[1] 出口退税指南 › 什么时候可以申报退税？ · 国家税务总局公告2024年第1号")


@pytest.fixture
def library(base: Base) -> Library:
    return Library.load(base.root)


def found(library: Library, rests: str, today: date) -> list[tuple[str, date | None, date | None, bool]]:
    return [
        (r.anchor, r.cited.day if r.cited else None, r.now.day if r.now else None, r.is_reworded)
        for r in replaced(library, rests, today, "zh")
    ]


def test_a_text_in_force_is_not_replaced(library: Library):
    assert found(library, NEW, date(2026, 6, 1)) == []


def test_a_version_that_another_followed_is_told_with_whether_the_section_changed(library: Library):
    assert found(library, OLD, date(2026, 6, 1)) == [("when", date(2024, 1, 1), date(2025, 1, 1), True)]
    same = "refund@2024-01-01#who-this-is-for"
    assert found(library, same, date(2026, 6, 1)) == [("who-this-is-for", date(2024, 1, 1), date(2025, 1, 1), False)]


def test_a_section_that_is_gone_is_told(library: Library):
    assert found(library, "refund@2025-01-01#no-such", date(2026, 6, 1)) == [("no-such", None, date(2025, 1, 1), True)]


@pytest.mark.parametrize("rests", ["", ",,,", "refund", "refund@soon#when", "no-such@2025-01-01#x", "@#", "a@b@c#d#e"])
def test_nonsense_in_a_link_says_nothing(library: Library, rests: str):
    assert found(library, rests, date(2026, 6, 1)) == []


def test_opening_a_link_asks_its_question_on_its_day_once(open_app):
    app = open_app(q=REFUND, as_of="2024-10-31", lang="zh")
    assert not app.exception
    assert [message.name for message in app.chat_message] == ["user", "assistant"]
    assert "实现销售后" in texts(app.chat_message[1])
    assert address(app, "day") == "2024-10-31"
    assert "q" not in app.query_params
    assert "as_of" not in app.query_params
    name = address(app, "c")
    app.query_params = {"q": REFUND, "as_of": "2024-10-31", "lang": "zh"}
    app.run()
    assert address(app, "c") == name
    assert len(app.chat_message) == 2
    assert len(open_app(c=name).chat_message) == 2


def test_a_link_begins_a_conversation_of_its_own(open_app):
    app = open_app(c="talk", q=REFUND)
    assert address(app, "c") != "talk"
    assert not open_app(c="talk").chat_message


@pytest.mark.parametrize("lang", LANGS)
def test_a_link_to_an_answer_whose_text_was_replaced_says_so_and_shows_the_way_to_the_difference(open_app, lang: Lang):
    app = open_app(q=REFUND, as_of="2025-06-01", lang=lang, rests=OLD)
    assert not app.exception
    assert say("share.replaced", lang) in texts(app)
    (way,) = [item for item in app.get("page_link") if item.proto.label == say("share.difference", lang)]
    assert "older=2024-01-01&newer=2025-01-01" in way.proto.query_string
    app.button(key="new_conversation").click().run()
    assert say("share.replaced", lang) not in texts(app)


def test_a_link_to_an_answer_whose_text_is_in_force_says_nothing(open_app):
    app = open_app(q=REFUND, rests=NEW)
    assert say("share.replaced", "zh") not in texts(app)
    assert say("share.newer", "zh") not in texts(app)
