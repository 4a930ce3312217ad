from assistant.rate import QuestionLimiter


def test_as_many_questions_as_allowed_are_let_through_and_no_more():
    limiter = QuestionLimiter(3)
    assert [limiter.allows("a") for _ in range(5)] == [True, True, True, False, False]


def test_one_person_does_not_use_up_the_questions_of_another():
    limiter = QuestionLimiter(1)
    assert limiter.allows("a")
    assert not limiter.allows("a")
    assert limiter.allows("b")
