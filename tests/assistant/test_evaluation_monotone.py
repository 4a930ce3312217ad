import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.monotone import Monotone, Sign

SIGNS: tuple[Sign, ...] = ("up", "down")


def rows(count: int = 80) -> tuple[np.ndarray, np.ndarray]:
    made = np.random.default_rng(1)
    x = made.normal(size=(count, 2))
    return x, x[:, 0] - x[:, 1] + made.normal(scale=0.3, size=count) > 0


def test_measures_that_tell_get_weights_of_their_sign():
    model = Monotone(SIGNS, 1.0).fit(*rows())
    assert model.weights[0] > 0 > model.weights[1]


def test_a_measure_that_tells_the_opposite_of_its_meaning_counts_nothing():
    x, y = rows()
    model = Monotone(SIGNS, 1.0).fit(-x, y)
    assert model.weights == pytest.approx([0.0, 0.0])


def test_both_outcomes_count_the_same_however_rare_one_is():
    x, y = rows(400)
    rare = np.flatnonzero(y)[:20]
    chosen = np.concatenate([np.flatnonzero(~y), rare])
    likely = Monotone(SIGNS, 1.0).fit(x[chosen], y[chosen]).probability(x[chosen])
    assert np.mean(likely[-len(rare) :] > 0.5) > 0.8


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(0, 5))
def test_more_of_what_speaks_for_an_answer_never_makes_it_less_likely(first: float, second: float, more: float):
    model = Monotone(SIGNS, 1.0).fit(*rows())
    less_likely, likely = model.probability(np.array([[first, second], [first + more, second]]))
    assert likely >= less_likely - 1e-12
