import io
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.batch import BadLine, answer_lines, read_history
from assistant.pipeline import Assistant
from kb.errors import NewTradeError

LIMIT = "9810有金额限制吗"


def line(**values: object) -> str:
    return json.dumps({"id": 1, "question": LIMIT, **values}, ensure_ascii=False)


def answered(assistant: Assistant, lines: Iterable[str]) -> tuple[list[dict], list[BadLine], tuple[int, int]]:
    out, bad = io.StringIO(), []
    counts = answer_lines(assistant, iter(lines), out, bad.append)
    return [json.loads(row) for row in out.getvalue().splitlines()], bad, counts


def test_each_line_is_answered_under_its_id_with_its_latency(assistant: Assistant):
    rows, bad, counts = answered(assistant, [line(id="a"), line(id=7, question="今天天气")])
    assert ([row["id"] for row in rows], bad, counts) == (["a", 7], [], (2, 0))
    assert [row["status"] for row in rows] == ["answered", "refused"]
    for row in rows:
        assert row.pop("latency_s") >= 0
        row.pop("id")
        Answer.model_validate(row)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("no json", "JSON"),
        ("[1, 2]", "object"),
        ('{"id": 1}', "question"),
        ('{"question": "x"}', "id"),
        ('{"id": 1, "question": "x", "as_of": "soon"}', "as_of"),
        ('{"id": 1, "question": "x", "lang": "de"}', "lang"),
        ('{"id": 1, "question": "x", "history": [{"role": "system", "content": ""}]}', "history"),
        ('{"id": 1, "question": null}', "question"),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_the_rest_goes_on(assistant: Assistant, wrong: str, reason: str):
    rows, bad, counts = answered(assistant, [line(id=1), wrong, line(id=3)])
    assert [row["id"] for row in rows] == [1, 3]
    assert counts == (2, 1)
    assert [error.values["number"] for error in bad] == [2]
    for lang in ("zh", "en"):
        assert "2" in bad[0].message(lang)
        assert reason in bad[0].message(lang)


def test_empty_lines_are_passed_over_and_counted_in_the_number(assistant: Assistant):
    rows, bad, counts = answered(assistant, ["", "  \n", line(), "broken"])
    assert (len(rows), counts, bad[0].values["number"]) == (1, (1, 1), 4)


def test_day_language_and_history_of_a_line_are_used(assistant: Assistant):
    question = "出口海外仓什么时候可以申报退税？"
    history = [{"role": "user", "content": "9710出口海外仓有金额限制吗？"}, {"role": "assistant", "content": "[1]"}]
    rows, _, _ = answered(
        assistant,
        [
            line(question=question, as_of="2024-05-01"),
            line(question="", lang="en"),
            line(question="那9810呢？", history=history),
        ],
    )
    assert (rows[0]["as_of"], rows[0]["citations"][0]["version"]) == ("2024-05-01", "2024-01-01")
    assert rows[1]["lang"] == "en"
    assert "9810出口海外仓有金额限制吗？" in rows[2]["text"]


def test_an_unknown_field_of_a_line_does_no_harm(assistant: Assistant):
    rows, bad, _ = answered(assistant, [line(source="form 7")])
    assert (len(rows), bad) == (1, [])


def test_answers_are_written_as_they_come(assistant: Assistant):
    out = io.StringIO()
    written = []

    def lines() -> Iterable[str]:
        for number in (1, 2):
            written.append(out.getvalue().count("\n"))
            yield line(id=number)

    answer_lines(assistant, iter(lines()), out, lambda _: None)
    assert written == [0, 1]


def test_a_history_is_read_from_a_file(tmp_path: Path):
    path = tmp_path / "history.json"
    path.write_text('[{"role": "user", "content": "问"}, {"role": "assistant", "content": "答"}]', encoding="utf-8")
    assert [(turn.role, turn.content) for turn in read_history(path)] == [("user", "问"), ("assistant", "答")]


@pytest.mark.parametrize("text", [None, "", "{}", "[1]", '[{"role": "user"}]', "\xff\xfe"])
def test_a_missing_or_broken_history_is_a_clear_error(tmp_path: Path, text: str | None):
    path = tmp_path / "history.json"
    if text is not None:
        path.write_text(text, encoding="latin-1")
    with pytest.raises(NewTradeError) as caught:
        read_history(path)
    assert caught.value.key == "error.history"
    for lang in ("zh", "en"):
        assert str(path) in caught.value.message(lang)
        assert "\n" not in caught.value.message(lang)
