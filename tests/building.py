"""What tests are built from: a tiny sound library, a fake engine, and code run in a process of its own."""

import hashlib
import multiprocessing
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from ingest.embedding import NamedEmbeddings
from ingest.index import Index, open_index
from ingest.settings import Settings
from ingest.sync import SyncReport, sync
from ingest.tokens import tokens
from kb.checks import run
from kb.checks.report import render
from kb.library import Library, Reading, read_library
from kb.messages import LANGS
from kb.model import Problem

TODAY = date(2026, 6, 1)

GUIDE_ZH = """\
---
id: refund
kind: guide
lang: zh
title: 出口退税指南
authority: [tax]
formats: ["9810"]
region: national
effective_from: {day}
effective_to:
status: published
change_note: {note}
reviewed_on: 2026-05-01
review_due: 2026-12-01
sources:
  - key: sta-2024-1
    instrument: 国家税务总局公告2024年第1号（关于出口退税的公告）
    issuer: 国家税务总局
    issued: 2023-12-20
    url: https://www.chinatax.gov.cn/2024-1.html
  - key: practice
    basis: practice
    instrument: 税务公开信息（无文号）
    issuer: 国家税务总局
    issued:
    url:
---
{#who-this-is-for}
## 这份指南写给谁？

这份指南写给出口企业。

{#when sources="sta-2024-1"}
## 出口海外仓什么时候可以申报退税？

{answer}

{#call sources="practice" from="2023-06-01"}
### 不清楚时问谁？

出口企业请向12366确认申报渠道，办法见[申报时间](#when)和[目录](../../catalog/overseas#limits)。

{#about-this-page}
## 关于本页

本页解释规定，以正式文本为准。
"""

GUIDE_EN = """\
---
id: refund
kind: guide
lang: en
title: Export refund guide
authority: [tax]
formats: ["9810"]
region: national
effective_from: {day}
effective_to:
status: published
change_note: {note}
reviewed_on: 2026-05-01
review_due: 2026-12-01
sources:
  - key: sta-2024-1
    instrument: 国家税务总局公告2024年第1号（关于出口退税的公告）
    name_en: STA Announcement No. 1 of 2024
    issuer: 国家税务总局
    issued: 2023-12-20
    url: https://www.chinatax.gov.cn/2024-1.html
  - key: practice
    basis: practice
    instrument: 税务公开信息（无文号）
    issuer: 国家税务总局
    issued:
    url:
---
{#who-this-is-for}
## Whom is this guide for?

This guide is for exporters.

{#when sources="sta-2024-1"}
## When can exports to an overseas warehouse be declared for refund?

{answer}

{#call sources="practice" from="2023-06-01"}
### Whom to ask in doubt?

Exporters confirm the channel with 12366; see [when](#when) and the [catalog](../../catalog/overseas#limits).

{#about-this-page}
## About this page

This page explains rules; the official text prevails.
"""

CATALOG_ZH = """\
---
id: overseas
kind: format
lang: zh
title: 海外仓目录条目
authority: [customs]
formats: ["9810"]
region: national
effective_from: 2024-01-01
effective_to:
status: published
reviewed_on: 2026-05-01
review_due: 2026-12-01
code: "9810"
fields:
  declarant: {value: 出口企业, anchor: limits}
  declaration: {value: 9810报关单, anchor: limits}
  tax: {value: 退税, anchor: limits}
  foreign_exchange: {value: 结汇, anchor: limits}
  limits: {value: 每票15万美元以下, anchor: limits}
  documents: {value: 订仓单, anchor: limits}
  deadlines: {value: 36个月, anchor: limits}
sources:
  - key: gacc-2024-2
    instrument: 海关总署公告2024年第2号
    issuer: 海关总署
    issued: 2023-12-21
    url:
---
{#limits sources="gacc-2024-2"}
## 出口海外仓（9810）有什么金额限制？

出口海外仓（9810）每票不超过15万美元，应在36个月内核销，税率为13%。

{#about-this-page}
## 关于本页

本页解释规定，以正式文本为准。
"""

