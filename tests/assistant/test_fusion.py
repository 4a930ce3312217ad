import pytest

from assistant.retrieval.fusion import Channel, Part, add_bonuses, fuse

WEIGHTS = {"dense": 0.6, "words": 0.4}


def channels(dense: list[tuple[str, float]], words: list[tuple[str, float]]) -> dict[str, Channel[str]]:
    return {"dense": Channel(dense, from_zero=False), "words": Channel(words, from_zero=True)}


def test_a_key_that_leads_both_lists_has_the_whole_weight():
    fused = fuse(channels([("a", 0.9), ("b", 0.8)], [("a", 5.0)]), WEIGHTS)
    assert (fused[0].key, fused[0].score) == ("a", pytest.approx(1.0))


def test_a_cosine_counts_from_the_last_of_its_list_and_bm25_from_zero():
    fused = {item.key: item for item in fuse(channels([("a", 0.9), ("b", 0.8)], [("c", 4.0), ("d", 2.0)]), WEIGHTS)}
    assert fused["b"].score == 0.0
    assert fused["d"].score == pytest.approx(0.2)


def test_the_score_is_the_sum_of_its_parts_and_each_part_tells_rank_and_raw_score():
    (a, *_) = fuse(channels([("a", 0.9), ("b", 0.8)], [("b", 5.0), ("a", 2.5)]), WEIGHTS)
    assert a.score == pytest.approx(sum(part.value for part in a.parts))
    assert [(p.name, p.rank, p.raw) for p in a.parts] == [("dense", 1, 0.9), ("words", 2, 2.5)]


def test_a_bonus_raises_a_found_key_and_finds_none():
    bonus = [Part(name="bonus_code", rank=0, raw=0.0, value=0.9)]
    fused = add_bonuses(fuse(channels([("a", 0.9), ("b", 0.8)], []), WEIGHTS), {"b": bonus, "z": bonus})
    assert [item.key for item in fused] == ["b", "a"]
    assert fused[0].parts[-1] == bonus[0]


def test_a_channel_without_a_weight_counts_nothing():
    fused = fuse({"other": Channel([("a", 3.0)], from_zero=True)}, WEIGHTS)
    assert [(item.key, item.score) for item in fused] == [("a", 0.0)]


def test_equal_scores_keep_the_order_of_first_appearance():
    fused = fuse({"dense": Channel([("b", 0.5), ("a", 0.5)], from_zero=False)}, WEIGHTS)
    assert [item.key for item in fused] == ["b", "a"]


def test_empty_lists_fuse_to_nothing():
    assert fuse(channels([], []), WEIGHTS) == []


def test_a_list_of_one_counts_in_full():
    assert fuse(channels([("a", 0.1)], []), WEIGHTS)[0].score == pytest.approx(0.6)
