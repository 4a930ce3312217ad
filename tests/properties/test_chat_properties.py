"""What holds of an answer whatever a chat model says."""

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

import pytest
from building import Base, FakeEmbeddings, made_settings
from chatting import fell_back
from chromadb.api.shared_system_client import SharedSystemClient
from deciding import tiny_assistant
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.chat.task import ChatFailed, Failure
from assistant.chat.writer import ModelWriter
from assistant.pipeline import Assistant
from ingest.index import open_index
from ingest.sync import sync
from kb.dates import say_day
from kb.figures import figures
from kb.messages import LANGS, Lang, say

TODAY = date(2026, 6, 1)
QUESTIONS: dict[Lang, str] = {
    "zh": "出口海外仓（9810）有金额限制吗？",
    "en": "Is there a limit for overseas warehouse export (9810)?",
}


@dataclass(frozen=True)
class Scripted:
    """A chat that says what it is told, in pieces, and then ends or fails."""

    text: str
    size: int = 5
    fails: bool = False

    def stream(self, rules: str, message: str) -> Generator[str]:
        assert rules
        assert message
        yield from (self.text[start : start + self.size] for start in range(0, len(self.text), self.size))
        if self.fails:
            raise ChatFailed("broken")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    root = tmp_path_factory.mktemp("chat")
    Base(root / "kb")
    made, engine = made_settings(root), FakeEmbeddings()
    sync(made, embeddings=engine)
    yield tiny_assistant(open_index(made, engine))
    SharedSystemClient.clear_system_cache()


PIECES = st.sampled_from(
    [
        *(
            "出口海外仓",
            "（9810）",
            "每票",
            "不超过",
            "15万美元",
            "16万美元",
            "15万元",
            "150,000美元",
            "应在",
            "36个月内",
        ),
        *("36天内", "三十六个月", "九十九万", "核销", "税率为13%", "13", "一律免税", "不", "，", "。", "2024年第2号"),
        *("An overseas warehouse export", " (9810)", " stays under ", "USD 150,000", "USD 99", " in 36 months", ", "),
        *(
            " at a rate of 13%",
            " ninety",
            " is exempt",
            "[1]",
            "[99]",
            "<b>",
            "https://x.cn/7",
            "**",
            "\n",
            "1. ",
            "٣",
            "²",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, min_size=1, max_size=8).map("".join))
TOKENS = st.lists(st.sampled_from(["s1", "s2", "s3", "s4", "s5", "s99", "x", ""]), max_size=3)
CLAIMS = st.builds(
    lambda text, sources, step: json.dumps(
        {"text": text, "sources": sources} | ({"step": step} if step else {}), ensure_ascii=False
    ),
    TEXTS,
    TOKENS,
    st.sampled_from([0, 0, 0, 1, 2, 77]),
)
STREAMS = st.one_of(st.text(max_size=80), st.lists(st.one_of(CLAIMS, TEXTS), max_size=6).map("\n".join))
SOUND = "出口海外仓（9810）每票不超过15万美元，应在36个月内核销。"
GOOD = json.dumps({"text": SOUND, "sources": ["s1"]}, ensure_ascii=False)
NOTICES: dict[Lang, list[str]] = {lang: [fell_back(why, lang) for why in get_args(Failure)] for lang in LANGS}
MODEST = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def cited_text(answer: Answer) -> str:
    """Return what a reader of the citations sees."""
    return "\n".join(
        part
        for citation in answer.citations
        for part in (*citation.section_path, citation.quote, *(i.name for i in citation.instruments))
    )


def own_lines(answer: Answer) -> set[str]:
    day = say_day(answer.as_of, answer.lang)
    return {say("answer.as-of", answer.lang, day=day), *(change.text for change in answer.changes_ahead)}


@MODEST
@given(stream=STREAMS, lang=st.sampled_from(LANGS), size=st.integers(1, 40), fails=st.booleans())
@example(stream=GOOD, lang="zh", size=3, fails=False)
def test_no_figure_of_an_answer_stands_outside_its_quotes(
    assistant: Assistant, stream: str, lang: Lang, size: int, fails: bool
):
    told: list[str] = []
    writer = ModelWriter(Scripted(stream, size, fails))
    answer = replace(assistant, writer=writer).reply(QUESTIONS[lang], TODAY, tell=told.append).answer
    assert answer.status == "answered"
    assert answer.as_of == TODAY
    assert answer.citations
    text = answer.text
    for line in own_lines(answer):
        text = text.replace(line, "")
    said = re.sub(r"\[\d{1,2}\]|^\d{1,2}\. ", "", text, flags=re.MULTILINE)
    assert figures(said) <= figures(cited_text(answer))
    marks = {int(mark) for mark in re.findall(r"\[(\d{1,2})\]", text)}
    assert marks == {citation.number for citation in answer.citations}
    assert "http" not in text


@MODEST
@given(stream=STREAMS, lang=st.sampled_from(LANGS))
@example(stream=GOOD, lang="zh")
def test_an_answer_is_either_what_was_told_or_that_without_a_model(assistant: Assistant, stream: str, lang: Lang):
    told: list[str] = []
    writer = ModelWriter(Scripted(stream))
    answer = replace(assistant, writer=writer).reply(QUESTIONS[lang], TODAY, tell=told.append).answer
    plain = assistant.ask(QUESTIONS[lang], TODAY)
    if answer.text.startswith(plain.text):
        assert answer.text.removeprefix(plain.text).strip() in {"", *NOTICES[lang]}
        return
    bare = re.sub(r" \[\d\]", "", "".join(told))
    assert re.sub(r" \[\d\]", "", answer.text).startswith(bare)


def test_a_sound_stream_is_indeed_worded(assistant: Assistant):
    answer = replace(assistant, writer=ModelWriter(Scripted(GOOD))).ask(QUESTIONS["zh"], TODAY)
    assert answer.text.startswith(f"{SOUND} [1]")
