"""Checklists: asked for by their name or by two of their parts, and made of one text's sections in force."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from asking import begin, furnish
from building import Base, FakeEmbeddings, made_settings
from chromadb.api.shared_system_client import SharedSystemClient
from deciding import tiny_assistant

from assistant.draft import Draft
from assistant.pipeline import Assistant
from assistant.skills.checklist import list_everything
from assistant.skills.gathering import NAMES, gathered, words
from assistant.steps.retrieve import retrieve
from assistant.steps.understand import understand
from ingest.index import open_index
from ingest.sync import sync
from kb.messages import LANGS, Lang, say

DAY = date(2026, 6, 1)
_MORE = {
    "zh": '{#deadline sources="gacc-2024-7"}\n## 9710最晚什么时候报关？\n\n9710货物在装货的24小时以前报关。\n\n'
    '{#documents sources="gacc-2024-7" from="2027-01-01"}\n## 9710要准备哪些材料？\n\n9710要准备合同。\n',
    "en": '{#deadline sources="gacc-2024-7"}\n## By when are 9710 goods declared?\n\n9710 goods are declared 24 hours '
    'before loading.\n\n{#documents sources="gacc-2024-7" from="2027-01-01"}\n## Which papers does 9710 need?\n\n'
    "9710 needs a contract.\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The furnished tiny library, its manual with a deadline, and with documents from a later day."""
    root: Path = tmp_path_factory.mktemp("checklist")
    furnish(base := Base(root / "kb"))
    for lang, text in _MORE.items():
        file = f"manuals/b2b/2024-01-01.{lang}.md"
        base.write(file, f"{base.read(file)}\n{text}")
    settings, engine = made_settings(root), FakeEmbeddings()
    sync(settings, embeddings=engine)
    yield tiny_assistant(open_index(settings, engine))
    SharedSystemClient.clear_system_cache()


def listed(assistant: Assistant, question: str) -> Draft | None:
    return list_everything(retrieve(understand(begin(assistant, question, day=DAY))))


@pytest.mark.parametrize("lang", LANGS)
def test_the_parts_come_in_the_order_in_which_they_are_needed(assistant: Assistant, lang: Lang):
    found = gathered(assistant.index.library, "b2b", DAY, lang)
    assert found
    version, parts = found
    assert version.lang == lang
    assert [part.name for part in parts] == ["steps", "deadlines", "ask"]
    steps = parts[0]
    assert [piece.number for piece in steps.pieces] == [1, 2, 3]
    assert all(piece.is_proven for part in parts for piece in part.pieces)


def test_a_section_belongs_to_a_checklist_only_while_it_is_in_force(assistant: Assistant):
    found = gathered(assistant.index.library, "b2b", date(2027, 2, 1), "zh")
    assert found
    assert [part.name for part in found[1]] == ["documents", "steps", "deadlines", "ask"]


@pytest.mark.parametrize("document", ["office", "refund", "overseas", "nothing"])
def test_a_text_without_steps_has_no_checklist(assistant: Assistant, document: str):
    assert gathered(assistant.index.library, document, DAY, "zh") is None


@pytest.mark.parametrize(
    "question", ["9710报关全流程", "9710报关的步骤、材料和期限", "9710報關辦事清單", "Checklist for 9710 clearance"]
)
def test_who_asks_for_all_of_it_gets_the_checklist(assistant: Assistant, question: str):
    draft = listed(assistant, question)
    assert draft
    assert (draft.by, draft.status) == ("checklist", "answered")
    assert any("国际贸易单一窗口" in piece.text or "single window" in piece.text for piece in draft.pieces)
    assert all(piece.is_proven for piece in draft.pieces)


@pytest.mark.parametrize("question", ["9710报关要什么材料", "9710怎么报关", "9610申报清单什么时候汇总", "9710有限额吗"])
def test_who_asks_for_one_thing_does_not(assistant: Assistant, question: str):
    assert listed(assistant, question) is None


@pytest.mark.parametrize("question", ["要准备哪些资料，按步骤列出来", "give me a checklist please"])
def test_a_checklist_for_nothing_asks_back(assistant: Assistant, question: str):
    draft = listed(assistant, question)
    assert draft
    assert draft.status == "clarify"
    assert draft.suggestions


def test_every_part_has_a_name_in_both_languages_and_a_rule():
    assert {rule.part for rule in words().parts} == set(NAMES)
    assert all(say(f"checklist.part-{name}", lang) for name in NAMES for lang in LANGS)
