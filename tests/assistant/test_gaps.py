import json
from pathlib import Path

import pytest
from asking import made_answer

from assistant.gaps import record_gap


def rows(folder: Path) -> list[dict]:
    path = folder / "gaps.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


ASKED = "跨境数据怎么出境"


def refused(reason: str = "not_covered", suggestions: tuple[str, ...] = ()):
    return made_answer(status="refused", reason=reason, suggestions=suggestions)


def test_an_unanswered_question_is_kept_for_the_editors_and_nothing_of_the_person(tmp_path: Path):
    record_gap(tmp_path / "data", ASKED, refused(suggestions=("最近的一节", "另一节")))
    (row,) = rows(tmp_path / "data")
    assert set(row) == {"id", "at", "question", "lang", "as_of", "nearest"}
    assert (row["question"], row["lang"], row["as_of"]) == ("跨境数据怎么出境", "zh", "2026-06-01")
    assert row["nearest"] == ["最近的一节"]


def test_gaps_are_appended_one_a_line(tmp_path: Path):
    record_gap(tmp_path, "一\n行", refused())
    record_gap(tmp_path, "二", refused())
    assert [row["question"] for row in rows(tmp_path)] == ["一\n行", "二"]


@pytest.mark.parametrize("reason", ["out_of_scope", "unsafe", "invalid"])
def test_other_refusals_are_not_kept(tmp_path: Path, reason: str):
    record_gap(tmp_path, ASKED, refused(reason=reason))
    assert rows(tmp_path) == []


def test_an_answered_question_is_not_kept(tmp_path: Path):
    record_gap(tmp_path, ASKED, made_answer())
    assert rows(tmp_path) == []


def test_a_folder_that_cannot_be_written_loses_the_note_and_not_the_answer(tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    record_gap(blocked, ASKED, refused())
    assert blocked.read_text() == "in the way"
