"""The screen on which one asks, from app.py, on the tiny library."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from chatting import answers, breaks_off, fell_back, line, serving
from showing import BROWSER, address, settled, texts
from streamlit.testing.v1 import AppTest

from assistant.storage import Database, Storage
from assistant.ui.opening import Opening
from assistant.ui.state import served, storage
from kb.dates import say_day, this_day
from kb.messages import LANGS, Lang, say

pytestmark = pytest.mark.slow

REFUND = "出口海外仓什么时候可以申报退税？"


def ask(app: AppTest, question: str) -> AppTest:
    return app.chat_input[0].set_value(question).run()


def sound(app: AppTest) -> bool:
    return not app.exception


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_screen_welcomes_and_offers_questions_in_the_language_of_the_reader(open_app, lang: Lang):
    app = open_app(lang=lang)
    assert sound(app)
    for key in ("app.name", "chat.welcome", "chat.disclaimer", "panel.empty"):
        assert say(key, lang) in texts(app)
    examples = [button.label for button in app.button if str(button.key).startswith("chat.example")]
    assert examples == [say(f"chat.example-{n}", lang) for n in range(1, 5)]
    assert app.chat_input[0].placeholder == say("chat.placeholder", lang)


def test_an_unknown_language_or_day_in_the_address_is_passed_over(open_app):
    app = open_app(lang="xx", day="soon", doc="nothing", c="talk")
    assert sound(app)
    assert say("chat.welcome", "zh") in texts(app)
    assert not app.warning


def test_the_language_can_be_changed(open_app):
    app = open_app(lang="zh")
    control = next(item for item in app.get("button_group") if item.key == "language")
    control.set_value("en").run()
    assert address(app, "lang") == "en"
    assert say("chat.welcome", "en") in texts(app)


def test_a_suggested_question_is_asked_by_a_click(open_app):
    app = open_app(lang="zh", c="talk")
    app.button(key="chat.example-1").click().run()
    assert sound(app)
    assert [message.name for message in app.chat_message] == ["user", "assistant"]
    assert say("chat.example-1", "zh") in app.chat_message[0].markdown[0].value
    assert say("chat.welcome", "zh") not in texts(app)


def test_an_answer_shows_status_day_text_citation_and_the_section(open_app):
    app = ask(open_app(c="talk"), REFUND)
    assert sound(app)
    said = texts(app.chat_message[1])
    assert say("status.answered", "zh") in said
    assert say("chat.as-of", "zh", day=say_day(this_day(), "zh")) in said
    assert "报关离境后" in said
    assert "[\\[1\\]](#source-0-1)" in said
    label = app.button(key="cite_0_1").label
    assert label.startswith("\\[1\\]")
    assert "出口退税指南" in label
    panel = texts(app)
    assert "<mark>出口海外仓的货物自2025年起在报关离境后即可申报退税。</mark>" in panel
    assert "国家税务总局公告2024年第1号" in panel
    assert say("cite.in-force", "zh", days="自2025年1月1日起") in panel


def test_an_answer_in_the_words_of_a_chat_model_is_shown_once(open_app, monkeypatch: pytest.MonkeyPatch):
    worded = "自2025年起，出口海外仓的货物报关离境后即可申报退税，一步到位。"
    with serving() as server:
        server.behave = answers(line(worded, "s1"))
        monkeypatch.setenv("NEWTRADE_CHAT_MODEL", "m")
        monkeypatch.setenv("NEWTRADE_CHAT_BASE_URL", server.settings().base_url)
        st.cache_resource.clear()
        app = ask(open_app(c="talk"), REFUND)
    assert sound(app)
    assert texts(app.chat_message[1]).count(worded) == 1
    assert "(#source-0-1)" in texts(app.chat_message[1])
    assert worded in texts(open_app(c="talk").chat_message[1])


def test_without_the_chat_model_that_is_set_the_answer_says_so(open_app, monkeypatch: pytest.MonkeyPatch):
    with serving() as server:
        server.behave = breaks_off(line("自2025年起，出口海外仓的货物报关离境后即可申报退税，一步到位。", "s1"))
        monkeypatch.setenv("NEWTRADE_CHAT_MODEL", "m")
        monkeypatch.setenv("NEWTRADE_CHAT_BASE_URL", server.settings().base_url)
        st.cache_resource.clear()
        app = ask(open_app(c="talk"), REFUND)
    assert sound(app)
    said = texts(app.chat_message[1])
    assert "一步到位" not in said
    assert "出口海外仓的货物自2025年起在报关离境后即可申报退税。" in said
    assert fell_back("broken") in said


def test_a_refusal_is_told_apart_and_shows_no_section(open_app):
    app = ask(open_app(c="talk"), "今天天气怎么样")
    said = texts(app.chat_message[1])
    assert say("status.refused", "zh") in said
    assert say("answer.refused-out-of-scope", "zh").replace(":", "\\:") in said
    assert "<mark>" not in texts(app)
    assert not [button for button in app.button if str(button.key).startswith("cite_")]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("<script>alert(1)</script> 9810", "\\<script\\>alert(1)\\</script\\> 9810"),
        ("US$5 and US$9 for 9810", "US\\$5 and US\\$9 for 9810"),
        ("**9810** :red[x]", "\\*\\*9810\\*\\* \\:red\\[x\\]"),
    ],
)
def test_a_question_is_shown_as_typed(open_app, question: str, shown: str):
    app = ask(open_app(c="talk"), question)
    assert sound(app)
    (element, *_) = app.chat_message[0].markdown
    assert element.value == shown
    assert not element.allow_html


def test_another_day_is_said_plainly_and_its_rules_are_applied(open_app):
    app = open_app(c="talk", day="2024-10-31")
    assert [warning.value for warning in app.warning] == [say("bar.other-day", "zh", day="2024年10月31日")]
    ask(app, REFUND)
    assert "实现销售后" in texts(app.chat_message[1])
    assert say("panel.ended", "zh") in texts(app)
    app.button(key="back_to_today").click().run()
    assert not app.warning
    assert "day" not in app.query_params


def test_the_day_can_be_chosen_from_the_calendar(open_app):
    app = open_app(c="talk")
    app.date_input(key="as_of").set_value(date(2024, 10, 31)).run()
    assert address(app, "day") == "2024-10-31"
    assert app.warning[0].value == say("bar.other-day", "zh", day="2024年10月31日")


def test_the_conversation_is_there_again_after_a_refresh(open_app):
    first = ask(open_app(c="talk"), REFUND)
    again = open_app(c="talk")
    assert [message.name for message in again.chat_message] == ["user", "assistant"]
    assert texts(again.chat_message[1]) == texts(first.chat_message[1])
    assert "<mark>" in texts(again)
    assert not open_app(c="another").chat_message


def test_the_conversation_has_a_name_in_the_address_from_its_first_question(open_app):
    app = ask(open_app(), REFUND)
    assert [message.name for message in open_app(c=address(app, "c")).chat_message] == ["user", "assistant"]


def test_a_follow_up_is_answered_from_what_was_said_before(open_app):
    app = ask(open_app(c="talk"), "9710出口海外仓有金额限制吗？")
    ask(app, "那9810呢？")
    assert len(app.chat_message) == 4
    assert "9810出口海外仓有金额限制吗" in texts(app.chat_message[3])


def test_the_mark_of_an_earlier_answer_opens_its_section(open_app):
    app = ask(open_app(c="talk"), REFUND)
    ask(app, "出口海外仓（9810）有金额限制吗？")
    assert "<mark>出口海外仓（9810）每票不超过15万美元" in texts(app)
    app.button(key="cite_0_1").click().run()
    assert "<mark>出口海外仓的货物自2025年起" in texts(app)


def test_a_link_opens_a_section_in_the_version_of_the_day(open_app):
    app = open_app(c="talk", doc="refund", anchor="when", day="2024-10-31")
    assert "实现销售后" in texts(app)
    named = open_app(c="talk", doc="refund", anchor="when", version="2025-01-01")
    assert "报关离境后" in texts(named)


def test_a_new_conversation_begins_with_an_empty_screen(open_app):
    app = ask(open_app(c="talk"), REFUND)
    app.button(key="new_conversation").click().run()
    assert not app.chat_message
    assert "c" not in app.query_params
    assert say("chat.welcome", "zh") in texts(app)


def test_too_many_questions_are_told_to_wait(open_app, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NEWTRADE_QUESTIONS_PER_MINUTE", "1")
    st.cache_resource.clear()
    app = ask(open_app(c="talk"), REFUND)
    ask(app, REFUND)
    assert say("chat.too-fast", "zh") in [warning.value for warning in app.warning]
    assert app.button(key="ask_again")
    assert texts(app.chat_message[2]) == REFUND
    storage().database.close()
    st.cache_resource.clear()
    assert len(open_app(c="talk").chat_message) == 2


@pytest.mark.parametrize("lang", LANGS)
def test_without_an_index_the_screen_says_what_to_do(
    open_app, lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("NEWTRADE_DATA", str(tmp_path / "none"))
    app = open_app(lang=lang)
    assert sound(app)
    assert [e.value for e in app.error] == [say("error.index-missing", lang, path=tmp_path / "none" / "index")]
    assert app.button(key="retry").label == say("chat.retry", lang)
    assert not app.chat_input


def test_an_index_made_meanwhile_is_found_by_trying_again(open_app, made: Path, tmp_path: Path):
    index = tmp_path / "data" / "index"
    index.unlink()
    app = open_app(c="talk")
    assert app.error
    index.symlink_to(made / "data" / "index")
    settled(app.button(key="retry").click().run())
    assert not app.error
    assert app.chat_input


def test_a_question_without_an_answer_is_kept_for_the_editors(open_app, tmp_path: Path):
    ask(open_app(c="talk"), "海关食堂的狮子火锅多少钱一份")
    gaps = Storage.on(Database.in_folder(tmp_path / "data")).gaps.all()
    assert ["狮子火锅" in gap.question for gap in gaps] == [True]


def test_another_browser_that_has_the_address_begins_a_conversation_of_its_own(open_app):
    ask(open_app(c="talk"), REFUND)
    other = open_app(browser="o" * 43, c="talk")
    assert sound(other)
    assert not other.chat_message
    assert say("chat.not-yours", "zh") in texts(other)
    assert "c" not in other.query_params
    ask(other, "9810有金额限制吗？")
    assert address(other, "c") != "talk"
    assert say("chat.not-yours", "zh") not in texts(other)
    assert len(open_app(c="talk").chat_message) == 2


def test_a_browser_that_comes_for_the_first_time_gets_a_token_nobody_can_guess(open_app):
    tokens = {open_app(browser=browser).session_state["owner"] for browser in ("", "guessed")}
    assert len(tokens) == 2
    assert all(len(token) == 43 for token in tokens)


@pytest.mark.parametrize("lang", LANGS)
def test_an_answer_that_cannot_be_saved_is_shown_and_saved_as_soon_as_it_can_be(open_app, lang: Lang, tmp_path: Path):
    app = ask(open_app(c="talk", lang=lang), "9710出口海外仓有金额限制吗？")
    file = tmp_path / "data" / "conversations.sqlite"
    change = sqlite3.connect(file)
    change.execute("CREATE TRIGGER stop BEFORE INSERT ON turns BEGIN SELECT RAISE(ABORT, 'no'); END")
    ask(app, REFUND)
    assert sound(app)
    change.execute("DROP TRIGGER stop")
    change.close()
    assert "报关离境后" in texts(app.chat_message[3])
    reason = str(app.warning[-1].value)
    assert say("chat.unsaved", lang, reason="").strip() in reason
    app.run()
    assert not app.warning
    assert len(app.chat_message) == 4
    assert len(open_app(c="talk").chat_message) == 4


@pytest.mark.parametrize("lang", LANGS)
def test_a_database_that_does_not_answer_is_said_plainly(open_app, lang: Lang, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NEWTRADE_DATABASE", "postgresql://ann:secret@127.0.0.1:1/trade")
    st.cache_resource.clear()
    app = open_app(lang=lang, c="talk")
    assert sound(app)
    (error,) = app.error
    assert error.value.startswith(say("error.database-unreachable", lang, path="|", reason="|").split("|")[0])
    assert "secret" not in error.value
    assert app.button(key="retry").label == say("chat.retry", lang)


def test_a_question_asked_while_the_database_does_not_answer_need_not_be_typed_again(
    open_app, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("NEWTRADE_DATABASE", "postgresql://ann:secret@127.0.0.1:1/trade")
    st.cache_resource.clear()
    app = ask(open_app(lang="zh"), REFUND)
    assert sound(app)
    assert app.error
    name = address(app, "c")
    served().storage = Opening(lambda: Storage.on(Database.in_folder(served().settings.data)))
    app.button(key="retry").click().run()
    assert texts(app.chat_message[0]) == REFUND
    app.button(key="ask_again").click().run()
    assert "报关离境后" in texts(app.chat_message[1])
    assert address(app, "c") == name


def test_feedback_is_kept_with_its_reason_and_can_be_taken_back(open_app):
    app = ask(open_app(c="talk"), REFUND)
    useful(app).set_value("no").run()
    app.text_input(key="reason_0_talk").set_value("少了期限").run()
    assert sound(app)
    kept = storage().feedback
    assert [(r.useful, r.reason) for r in kept.read(BROWSER, "talk").values()] == [(False, "少了期限")]
    assert say("chat.reason-kept", "zh") in texts(app)
    again = open_app(c="talk")
    assert useful(again).value == "no"
    assert again.text_input(key="reason_0_talk").value == "少了期限"
    useful(again).set_value(None).run()
    assert kept.read(BROWSER, "talk") == {}


def useful(app: AppTest):
    return next(item for item in app.get("button_group") if item.key == "useful_0_talk")


@pytest.mark.parametrize("lang", LANGS)
def test_a_gap_is_sent_to_the_editors_with_a_note_and_once(open_app, lang: Lang):
    app = ask(open_app(c="talk", lang=lang), "海关食堂的狮子火锅多少钱一份")
    assert say("gap.without-name", lang) in texts(app)
    app.text_area(key="gap_note_0").set_value("急用").run()
    app.button(key="gap_send_0").click().run()
    assert sound(app)
    (gap,) = storage().gaps.all()
    assert (gap.sent_by_person, gap.note) == (True, "急用")
    assert say("gap.sent", lang) in texts(app)
    assert not [button for button in app.button if button.key == "gap_send_0"]


def test_nothing_can_be_sent_below_an_answer(open_app):
    app = ask(open_app(c="talk"), REFUND)
    assert not [button for button in app.button if str(button.key).startswith("gap_")]


def test_the_section_can_be_closed_and_opened_again(open_app):
    app = ask(open_app(c="talk"), REFUND)
    app.button(key="close_panel").click().run()
    assert "<mark>" not in texts(app)
    assert say("panel.empty", "zh") in texts(app)
    app.button(key="cite_0_1").click().run()
    assert "<mark>" in texts(app)
    count = say("panel.versions", "zh", count=2, place=2, first="2024年1月1日", last="2025年1月1日")
    assert count in texts(app)


def test_an_answer_can_be_kept_as_a_file(open_app):
    app = ask(open_app(c="talk"), REFUND)
    labels = {button.label for button in app.download_button}
    assert labels == {say(f"file.{kind}", "zh") for kind in ("docx", "pdf", "md")}


def test_what_the_screen_fails_at_is_said_in_words(open_app, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("assistant.ui.chat_page.top_bar", lambda: 1 / 0)
    app = open_app()
    assert not app.exception
    assert [error.value for error in app.error] == [say("app.failed", "zh")]
    assert app.button(key="retry_screen")
