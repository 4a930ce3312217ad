"""A real client against a real server: whatever the server does, the person has a cited answer."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from asking import DAY, cited
from chatting import (
    GOOD,
    LIMITED,
    Behaviour,
    ChatServer,
    answers,
    breaks_off,
    drips,
    fails,
    fell_back,
    line,
    says_raw,
    serving,
    stalls,
)

from assistant.answer import Answer
from assistant.chat.settings import ChatSettings
from assistant.chat.task import Failure
from assistant.chat.writer import open_writer
from assistant.pipeline import Assistant
from ingest.tokens import normalise
from kb.errors import NewTradeError


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with serving() as running:
        yield running


def ask(assistant: Assistant, settings: ChatSettings, question: str = LIMITED) -> Answer:
    return replace(assistant, writer=open_writer(settings)).ask(question, DAY)


def test_the_answer_is_in_the_words_of_the_model_and_cited(assistant: Assistant, server: ChatServer):
    answer = ask(assistant, server.settings())
    assert answer.text.startswith("每票最高不超过15万美元。应在36个月内核销。 [1]\n\n")
    assert cited(answer) == ["overseas@2024-01-01#limits"]
    assert "语言模型" not in answer.text


def test_the_request_holds_the_question_the_sections_and_nothing_else_of_the_person(
    assistant: Assistant, server: ChatServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OUR_KEY", "secret-1")
    ask(assistant, server.settings(key_variable="OUR_KEY"))
    (request,) = server.requests
    assert (request["path"], request["key"]) == ("/v1/chat/completions", "Bearer secret-1")
    assert (request["model"], request["stream"], request["temperature"]) == ("m", True, 0)
    rules, data = request["messages"]
    assert (rules["role"], data["role"]) == ("system", "user")
    assert normalise(LIMITED) in data["content"]
    assert "每票不超过15万美元" in data["content"]


def test_a_server_without_a_key_is_sent_none_of_another(
    assistant: Assistant, server: ChatServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "secret-of-another-server")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert "15万" in ask(assistant, server.settings()).text
    assert [request["key"] for request in server.requests] == ["Bearer none"]


def test_the_temperature_can_be_left_to_the_server(assistant: Assistant, server: ChatServer):
    ask(assistant, server.settings(temperature=None))
    assert "temperature" not in server.requests[0]


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (fails(401), "refused"),
        (fails(404), "refused"),
        (fails(429), "busy"),
        (fails(500), "down"),
        (fails(503), "down"),
        (stalls(""), "slow"),
        (stalls(GOOD), "slow"),
        (drips(" "), "slow"),
        (breaks_off(""), "down"),
        (breaks_off(GOOD), "broken"),
        (breaks_off(GOOD[:-20]), "broken"),
        (answers(GOOD[:-20]), "broken"),
        (answers(GOOD, ends="length"), "broken"),
        (answers(""), "unproven"),
        (answers("我不知道，也许吧。{15万}"), "unproven"),
        (answers('{"text": "每票不超过15万美元。", "sources": ["s9"]}'), "unproven"),
        (answers(line("每票不超过99万美元。", "s1")), "unproven"),
        (answers(line("It stays under USD 150,000.", "s1")), "unproven"),
        (says_raw("not json", "[DONE]"), "down"),
        (says_raw('{"error": {"message": "overloaded"}}', "[DONE]"), "down"),
        (says_raw('["what", "is", "this"]', "[DONE]"), "down"),
        (answers(line("每票不超过15万美元。", "s1") * 40), "long"),
        (answers("很长的话" * 5000), "long"),
    ],
)
def test_a_model_that_fails_leaves_the_words_of_the_texts_and_a_notice(
    assistant: Assistant, server: ChatServer, behaviour: Behaviour, why: Failure
):
    server.behave = behaviour
    plain = assistant.ask(LIMITED, DAY)
    patience = {"first_token_s": 0.5, "timeout_s": 1} if why == "slow" else {}
    start = time.monotonic()
    answer = ask(assistant, server.settings(**patience))
    assert time.monotonic() - start < 9
    assert server.requests
    assert answer.text == f"{plain.text}\n\n{fell_back(why)}"
    assert answer.citations == plain.citations
    assert answer.status == "answered"


def test_a_server_that_is_not_there_is_noticed_at_once(assistant: Assistant, server: ChatServer):
    settings = server.settings()
    server.shutdown()
    server.server_close()
    start = time.monotonic()
    assert ask(assistant, settings).text.endswith(fell_back("down"))
    assert time.monotonic() - start < 4


def test_a_made_up_figure_goes_and_the_rest_stands(assistant: Assistant, server: ChatServer):
    server.behave = answers(GOOD + line("超过99万美元的罚款8%。", "s1"))
    answer = ask(assistant, server.settings())
    assert answer.text.startswith("每票最高不超过15万美元。应在36个月内核销。 [1]\n\n")
    assert "99" not in answer.text


def test_the_fallback_model_is_asked_when_the_first_fails(assistant: Assistant, server: ChatServer):
    def behave(told) -> None:
        (fails(500) if told.server.requests[-1]["model"] == "m" else answers(GOOD))(told)

    server.behave = behave
    answer = ask(assistant, server.settings(fallback_model="other"))
    assert [request["model"] for request in server.requests] == ["m", "other"]
    assert answer.text.startswith("每票最高不超过15万美元。")


def test_the_fallback_model_is_asked_when_the_first_does_not_begin(assistant: Assistant, server: ChatServer):
    def behave(told) -> None:
        (stalls("") if told.server.requests[-1]["model"] == "m" else answers(GOOD))(told)

    server.behave = behave
    answer = ask(assistant, server.settings(fallback_model="other", first_token_s=1.5))
    assert answer.text.startswith("每票最高不超过15万美元。")


def test_a_stream_nobody_listens_to_any_more_is_closed(assistant: Assistant, server: ChatServer):
    gone = threading.Event()

    def behave(told) -> None:
        told.begin()
        try:
            while not told.server.over.wait(0.02):
                told.words("x" * 500, size=500)
        except OSError:
            gone.set()

    server.behave = behave
    assert ask(assistant, server.settings()).text.endswith(fell_back("long"))
    assert gone.wait(5)


def test_nothing_is_sent_without_a_model(assistant: Assistant, server: ChatServer):
    assert open_writer(None) is None
    assert open_writer(server.settings(model="")) is None
    assert assistant.writer is None
    assistant.ask(LIMITED, DAY)
    assert not server.requests


@pytest.mark.parametrize("question", ["怎么逃税", "你好", "今天天气怎么样", "那个最晚什么时候交", ""])
def test_what_is_refused_or_asked_back_is_not_sent(assistant: Assistant, server: ChatServer, question: str):
    answer = ask(assistant, server.settings(), question)
    assert answer.status in {"refused", "clarify"}
    assert answer.model_copy(update={"timings_ms": {}}) == assistant.ask(question, DAY).model_copy(
        update={"timings_ms": {}}
    )
    assert not server.requests


def test_openai_itself_is_not_asked_without_a_key():
    with pytest.raises(NewTradeError) as raised:
        open_writer(ChatSettings(_env_file=None, model="m"))  # type: ignore[call-arg]
    assert raised.value.key == "error.chat-key"
    assert "NEWTRADE_CHAT_KEY" in raised.value.message("en")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, server: ChatServer):
    monkeypatch.setitem(__import__("sys").modules, "langchain_openai", None)
    with pytest.raises(NewTradeError) as raised:
        open_writer(server.settings())
    assert raised.value.key == "error.chat-missing"
    assert "newtrade[chat]" in raised.value.message("zh")


def test_a_conversation_traced_elsewhere_is_not_traced_here(
    assistant: Assistant, server: ChatServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    from langsmith.utils import tracing_is_enabled

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    seen: list[object] = []

    class Watching:
        def stream(self, _messages: object) -> Iterator[object]:
            seen.append(tracing_is_enabled())
            yield from ()

    writer = open_writer(server.settings())
    watching = replace(writer, chat=replace(writer.chat, model=Watching()))  # type: ignore[type-var, union-attr]
    replace(assistant, writer=watching).ask(LIMITED, DAY)
    assert seen == [False]
