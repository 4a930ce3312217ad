"""What tests of the assistant ask, and whom: the tiny library with a few more texts, indexed with the fake engine."""

from datetime import date
from pathlib import Path

from building import Base, FakeEmbeddings, made_settings
from deciding import tiny_assistant

from assistant.answer import Answer, Turn
from assistant.context import Claim, Context, Decision
from assistant.pipeline import Assistant
from assistant.retrieval.search import Hit
from assistant.steps.understand import understand
from ingest.index import open_index
from ingest.sync import sync
from kb.messages import Lang
from kb.statements import Statement

DAY = date(2026, 6, 1)

HEAD = """\
---
id: {id}
kind: {kind}
lang: {lang}
title: {title}
authority: [customs]
formats: [{formats}]
region: {region}
effective_from: {day}
effective_to:
status: published
change_note:
reviewed_on: 2026-05-01
review_due: 2026-12-01
sources:
  - key: gacc-2024-7
    instrument: 海关总署公告2024年第7号
    issuer: 海关总署
    issued: 2023-12-25
    url:
---
"""

_B2B = {
    "zh": """\
{#filing sources="gacc-2024-7"}
## 海外仓还需要办理模式备案吗？

不需要。

自2024年12月15日起，企业不再办理海外仓业务模式备案。

{#steps sources="gacc-2024-7"}
## 企业怎样办理9710报关？

企业按下列步骤办理报关：

1. 登录国际贸易单一窗口。
2. 填写9710报关单。
3. 上传购销合同。

{#table sources="gacc-2024-7"}
## 各监管方式的限值是多少？

各监管方式的限值如下。

| 监管方式 | 限值 |
| --- | --- |
| 9710 | 5000元 |
| 9810 | 15万美元 |
""",
    "en": """\
{#filing sources="gacc-2024-7"}
## Does an overseas warehouse still need a filing?

No.

From 15 December 2024 enterprises no longer file the overseas warehouse model.

{#steps sources="gacc-2024-7"}
## How does an enterprise declare under 9710?

An enterprise takes these steps to declare:

1. Log on to the single window.
2. Fill in the 9710 declaration.
3. Upload the sales contract.

{#table sources="gacc-2024-7"}
## What are the limits of the supervision modes?

The limits of the supervision modes are these.

| Mode | Limit |
| --- | --- |
| 9710 | CNY 5,000 |
| 9810 | USD 150,000 |
""",
}
_OFFICE = {
    "zh": '{#office sources="gacc-2024-7"}\n## 综合保税区找哪个窗口？\n\n企业到综合保税区的窗口办理账册手续。\n',
    "en": '{#office sources="gacc-2024-7"}\n## Which counter serves the bonded zone?\n\n'
    "Enterprises open their account book at the counter of the bonded zone.\n",
}
_TITLES = {
    "b2b": {"zh": "企业对企业通关手册", "en": "Clearance manual for business sales"},
    "office": {"zh": "重庆口岸窗口", "en": "Counters in Chongqing"},
}
ANCHORS = ("filing", "steps", "table", "office")
"""Sections that the tests of the assistant add to the tiny library."""


def furnish(base: Base) -> None:
    """Add a manual with a bare no, numbered steps and a table, and a text for Chongqing only."""
    for name, bodies, region, formats in (
        ("b2b", _B2B, "national", '"9710", "9810"'),
        ("office", _OFFICE, "chongqing", ""),
    ):
        for lang, body in bodies.items():
            head = HEAD.format(
                day="2024-01-01",
                id=name,
                kind="manual",
                lang=lang,
                title=_TITLES[name][lang],
                region=region,
                formats=formats,
            )
            base.write(f"manuals/{name}/2024-01-01.{lang}.md", head + body)
        base.write(f"manuals/{name}/questions.yaml", "{}\n")


def made_assistant(root: Path) -> Assistant:
    """Index the furnished tiny library in a folder and return an assistant on it."""
    furnish(Base(root / "kb"))
    settings, engine = made_settings(root), FakeEmbeddings()
    sync(settings, embeddings=engine)
    return tiny_assistant(open_index(settings, engine))


def begin(
    assistant: Assistant,
    question: str,
    *,
    day: date = DAY,
    history: tuple[Turn, ...] = (),
    lang: Lang | None = None,
) -> Context:
    """Return the context of a question before the first step."""
    context, _ = assistant.run(question, day, history, lang, ())
    return context


def understood(assistant: Assistant, question: str, **options: object) -> Context:
    """Return the context of a question after the first step."""
    return understand(begin(assistant, question, **options))  # type: ignore[arg-type]


def hit(assistant: Assistant, document: str, anchor: str, day: str = "2024-01-01", lang: Lang = "zh") -> Hit:
    """Return a section as if a search had found it."""
    version = assistant.index.library.version(document, date.fromisoformat(day), lang)
    assert version, f"no {document}@{day}/{lang}"
    return Hit(version=version, section=version.by_anchor[anchor], score=1.0, parts=())


LIMITS = "出口海外仓（9810）每票不超过15万美元，应在36个月内核销，税率为13%。"
"""What the section `overseas#limits` of the tiny library says."""


def claim(text: str, source: int = 0, quote: str | None = None) -> Claim:
    return Claim(Statement(text=text, quote=quote or text, form="sentence", block=1), source)


def answering(*hits: Hit) -> Decision:
    return Decision(kind="answer", evidence=hits)


def cited(answer: Answer) -> list[str]:
    """Return `document@version#anchor` of every citation."""
    return [f"{c.document}@{c.version}#{c.anchor}" for c in answer.citations]


def said(*questions: str) -> tuple[Turn, ...]:
    """Return what a person has asked so far."""
    return tuple(Turn(role="user", content=question) for question in questions)


def made_answer(**changes: object) -> Answer:
    values: dict[str, object] = {
        "status": "answered",
        "lang": "zh",
        "as_of": DAY,
        "text": "回答 [1]",
    }
    return Answer.model_validate(values | changes)
