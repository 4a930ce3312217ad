"""Two times beside each other, for which no single day's rules are wanted."""

from datetime import date

import pytest
from asking import understood

from assistant.pipeline import Assistant
from assistant.understanding.two_times import sets_two_times


@pytest.mark.parametrize(
    ("question", "is_both"),
    [
        ("2025年12月出口的货和2026年1月出口的货，退税期限有什么不一样", True),
        ("去年出口的和今年出口的，单证分别留几年", True),
        ("Compare the credit classes under the old order and the one in force since spring", True),
        ("what was the grace time before October 2025 and what is it after?", True),
        ("去年和今年的起退点差多少", True),
        ("2025年12月出口的货什么时候申报退税", False),
        ("2025年1月到2025年6月出口的货怎么退税", False),
        ("去年出口的货退税期限是哪天", False),
        ("What was the limit before October 2025?", False),
    ],
)
def test_two_times_beside_each_other_are_told_from_one(question: str, is_both: bool):
    assert sets_two_times(question) == is_both


def test_a_question_that_sets_two_times_is_asked_of_today(assistant: Assistant):
    known = understood(assistant, "2024年出口的货和2025年出口的货，海外仓退税有什么不一样").understood
    assert known.said is None
    assert understood(assistant, "2024年出口的货，海外仓怎么退税").understood.day < date(2025, 1, 1)