CATALOG_EN = """\
---
id: overseas
kind: format
lang: en
title: Overseas warehouse entry
authority: [customs]
formats: ["9810"]
region: national
effective_from: 2024-01-01
effective_to:
status: published
reviewed_on: 2026-05-01
review_due: 2026-12-01
code: "9810"
fields:
  declarant: {value: exporter, anchor: limits}
  declaration: {value: 9810 declaration, anchor: limits}
  tax: {value: refund, anchor: limits}
  foreign_exchange: {value: settled, anchor: limits}
  limits: {value: "under USD 150,000", anchor: limits}
  documents: {value: booking order, anchor: limits}
  deadlines: {value: 36 months, anchor: limits}
sources:
  - key: gacc-2024-2
    instrument: 海关总署公告2024年第2号
    name_en: GACC Announcement No. 2 of 2024
    issuer: 海关总署
    issued: 2023-12-21
    url:
---
{#limits sources="gacc-2024-2"}
## Which limit is there for overseas warehouse export (9810)?

An overseas warehouse export (9810) stays under USD 150,000, is written off in 36 months, at a rate of 13%.

{#about-this-page}
## About this page

This page explains rules; the official text prevails.
"""

GUIDE_QUESTIONS = """\
who-this-is-for:
  zh: [给谁看的, 我能用吗, 适合谁, 小卖家能看吗, 读者是谁]
  en: [who is it for, can I use it, for small sellers?]
when:
  zh:
    - 啥时候能退税
    - 出口多久退
    - 退税时间
    - 货没卖掉能退吗
    - 请问何时申报
  en:
    - when is refund
    - refund before sale
    - when to declare
call:
  zh: [问谁, 打哪个电话, 热线, 找税务局电话, 请问咨询渠道]
  en: [whom to call, hotline, phone number]
"""

CATALOG_QUESTIONS = """\
limits:
  zh: [有限额吗, 最多多少钱, 15万, 超了咋办, 请问限值]
  en: [any limit, maximum value, how much per parcel]
"""

GLOSSARY = """\
- term: {zh: 海外仓, en: overseas warehouse}
  says: {zh: [国外仓库], en: [FBA]}
  related: [出口退税]
- term: {zh: 出口退税, en: export refund}
  says: {zh: [退税], en: [tax back]}
"""

OLD_ANSWER = {
    "zh": "出口海外仓的货物在实现销售后申报退税。",
    "en": "Exports to an overseas warehouse are declared for refund after they are sold.",
}
NEW_ANSWER = {
    "zh": "出口海外仓的货物自2025年起在报关离境后即可申报退税。",
    "en": "Since 2025, exports to an overseas warehouse are declared for refund once they have left.",
}


def fill(template: str, day: str, note: str, answer: str) -> str:
    return template.replace("{day}", day).replace("{note}", note).replace("{answer}", answer)


