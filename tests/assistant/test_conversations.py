from asking import made_answer

from assistant.conversations import Exchange, as_history, new_conversation, new_owner


def test_the_history_tells_the_question_as_it_was_understood():
    turns = as_history((Exchange("那9710呢？", made_answer(), "9710要备案吗？"), Exchange("", made_answer())))
    assert [(turn.role, turn.content) for turn in turns] == [
        ("user", "9710要备案吗？"),
        ("assistant", "回答 [1]"),
        ("user", ""),
        ("assistant", "回答 [1]"),
    ]


def test_nobody_can_guess_the_name_of_a_conversation_or_the_token_of_an_owner():
    for new, least in ((new_conversation, 20), (new_owner, 40)):
        names = {new() for _ in range(100)}
        assert len(names) == 100
        assert all(len(name) >= least and name.replace("-", "").replace("_", "").isalnum() for name in names)
