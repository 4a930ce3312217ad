"""Gaps in both databases, and those that the command line has noted."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from asking import made_answer

from assistant.answer import Answer
from assistant.gaps import Gap, record_gap
from assistant.storage import Storage

NOON = datetime(2026, 6, 1, 12, 0, 0, 250, tzinfo=UTC)
ASKED = "跨境数据怎么出境"


def refused(reason: str = "not_covered", suggestions: tuple[str, ...] = ("最近的一节", "另一节")) -> Answer:
    return made_answer(status="refused", reason=reason, suggestions=suggestions)


def test_a_gap_is_recorded_without_anything_of_the_person(storage: Storage):
    assert storage.gaps.record(ASKED, refused(), NOON)
    (gap,) = storage.gaps.all()
    assert gap == Gap(
        at=NOON.replace(microsecond=0), question=ASKED, lang="zh", as_of=date(2026, 6, 1), nearest="最近的一节"
    )
    assert not gap.sent_by_person


@pytest.mark.parametrize("answer", [refused("out_of_scope"), refused("unsafe"), refused("invalid"), made_answer()])
def test_other_answers_show_no_gap(storage: Storage, answer: Answer):
    assert storage.gaps.record(ASKED, answer) is None
    assert storage.gaps.all() == ()


def test_a_person_sends_a_gap_with_a_note_and_may_say_it_again(storage: Storage):
    name = storage.gaps.record(ASKED, refused())
    other = storage.gaps.record("另一个", refused(suggestions=()))
    assert storage.gaps.send(ASKED, refused(), " 我们下月就要办 ", name) == name
    told = {gap.question: (gap.sent_by_person, gap.note) for gap in storage.gaps.all()}
    assert told == {ASKED: (True, "我们下月就要办"), "另一个": (False, None)}
    storage.gaps.send(ASKED, refused(), "", name)
    assert [gap.note for gap in storage.gaps.all() if gap.sent_by_person] == [None]
    assert name != other


@pytest.mark.parametrize("known", [None, "gone"])
def test_what_was_not_recorded_is_added_when_a_person_sends_it(storage: Storage, known: str | None):
    assert storage.gaps.send(ASKED, refused("out_of_scope"), "应该能答", known)
    (gap,) = storage.gaps.all()
    assert (gap.question, gap.sent_by_person, gap.note) == (ASKED, True, "应该能答")


def test_gaps_are_listed_latest_first_from_a_day_on(storage: Storage):
    for day in (3, 1, 2):
        storage.gaps.record(f"第{day}日", refused(), NOON.replace(day=day))
    assert [gap.question for gap in storage.gaps.all()] == ["第3日", "第2日", "第1日"]
    assert [gap.question for gap in storage.gaps.all(date(2026, 6, 2))] == ["第3日", "第2日"]


def test_a_gap_stays_when_the_conversation_is_deleted_for_nothing_links_them(storage: Storage):
    from assistant.conversations import Exchange

    name = storage.conversations.begin("owner")
    storage.conversations.add("owner", name, Exchange(ASKED, refused()))
    storage.gaps.record(ASKED, refused())
    storage.conversations.delete("owner", name)
    assert len(storage.gaps.all()) == 1


def test_what_the_command_line_noted_is_taken_over_once(storage: Storage, tmp_path: Path):
    folder = tmp_path / "notes"
    storage.gaps.take_over(folder)
    record_gap(folder, "一\u2028行", refused())
    record_gap(folder, "一\u2028行", refused(suggestions=()))
    storage.gaps.take_over(folder)
    record_gap(folder, "二\x00", refused())
    storage.gaps.take_over(folder)
    assert sorted(gap.question for gap in storage.gaps.all()) == ["一\u2028行", "一\u2028行", "二\x00"]
    assert sorted(gap.nearest or "" for gap in storage.gaps.all()) == ["", "最近的一节", "最近的一节"]


def test_lines_of_release_0_1_0_are_taken_over_and_broken_ones_passed_over(storage: Storage, tmp_path: Path):
    row = {"at": "2026-05-01T08:00:00+00:00", "question": ASKED, "lang": "zh", "as_of": "2026-04-30", "nearest": []}
    line = json.dumps(row, ensure_ascii=False)
    lines = [line, "", "{", "7", "null", '{"at": 1}', json.dumps({**row, "lang": "fr"}), line, line[:40]]
    (tmp_path / "gaps.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for _ in range(2):
        storage.gaps.take_over(tmp_path)
        # Somebody asked the same twice in a second: two lines, two gaps.
        assert [(gap.question, gap.at.hour, gap.nearest) for gap in storage.gaps.all()] == [(ASKED, 8, None)] * 2