class Base:
    """The knowledge base folder of a test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for lang, guide, entry in (("zh", GUIDE_ZH, CATALOG_ZH), ("en", GUIDE_EN, CATALOG_EN)):
            self.write(f"guides/refund/2024-01-01.{lang}.md", fill(guide, "2024-01-01", "", OLD_ANSWER[lang]))
            note = "离境即退税" if lang == "zh" else "refund on departure"
            self.write(f"guides/refund/2025-01-01.{lang}.md", fill(guide, "2025-01-01", note, NEW_ANSWER[lang]))
            self.write(f"catalog/overseas/2024-01-01.{lang}.md", entry)
        self.write("guides/refund/questions.yaml", GUIDE_QUESTIONS)
        self.write("catalog/overseas/questions.yaml", CATALOG_QUESTIONS)
        self.write("glossary.yaml", GLOSSARY)

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

    def read(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def remove(self, *files: str) -> None:
        for file in files:
            (self.root / file).unlink()

    def edit(self, file: str, old: str, new: str) -> int:
        """Replace what stands once in a file, and return the line on which it stood."""
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def edit_both(self, stem: str, old: str, new: str) -> None:
        """Replace in the Chinese and the English text."""
        for lang in ("zh", "en"):
            self.edit(f"{stem}.{lang}.md", old, new)

    def line(self, file: str, text: str) -> int:
        """Return the first line of a file that has the text."""
        return next(n for n, line in enumerate(self.read(file).splitlines(), start=1) if text in line)

    def reading(self) -> Reading:
        return read_library(self.root)

    def library(self) -> Library:
        return Library.load(self.root)

    def problems(self, today: date = TODAY) -> tuple[Problem, ...]:
        """Return what is wrong; whatever a test breaks can also be said in both languages."""
        problems = run(self.reading(), today)
        assert all(render(problem, lang) for problem in problems for lang in LANGS)
        return problems

    def found(self, *rules: str, today: date = TODAY) -> list[tuple[str, int]]:
        """Return file and line of what the rules find."""
        return [(p.file, p.line) for p in self.problems(today) if p.rule in rules]

    def rules(self, today: date = TODAY) -> set[str]:
        return {problem.rule for problem in self.problems(today)}


class FakeEmbeddings(NamedEmbeddings):
    """A deterministic engine: texts that share words are near; it counts the texts it embeds.

    Args:
        name: Of the model.
        dimension: Of its vectors.
        before: Called before each text; a test may make it slow or let it fail.
    """

    def __init__(
        self, name: str = "fake/words", dimension: int = 64, before: Callable[[int], None] = lambda _: None
    ) -> None:
        self.name = name
        self.dimension = dimension
        self.before = before
        self.calls = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._embed(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self._embed(text)

    def _embed(self, text: str) -> list[float]:
        self.before(self.calls)
        self.calls += 1
        vector = np.zeros(self.dimension)
        # The whole text is one of its words, so that two texts never have quite the same vector.
        for word in (*tokens(text), text):
            seed = int.from_bytes(hashlib.sha256(f"{self.name} {word}".encode()).digest()[:8])
            vector += np.random.default_rng(seed).standard_normal(self.dimension)
        return [float(value) for value in vector / np.linalg.norm(vector)]


def made_settings(root: Path, **changes: object) -> Settings:
    """Return settings that know nothing of the environment: files in `kb`, everything made in `data`."""
    return Settings(_env_file=None, **{"kb": root / "kb", "data": root / "data", **changes})  # type: ignore[arg-type]


class Workshop:
    """A library, an engine and the folders of an index, as a test of the index uses them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.base = Base(root / "kb")
        self.settings = made_settings(root)
        self.engine = FakeEmbeddings()

    def sync(self, **options: object) -> SyncReport:
        return sync(self.settings, embeddings=self.engine, **options)  # type: ignore[arg-type]

    def open(self) -> Index:
        return open_index(self.settings, self.engine)

    def says(self) -> str:
        """Return what the serving index says of the section `when`, in Chinese and since 2025."""
        library = self.open().library
        version = library.version("refund", date(2025, 1, 1), "zh")
        assert version
        return version.by_anchor["when"].body.strip()

    def tell(self, answer: str) -> None:
        """Let the files say something else in that section."""
        file = "guides/refund/2025-01-01.zh.md"
        _, _, rest = self.base.read(file).partition("## 出口海外仓什么时候可以申报退税？\n\n")
        self.base.edit(file, rest.partition("\n")[0], answer)

    def folders(self) -> list[str]:
        """Return the names of all folders of the index, oldest first."""
        return sorted(path.name for path in self.settings.index.iterdir() if path.is_dir())

    def strays(self) -> list[str]:
        """Return what in the index is neither a generation, nor the pointer, nor the lock."""
        known = {"current.json", "sync.lock"}
        return [
            path.name
            for path in self.settings.index.iterdir()
            if path.name not in known and not (path / "manifest.json").is_file()
        ]


_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["building"])


def elsewhere(work: Callable[..., None], *args: object) -> multiprocessing.process.BaseProcess:
    """Start a function in a process of its own, forked where nothing has been opened yet."""
    here = str(Path(__file__).parent)
    if here not in os.environ.get("PYTHONPATH", "").split(os.pathsep):
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    process = _processes.Process(target=work, args=args)
    process.start()
    return process


def exit_code(work: Callable[..., None], *args: object) -> int | None:
    """Run a function in a process of its own and return its exit code."""
    process = elsewhere(work, *args)
    process.join(120)
    return process.exitcode
