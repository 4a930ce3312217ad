"""Chat models that say what a test tells them to: as a writer, as a model of LangChain, and as a server over HTTP."""

import json
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk

from assistant.answer import Turn
from assistant.chat.models import LangChainChat
from assistant.chat.settings import ChatSettings
from assistant.chat.task import ChatFailed, Failure, Said, Task
from kb.messages import Lang, say

LIMITED = "出口海外仓（9810）有金额限制吗？"
"""A question that the section `overseas#limits` of the tiny library answers; a writer knows that section as `s1`."""


def line(text: str, *sources: str, step: int | None = None) -> str:
    """Return a claim as a model writes it."""
    found: dict[str, object] = {"text": text, "sources": list(sources)}
    return json.dumps(found if step is None else found | {"step": step}, ensure_ascii=False) + "\n"


GOOD = line("每票最高不超过15万美元。", "s1") + line("应在36个月内核销。", "s1")


def fell_back(why: Failure, lang: Lang = "zh") -> str:
    """Return the notice under an answer that was made without the model."""
    return say("answer.model-fell-back", lang, why=say(f"answer.model-{why}", lang))


class FakeWriter:
    """Says the claims it is given, then fails if it is told to; remembers what it was asked."""

    def __init__(self, *claims: Said, fails: Failure | None = None, whole: str | Failure | None = None) -> None:
        self.claims, self.fails, self.whole = claims, fails, whole
        self.tasks: list[Task] = []
        self.completed: list[str] = []

    def write(self, task: Task) -> Generator[Said]:
        self.tasks.append(task)
        yield from self.claims
        if self.fails:
            raise ChatFailed(self.fails)

    def complete(self, question: str, history: Sequence[Turn], lang: Lang) -> str | None:
        self.completed.append(question)
        if self.whole in {"down", "slow"}:
            raise ChatFailed(self.whole)  # type: ignore[arg-type]
        return self.whole


class FinishingModel(GenericFakeChatModel):
    """A fake model of LangChain that says why it ends, as servers do."""

    ends: str = "stop"

    def _stream(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        yield from super()._stream(*args, **kwargs)
        yield ChatGenerationChunk(message=AIMessageChunk("", response_metadata={"finish_reason": self.ends}))


def fake_chat(*answers: str, ends: str = "stop") -> LangChainChat:
    """Return a chat with a fake model that gives the answers one after another."""
    return LangChainChat(FinishingModel(messages=iter(answers), ends=ends), first_token_s=5, timeout_s=10)


class Told(BaseHTTPRequestHandler):
    """One request to the test server."""

    server: "ChatServer"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append({"path": self.path, "key": self.headers["Authorization"], **body})
        self.server.behave(self)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def status(self, code: int) -> None:
        self._head(code, "application/json")
        self.wfile.write(b'{"error": {"message": "no", "type": "no", "code": "no"}}')

    def begin(self) -> None:
        self._head(200, "text/event-stream")

    def _head(self, code: int, kind: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()

    def event(self, data: str) -> None:
        self.wfile.write(f"data: {data}\n\n".encode())
        self.wfile.flush()

    def words(self, text: str, size: int = 7) -> None:
        for start in range(0, len(text), size):
            self._chunk({"role": "assistant", "content": text[start : start + size]}, None)

    def end(self, reason: str = "stop") -> None:
        self._chunk({}, reason)
        self.event("[DONE]")

    def _chunk(self, delta: dict[str, str], reason: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        self.event(json.dumps({**head, "choices": [choice]}))


Behaviour = Callable[[Told], None]


class ChatServer(ThreadingHTTPServer):
    """An OpenAI-compatible server that behaves as a test wants."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Told)
        self.behave: Behaviour = answers(GOOD)
        self.requests: list[dict[str, Any]] = []
        self.over = threading.Event()

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that hang up."""

    def settings(self, **changes: object) -> ChatSettings:
        address = f"http://127.0.0.1:{self.server_address[1]}/v1"
        values: dict[str, object] = {"model": "m", "base_url": address, "first_token_s": 5, "timeout_s": 10}
        return ChatSettings(_env_file=None, **(values | changes))  # type: ignore[arg-type]


@contextmanager
def serving() -> Iterator[ChatServer]:
    """Run a server until the test is over."""
    server = ChatServer()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()


def answers(text: str, ends: str = "stop") -> Behaviour:
    def behave(told: Told) -> None:
        told.begin()
        told.words(text)
        told.end(ends)

    return behave


def fails(code: int) -> Behaviour:
    return lambda told: told.status(code)


def stalls(after: str) -> Behaviour:
    """Say something, then nothing for as long as the test lasts."""

    def behave(told: Told) -> None:
        told.begin()
        told.words(after)
        told.server.over.wait(30)

    return behave


def drips(text: str) -> Behaviour:
    """Say something over and over, slowly, without an end."""

    def behave(told: Told) -> None:
        told.begin()
        while not told.server.over.wait(0.05):
            told.words(text, size=1000)

    return behave


def breaks_off(after: str) -> Behaviour:
    """Say something and end the stream without a word of its end."""

    def behave(told: Told) -> None:
        told.begin()
        told.words(after)

    return behave


def says_raw(*events: str) -> Behaviour:
    def behave(told: Told) -> None:
        told.begin()
        for event in events:
            told.event(event)

    return behave
