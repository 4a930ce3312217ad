import pytest

from assistant.steps.granted import granted_in


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("既然海外仓备案还要去海关办，那几天能办好？", "海外仓备案还要去海关办"),
        (
            "Since the warehouse filing is still required, how long does it take?",
            "the warehouse filing is still required",
        ),
    ],
)
def test_the_clause_taken_for_granted_is_read(question: str, clause: str):
    assert granted_in(question) == clause


@pytest.mark.parametrize(
    "question", ["海外仓备案几天能办好？", "Since when is the filing abolished?", "既然这样，怎么办？"]
)
def test_a_question_without_such_a_clause_has_none(question: str):
    assert granted_in(question) is None
