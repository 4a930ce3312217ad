import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.intervals import mean, rate, shown


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (95, 100, 0.8882, 0.9785)],
)
def test_the_interval_of_a_share_is_wilsons(count: int, of: int, low: float, high: float):
    found = rate(count, of)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
    assert found.share == count / of


def test_of_nothing_the_interval_is_everything_and_a_dash_is_shown():
    assert rate(0, 0).model_dump() == {"count": 0, "of": 0, "share": 0.0, "low": 0.0, "high": 1.0}
    assert (mean([]).low, mean([]).high) == (0.0, 1.0)
    assert shown(rate(0, 0)) == shown(mean([])) == "—"


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_a_mean_lies_in_its_interval_which_is_the_same_each_time(values: list[float]):
    found = mean(values)
    assert found == mean(values)
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
    assert found.low - 1e-9 <= found.value <= found.high + 1e-9 or len(values) > 1


def test_more_values_make_the_interval_narrower():
    few, many = mean([0.0, 1.0] * 5), mean([0.0, 1.0] * 200)
    assert few.value == many.value == 0.5
    assert many.high - many.low < (few.high - few.low) / 3


def test_a_share_is_shown_with_its_interval():
    assert shown(rate(1, 2)) == "50.0% (9% to 91%)"
    assert shown(mean([1.0, 1.0])) == "100.0% (100% to 100%)"
