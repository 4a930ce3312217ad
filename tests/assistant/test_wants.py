import pytest

from assistant.steps.wants import wants_of


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("9810要备案吗", {"yes_no"}),
        ("9810還要備案嗎", {"yes_no"}),
        ("是否免税", {"yes_no"}),
        ("is a filing needed", {"yes_no"}),
        ("税率是多少", {"figure"}),
        ("最晚什么时候申报", {"figure"}),
        ("by when do I file", {"yes_no", "figure"}),
        ("办理流程", {"list"}),
        ("what documents are needed", {"list"}),
        ("the filing is needed, is not it?", {"confirm"}),
        ("出口退税", set()),
        ("", set()),
    ],
)
def test_the_words_tell_what_the_answer_must_hold(question: str, wants: set[str]):
    assert wants_of(question) == wants


def test_what_something_is_wants_no_yes_or_no():
    assert "yes_no" not in wants_of("进出的次序是什么")
    assert "yes_no" in wants_of("这样行么")
