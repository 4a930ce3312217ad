import math

import pytest

from assistant.calibration import NAMES, load_calibration

FLAT = load_calibration().model_copy(
    update={
        "intercept": 0.0,
        "weights": dict.fromkeys(NAMES, 0.0) | {"best_text": 2.0},
        "means": dict.fromkeys(NAMES, 0.5),
        "deviations": dict.fromkeys(NAMES, 0.25),
    }
)


def test_the_calibration_that_ships_knows_every_measure():
    shipped = load_calibration()
    for numbers in (shipped.weights, shipped.means, shipped.deviations):
        assert set(numbers) == set(NAMES)
    assert all(value > 0 for value in shipped.deviations.values())
    assert 0 < shipped.threshold < 1
    assert 0 < shipped.second <= 1
    assert 0 < shipped.new_words < 1


def test_at_the_mean_the_intercept_decides():
    assert FLAT.probability(dict.fromkeys(NAMES, 0.5)) == 0.5


def test_a_measure_counts_in_deviations_from_its_mean():
    measures = dict.fromkeys(NAMES, 0.5) | {"best_text": 0.75}
    assert FLAT.probability(measures) == pytest.approx(1 / (1 + math.exp(-2.0)))


def test_a_measure_of_weight_nought_changes_nothing():
    assert FLAT.probability(dict.fromkeys(NAMES, 0.5) | {"rank_question": 100.0}) == 0.5


@pytest.mark.parametrize("value", [-1e3, 0.0, 1e3])
def test_a_probability_lies_between_zero_and_one_whatever_is_measured(value: float):
    shipped = load_calibration()
    for name in NAMES:
        measures = {**shipped.means, name: shipped.means[name] + math.copysign(value, shipped.weights[name])}
        assert 0.0 <= shipped.probability(measures) <= 1.0


def test_measures_far_below_the_means_are_no_overflow():
    worst = {n: FLAT.means[n] - 1e6 * FLAT.deviations[n] for n in NAMES}
    assert FLAT.probability(worst) == pytest.approx(0.0)
