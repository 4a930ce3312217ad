import pytest

from assistant.steps.subjects import subjects_in, unspoken


@pytest.mark.parametrize(
    ("question", "count"),
    [("契税税率是多少", 1), ("how to pay anti-dumping duty", 1), ("9610能退税吗", 0), ("信用证和提单丢了怎么办", 2)],
)
def test_subjects_are_found_in_either_language(question: str, count: int):
    assert len(subjects_in(question)) == count


def test_a_text_that_speaks_of_a_subject_in_the_other_language_speaks_of_it():
    named = subjects_in("反倾销税怎么交")
    assert unspoken(named, "An anti-dumping duty is paid at the border.") == 0.0
    assert unspoken(named, "The duty is paid at the border.") == 1.0


def test_of_several_subjects_the_share_never_spoken_of_counts():
    assert unspoken(subjects_in("信用证和提单丢了怎么办"), "提单可以补办。") == 0.5


def test_without_a_subject_nothing_is_unspoken():
    assert unspoken((), "anything") == 0.0
