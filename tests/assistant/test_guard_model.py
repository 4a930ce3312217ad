import subprocess
import sys

import pytest

from assistant.steps.guard_features import Features
from assistant.steps.guard_model import SIGN, Weights, load_model

WEIGHTS = Weights(intercept=-1.0, threshold=1.0, suspected=0.0, signs={"how": 10.0}, grams={"买": 6.0, "罚": -6.0})


def seen(signs: tuple[str, ...] = (), grams: tuple[str, ...] = ()) -> Features:
    return Features(signs=frozenset(signs), grams=frozenset(grams))


def test_without_anything_known_the_intercept_is_the_score():
    assert WEIGHTS.score(seen(("strange",), ("怪",))) == -1.0
    assert WEIGHTS.score(seen()) == -1.0


def test_a_sign_counts_its_share_and_a_word_less_in_a_long_question():
    assert WEIGHTS.score(seen(("how",))) == pytest.approx(-1.0 + 10.0 * SIGN)
    assert WEIGHTS.score(seen((), ("买",))) == pytest.approx(5.0)
    assert WEIGHTS.score(seen((), ("买", "一", "二", "三"))) == pytest.approx(2.0)


def test_words_may_speak_against():
    assert WEIGHTS.score(seen((), ("买", "罚"))) == pytest.approx(-1.0)


def test_the_threshold_itself_is_enough():
    assert WEIGHTS.model_copy(update={"threshold": -1.0}).holds(seen())
    assert not WEIGHTS.holds(seen())


def test_the_model_that_ships_is_small_and_knows_words_and_signs_of_both():
    model = load_model()
    for weights in (model.wish, model.command):
        assert weights.signs
        assert 500 < len(weights.grams) < 10_000
    assert model.wish.signs["ill-asked-unexcused"] > 0 > model.wish.signs["penalty"]


def test_the_guard_needs_no_library_of_the_fit_at_run_time():
    code = (
        "import sys; from assistant.steps.guard import wish_in; assert wish_in('怎么逃税'); "
        "assert not {'sklearn', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_lower_score_is_enough_to_suspect_what_no_text_answers():
    assert WEIGHTS.suspects(seen(("how",)))
    assert not WEIGHTS.holds(seen(("how",)))
    assert not WEIGHTS.suspects(seen())


def test_the_model_that_ships_suspects_no_later_than_it_is_sure():
    model = load_model()
    assert model.wish.suspected <= model.wish.threshold
    assert model.command.suspected <= model.command.threshold
