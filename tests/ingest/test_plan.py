from ingest.chunks import Chunk, Row
from ingest.plan import make_plan


def chunk(name: str, text: str = "文字") -> Chunk:
    address = {"document": "d", "version": "2024-01-01", "anchor": name}
    return Chunk.model_validate(
        {"id": name, "address": address, "lang": "zh", "field": "text", "text": text, "first": 1, "last": 2}
    )


def rows(*of: Chunk) -> list[Row]:
    return [Row.of(c) for c in of]


def test_the_first_plan_adds_all():
    plan = make_plan([], [chunk("a"), chunk("b")])
    assert (plan.add, plan.keep, plan.drop) == (("a", "b"), (), ())


def test_the_same_chunks_are_kept():
    plan = make_plan(rows(chunk("a"), chunk("b")), [chunk("b"), chunk("a")])
    assert set(plan.keep) == {"a", "b"}
    assert plan.changes == 0


def test_a_changed_chunk_is_dropped_and_added():
    plan = make_plan(rows(chunk("a"), chunk("b")), [chunk("a", "新"), chunk("b")])
    assert (plan.add, plan.keep, plan.drop) == (("a",), ("b",), ("a",))
    assert plan.changes == 2


def test_a_chunk_whose_days_change_is_dropped_and_added():
    plan = make_plan(rows(chunk("a")), [chunk("a").model_copy(update={"last": 3})])
    assert (plan.add, plan.drop) == (("a",), ("a",))


def test_what_is_no_longer_wanted_is_dropped():
    plan = make_plan(rows(chunk("a"), chunk("b")), [chunk("a")])
    assert (plan.add, plan.keep, plan.drop) == ((), ("a",), ("b",))
