"""Two sides of a comparison: what speaks of each, which statement tells it, and what is left to the search."""

from datetime import date

import pytest
from asking import begin, cited, hit

from assistant.context import Context
from assistant.pipeline import Assistant
from assistant.steps.comparing import by_sides, compare_sides
from assistant.steps.opposed import Opposed
from assistant.steps.retrieve import retrieve
from assistant.steps.telling_sides import best_told, told_by_days, told_together
from assistant.steps.understand import understand
from assistant.understanding.sides import Sides

DAY = date(2026, 6, 1)


def found(assistant: Assistant, question: str) -> Context:
    return retrieve(understand(begin(assistant, question, day=DAY)))


def opposed(assistant: Assistant, *names: str, point: str = "") -> Opposed:
    sides = Sides(names, point, tuple(f"{name}{point}" for name in names))
    return Opposed(found(assistant, f"{names[0]}和{names[1]}{point}"), sides)


@pytest.mark.parametrize(
    ("names", "text", "sides"),
    [
        (("高级认证企业", "认证企业"), "高级认证企业可申请免除担保", {0}),
        (("高级认证企业", "认证企业"), "认证企业的要求比高级认证企业低", {0, 1}),
        (("退免税", "免税"), "适用退（免）税的出口业务", {0}),
        (("class 1", "class 2"), "Record documents, kind 2: transport papers", set()),
        (("class 1", "class 2"), "a class 2 exporter waits", {1}),
        (("9610出口", "1210出口"), "1210：先进保税区再出境", {1}),
    ],
)
def test_a_text_speaks_of_the_side_it_names_and_not_of_one_whose_name_holds_it(
    assistant: Assistant, names: tuple[str, str], text: str, sides: set[int]
):
    assert opposed(assistant, *names).spoken_in(text) == sides


def test_a_section_that_tells_both_sides_is_told_with_a_statement_for_each(assistant: Assistant):
    both = opposed(assistant, "9710", "9810", point="限值")
    together = told_together(both, [[hit(assistant, "b2b", "table")]])
    assert together
    assert [told.statement.text.partition("：")[0] for told in together.each] == ["9710", "9810"]


def test_the_best_statement_of_a_side_is_on_the_point_and_names_no_other(assistant: Assistant):
    both = opposed(assistant, "9710", "9810", point="限值")
    hits = [hit(assistant, "b2b", "table"), hit(assistant, "overseas", "limits")]
    told = best_told(both, 1, hits, ())
    assert told
    assert "15万美元" in told.statement.text


def test_nothing_is_told_of_a_side_that_no_text_speaks_of(assistant: Assistant):
    both = opposed(assistant, "9710", "火箭发动机", point="限值")
    assert best_told(both, 1, [hit(assistant, "b2b", "table")], ()) is None


def test_sides_that_name_days_are_told_from_one_section_as_it_stood_on_each_or_from_what_each_day_has(
    assistant: Assistant,
):
    old, new = hit(assistant, "refund", "when"), hit(assistant, "refund", "when", "2025-01-01")
    other = hit(assistant, "b2b", "table")
    assert [told.hit.version.day.year for told in told_by_days([(old,), (new,)])] == [2024, 2025]
    assert [told.hit.section.anchor for told in told_by_days([(old,), (other,)])] == ["when", "table"]


@pytest.mark.parametrize("question", ["9810有限额吗", "新旧规定有什么区别", "算一下9710和9810各退多少税"])
def test_what_compares_nothing_is_left_to_others(assistant: Assistant, question: str):
    assert compare_sides(found(assistant, question)) is None


def test_a_side_that_nothing_speaks_of_leaves_the_whole_to_the_search(assistant: Assistant):
    assert by_sides(found(assistant, "海外仓和火箭发动机有什么区别")) == ()


def test_a_comparison_sets_what_it_tells_beside_each_other(assistant: Assistant):
    draft = compare_sides(found(assistant, "9710和9810的限值差多少"))
    assert draft
    assert draft.by == "sides"
    assert all(piece.is_proven for piece in draft.pieces)
    assert {"5000元", "15万美元"} <= {
        text for piece in draft.pieces for text in ("5000元", "15万美元") if text in piece.text
    }
    answer = assistant.ask("9710和9810的限值差多少", DAY)
    assert any(address.startswith("b2b@") for address in cited(answer))
