from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from asking import DAY, made_answer
from sqlalchemy import create_engine, text

from assistant.conversations import Conversations, Exchange, as_history, new_conversation
from assistant.pipeline import Assistant
from kb.errors import StorageError


def exchange(question: str = "问题") -> Exchange:
    return Exchange(question, made_answer(), f"{question}？")


def test_a_conversation_is_read_back_oldest_first_after_a_restart(tmp_path: Path, assistant: Assistant):
    first = Exchange("9810有金额限制吗", assistant.ask("9810有金额限制吗", DAY))
    Conversations.in_folder(tmp_path).add("c", first)
    Conversations.in_folder(tmp_path).add("c", exchange("二"))
    assert Conversations.in_folder(tmp_path).read("c") == (first, exchange("二"))


def test_conversations_do_not_see_each_other(tmp_path: Path):
    kept = Conversations.in_folder(tmp_path)
    kept.add("a", exchange())
    assert kept.read("b") == ()


@pytest.mark.parametrize("name", ["", "' OR 1=1 --", "x" * 5000, "中文"])
def test_any_name_of_a_conversation_is_just_a_name(tmp_path: Path, name: str):
    kept = Conversations.in_folder(tmp_path)
    kept.add("a", exchange())
    assert kept.read(name) == ()


@pytest.mark.parametrize("question", ["<script>", "'; DROP TABLE turns; --", "😀", "行\n行", "\x00"])
def test_any_question_is_kept_as_it_was_typed(tmp_path: Path, question: str):
    kept = Conversations.in_folder(tmp_path)
    kept.add("a", exchange(question))
    assert kept.read("a")[0].question == question


def test_people_who_ask_at_once_all_have_their_answer_kept(tmp_path: Path):
    kept = Conversations.in_folder(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: kept.add(f"c{n % 4}", exchange(str(n))), range(40)))
    assert sorted(int(e.question) for n in range(4) for e in kept.read(f"c{n}")) == list(range(40))


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError) as caught:
        Conversations.in_folder(tmp_path / "file" / "data")
    assert "\n" not in caught.value.message("en")


def test_a_damaged_file_is_a_clear_error(tmp_path: Path):
    (tmp_path / "conversations.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(StorageError) as caught:
        Conversations.in_folder(tmp_path).read("c")
    assert "conversations.sqlite" in caught.value.message("en")


def test_an_answer_that_cannot_be_understood_any_more_is_a_clear_error_or_left_out(tmp_path: Path):
    """After an update the answers saved before must not break the screen."""
    kept = Conversations.in_folder(tmp_path)
    kept.add("c", exchange())
    engine = create_engine(f"sqlite:///{tmp_path / 'conversations.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text('UPDATE turns SET answer = \'{"status": "of an older release"}\''))
    try:
        left = kept.read("c")
    except StorageError:
        left = ()
    assert left == ()


def test_the_history_tells_the_question_as_it_was_understood():
    turns = as_history((Exchange("那9710呢？", made_answer(), "9710要备案吗？"), Exchange("", made_answer())))
    assert [(turn.role, turn.content) for turn in turns] == [
        ("user", "9710要备案吗？"),
        ("assistant", "回答 [1]"),
        ("user", ""),
        ("assistant", "回答 [1]"),
    ]


def test_nobody_can_guess_the_name_of_a_conversation():
    names = {new_conversation() for _ in range(100)}
    assert len(names) == 100
    assert all(len(name) >= 20 and name.replace("-", "").replace("_", "").isalnum() for name in names)
