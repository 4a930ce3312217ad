"""Search on the tiny index."""

from datetime import date

import numpy as np
import pytest
from asking import DAY, understood

from assistant.pipeline import Assistant
from assistant.retrieval.search import Found, Query, search
from assistant.retrieval.weights import load_weights
from ingest.vectors import Vector
from kb.dates import DateRange

OLD = date(2024, 5, 1)


def find(assistant: Assistant, question: str, day: date | None = DAY, **more: object) -> Found:
    words = understood(assistant, question).understood.words
    vector = np.asarray(assistant.index.embeddings.embed_query(question), dtype=np.float32)
    query = Query(vector=lambda: vector, words=words, day=day, **more)  # type: ignore[arg-type]
    return search(assistant.index, query, load_weights(), "zh")


def score(found: Found, anchor: str) -> float:
    return next(hit.score for hit in (*found.hits, *found.rejected) if hit.section.anchor == anchor)


@pytest.mark.parametrize("day", ["2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01", "2099-01-01"])
@pytest.mark.parametrize("question", ["出口海外仓什么时候可以申报退税？", "9810有金额限制吗", "whom to call", "海外仓"])
def test_only_sections_in_force_on_the_day_are_returned(assistant: Assistant, question: str, day: str):
    found = find(assistant, question, date.fromisoformat(day))
    for hit in (*found.hits, *found.rejected):
        assert hit.section.served is not None
        assert hit.section.served.contains(date.fromisoformat(day)), f"{hit.address} on {day}"


def test_without_a_day_every_version_may_be_returned(assistant: Assistant):
    versions = {hit.version.day for hit in find(assistant, "出口海外仓什么时候可以申报退税？", None).hits}
    assert {date(2024, 1, 1), date(2025, 1, 1)} <= versions


def test_before_the_first_text_nothing_is_in_force(assistant: Assistant):
    found = find(assistant, "出口海外仓什么时候可以申报退税？", date(2020, 1, 1))
    assert (found.hits, found.rejected) == ((), ())


@pytest.mark.parametrize(("day", "version"), [("2024-12-31", "2024-01-01"), ("2025-01-01", "2025-01-01")])
def test_on_the_border_of_two_versions_each_day_has_its_own(assistant: Assistant, day: str, version: str):
    hit = find(assistant, "出口海外仓什么时候可以申报退税？", date.fromisoformat(day)).hits[0]
    assert (str(hit.address.version), hit.section.anchor) == (version, "when")


def test_an_english_question_finds_the_section_in_the_language_of_the_reader(assistant: Assistant):
    hit = find(assistant, "When can exports to an overseas warehouse be declared for refund?").hits[0]
    assert (hit.section.anchor, hit.version.lang) == ("when", "zh")


def test_hits_come_best_first_and_each_section_once(assistant: Assistant):
    found = find(assistant, "海外仓")
    every = (*found.hits, *found.rejected)
    assert len(every) > 2
    assert [hit.score for hit in every] == sorted((hit.score for hit in every), reverse=True)
    assert len({hit.address for hit in every}) == len(every)


def test_what_scores_below_the_floor_is_rejected_but_kept(assistant: Assistant):
    found = find(assistant, "出口海外仓什么时候可以申报退税？")
    floor = found.hits[0].score * load_weights().floor
    assert found.rejected
    assert all(hit.score >= floor for hit in found.hits)
    assert all(hit.score < floor for hit in found.rejected)


def test_the_score_of_a_hit_is_the_sum_of_its_parts(assistant: Assistant):
    for hit in find(assistant, "9810有金额限制吗", codes=("9810",)).hits:
        assert hit.score == pytest.approx(sum(part.value for part in hit.parts))


def test_a_text_about_the_code_is_raised_and_one_about_another_lowered(assistant: Assistant):
    named = find(assistant, "有金额限制吗", codes=("9810",))
    other = find(assistant, "有金额限制吗", codes=("1039",))
    weights = load_weights().bonuses
    assert score(named, "limits") - score(other, "limits") == pytest.approx(weights["code"] - weights["other_code"])


def test_a_heading_that_names_a_code_stands_back_when_the_question_names_none(assistant: Assistant):
    hit = next(h for h in find(assistant, "有金额限制吗").hits if "9810" in h.section.heading)
    assert "bonus_narrower" in {part.name for part in hit.parts}
    named = find(assistant, "有金额限制吗", codes=("9810",))
    assert all("bonus_narrower" not in {part.name for part in hit.parts} for hit in named.hits)


def test_a_section_that_rests_on_the_named_instrument_is_raised(assistant: Assistant):
    bare = find(assistant, "什么时候可以申报退税")
    named = find(assistant, "什么时候可以申报退税", instruments=("2024-1",))
    assert score(named, "when") == pytest.approx(score(bare, "when") + load_weights().bonuses["instrument"])
    assert score(named, "call") == pytest.approx(score(bare, "call"))


def test_a_local_text_is_lowered_unless_the_place_is_named(assistant: Assistant):
    anywhere, here = find(assistant, "综合保税区的窗口"), find(assistant, "综合保税区的窗口", places=True)
    assert score(anywhere, "office") == pytest.approx(score(here, "office") + load_weights().bonuses["region"])


def test_a_rule_that_began_in_the_period_asked_about_is_raised(assistant: Assistant):
    year = DateRange(start=date(2025, 1, 1), end=date(2025, 12, 31))
    bare, changed = find(assistant, "退税有什么变化"), find(assistant, "退税有什么变化", changed_in=year)
    assert score(changed, "when") == pytest.approx(score(bare, "when") + load_weights().bonuses["changed"])
    assert score(changed, "limits") == pytest.approx(score(bare, "limits"))


def test_words_are_searched_before_the_vector_is_waited_for(assistant: Assistant, monkeypatch: pytest.MonkeyPatch):
    order: list[str] = []
    texts = assistant.index.lexical["text"]
    nearest = texts.nearest

    def words_first(words: dict[str, float], day: int | None, most: int) -> list[tuple[str, float]]:
        order.append("words")
        return nearest(words, day, most)

    def vector() -> Vector:
        order.append("vector")
        return np.asarray(assistant.index.embeddings.embed_query("9810"), dtype=np.float32)

    monkeypatch.setattr(texts, "nearest", words_first)
    search(assistant.index, Query(vector=vector, words={"9810": 1.0}, day=DAY), load_weights(), "zh")
    assert order == ["words", "vector"]


def test_without_a_vector_words_alone_find(assistant: Assistant):
    words = understood(assistant, "9810有金额限制吗").understood.words
    found = search(assistant.index, Query(vector=None, words=words, day=DAY), load_weights(), "zh")
    assert found.hits[0].section.anchor == "limits"
    assert not [part.name for part in found.hits[0].parts if part.name.startswith("dense")]


def test_the_raw_score_of_a_channel_that_did_not_find_the_section_is_zero(assistant: Assistant):
    hit = find(assistant, "9810有金额限制吗").hits[0]
    assert hit.raw("lexical_text") > 0
    assert hit.raw("no such channel") == 0.0
