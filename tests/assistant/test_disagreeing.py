from pathlib import Path

from asking import DAY, furnish, hit
from building import Base, FakeEmbeddings, made_settings
from deciding import tiny_assistant

from assistant.draft import Paragraph, Piece, Table, resting_on
from assistant.pipeline import Assistant
from assistant.steps.disagreeing import disagreements
from ingest.index import open_index
from ingest.sync import sync
from kb.messages import say

HERE = "出口海外仓（9810）每票不超过15万美元，应在36个月内核销，税率为13%。"
THERE = "出口海外仓（9810）每票不超过5万美元，应在36个月内核销，税率为13%。"


def contradicting(root: Path) -> Assistant:
    """Return an assistant on a library in which an office's page gives another limit than the catalog."""
    base = Base(root / "kb")
    furnish(base)
    base.edit("manuals/office/2024-01-01.zh.md", "企业到综合保税区的窗口办理账册手续。", f"{THERE}")
    settings, engine = made_settings(root), FakeEmbeddings()
    sync(settings, embeddings=engine)
    return tiny_assistant(open_index(settings, engine))


def test_two_sections_that_disagree_stand_side_by_side_with_issuer_and_date(tmp_path: Path):
    assistant = contradicting(tmp_path)
    answer = assistant.ask("出口海外仓9810每票不超过多少美元", DAY)
    table = [line for line in answer.text.splitlines() if line.startswith("|")]
    assert say("answer.disagree", "zh") in answer.text
    assert HERE in answer.text
    assert THERE in answer.text
    rows = {line.split("|")[1].strip(): line for line in table}
    for key, parts in {
        "answer.disagree-rule": (HERE, THERE),
        "answer.disagree-instrument": ("海关总署公告2024年第2号", "海关总署公告2024年第7号"),
        "answer.disagree-issuer": ("海关总署",),
        "answer.disagree-issued": ("2023年12月21日", "2023年12月25日"),
    }.items():
        assert all(part in rows[say(key, "zh")] for part in parts), rows
    assert {f"{c.document}#{c.anchor}" for c in answer.citations} == {"overseas#limits", "office#office"}


def test_sections_that_agree_are_left_alone(assistant: Assistant):
    found = hit(assistant, "overseas", "limits")
    block = Paragraph((Piece(HERE, (resting_on(found.version, found.section, HERE),)),))
    assert disagreements([block], [found, hit(assistant, "b2b", "steps")], "zh") == ()


def test_what_rests_on_several_sections_or_stands_in_a_table_is_not_compared(tmp_path: Path):
    assistant = contradicting(tmp_path)
    one, two = hit(assistant, "overseas", "limits"), hit(assistant, "office", "office")
    sources = tuple(resting_on(found.version, found.section, HERE) for found in (one, two))
    assert disagreements([Paragraph((Piece(HERE, sources),))], [one, two], "zh") == ()
    assert disagreements([Table(("a",), ((Piece(HERE, sources[:1]),),))], [one, two], "zh") == ()
    assert disagreements([Paragraph((Piece(HERE, sources[:1]),))], [one, two], "zh") != ()
