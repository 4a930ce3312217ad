"""Conversations on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asking import DAY, made_answer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from assistant.conversations import Exchange, new_owner
from assistant.pipeline import Assistant
from assistant.storage import Storage
from assistant.storage.columns import escape, unescape
from assistant.storage.conversations import TITLE
from kb.errors import StorageError

ANN, BEN = new_owner(), new_owner()
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def exchange(question: str = "问题") -> Exchange:
    return Exchange(question, made_answer(), f"{question}？")


def begun(storage: Storage, owner: str = ANN, *questions: str, at: datetime = NOON) -> str:
    name = storage.conversations.begin(owner)
    for number, question in enumerate(questions or ("问题",)):
        storage.conversations.add(owner, name, exchange(question), at + timedelta(minutes=number))
    return name


def test_a_conversation_is_read_back_oldest_first_after_a_restart(
    open_anew: Callable[[], Storage], assistant: Assistant
):
    first = Exchange("9810有金额限制吗", assistant.ask("9810有金额限制吗", DAY))
    storage = open_anew()
    name = storage.conversations.begin(ANN)
    assert storage.conversations.add(ANN, name, first) == 0
    assert open_anew().conversations.add(ANN, name, exchange("二")) == 1
    read = open_anew().conversations.read(ANN, name)
    assert read == (first, exchange("二"))
    assert [kept.number for kept in read] == [0, 1]


def test_a_conversation_is_kept_from_its_first_exchange_on(storage: Storage):
    name = storage.conversations.begin(ANN)
    assert storage.conversations.list(ANN) == ()
    assert storage.conversations.open(ANN, name)
    storage.conversations.add(ANN, name, exchange())
    assert [kept.id for kept in storage.conversations.list(ANN)] == [name]


def test_only_the_owner_lists_reads_renames_and_deletes(storage: Storage):
    kept = storage.conversations
    name = begun(storage, ANN, "安的问题")
    assert kept.list(BEN) == ()
    assert kept.read(BEN, name) == ()
    assert not kept.open(BEN, name)
    for refused in (lambda: kept.rename(BEN, name, "本"), lambda: kept.add(BEN, name, exchange("本的问题"))):
        with pytest.raises(StorageError) as caught:
            refused()
        assert caught.value.key == "error.conversation-gone"
    assert not kept.delete(BEN, name)
    assert kept.delete_all(BEN) == 0
    assert [(listed.id, listed.title, listed.turns) for listed in kept.list(ANN)] == [(name, "安的问题", 1)]
    assert kept.read(ANN, name) == (exchange("安的问题"),)


def test_without_a_token_nobody_is_anybody(storage: Storage):
    begun(storage)
    for use in (storage.conversations.begin, storage.conversations.list, storage.conversations.delete_all):
        with pytest.raises(ValueError, match="owner"):
            use("")


def test_the_token_itself_is_nowhere_in_the_database(storage: Storage):
    begun(storage)
    with storage.database.reading() as connection:
        assert ANN not in str(connection.execute(text("SELECT * FROM conversations")).all())


def test_the_list_tells_title_times_and_turns_latest_first(storage: Storage):
    long = begun(storage, ANN, "一" * 200, "二", at=NOON - timedelta(days=1))
    short = begun(storage, ANN, "  9810\n要备案吗  ", at=NOON)
    begun(storage, BEN, "别人的")
    first, second = storage.conversations.list(ANN)
    assert (first.id, first.title, first.turns) == (short, "9810 要备案吗", 1)
    assert (first.started_at, first.last_at) == (NOON, NOON)
    assert (second.id, second.title, second.turns) == (long, "一" * (TITLE - 1) + "…", 2)
    assert second.last_at - second.started_at == timedelta(minutes=1)
    storage.conversations.add(ANN, long, exchange("三"), NOON + timedelta(days=1))
    assert [listed.id for listed in storage.conversations.list(ANN)] == [long, short]


def test_a_conversation_keeps_the_title_that_its_owner_gives_until_it_is_taken_away(storage: Storage):
    name = begun(storage, ANN, "第一个问题")
    storage.conversations.rename(ANN, name, "  海外仓\n退税 ")
    assert storage.conversations.list(ANN)[0].title == "海外仓 退税"
    storage.conversations.rename(ANN, name, " ")
    assert storage.conversations.list(ANN)[0].title == "第一个问题"


@pytest.mark.parametrize("name", ["", "' OR 1=1 --", "x" * 5000, "中文", "\x00", "\ud800"])
def test_any_name_of_a_conversation_is_just_a_name(storage: Storage, name: str):
    begun(storage)
    assert storage.conversations.read(ANN, name) == ()
    assert not storage.conversations.delete(ANN, name)
    assert storage.conversations.open(ANN, name) == (0 < len(name) < 65)
    if not storage.conversations.open(ANN, name):
        with pytest.raises(StorageError):
            storage.conversations.add(ANN, name, exchange())


@pytest.mark.parametrize(
    "question",
    ["<script>", "'; DROP TABLE turns; --", "😀", "行\n行", "\x00", "\\0000", "C:\\x", "%s {x} :y", "\ud83d"],
)
def test_any_question_is_kept_as_it_was_typed(storage: Storage, question: str):
    name = begun(storage, ANN, question)
    assert storage.conversations.read(ANN, name)[0].question == question
    storage.conversations.rename(ANN, name, f"题{question}")
    assert storage.conversations.list(ANN)[0].title.startswith("题")


@given(st.text(st.characters()))
def test_what_no_database_takes_is_written_so_that_it_can_be_read_again(typed: str):
    written = escape(typed)
    assert unescape(written) == typed
    assert "\x00" not in written
    written.encode()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions=st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_whatever_is_asked_is_read_back_in_order(storage: Storage, questions: list[str]):
    name = begun(storage, ANN, *questions)
    assert [kept.question for kept in storage.conversations.read(ANN, name)] == questions


def test_people_who_ask_at_once_all_have_their_answer_kept(storage: Storage):
    names = [storage.conversations.begin(ANN) for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda n: storage.conversations.add(ANN, names[n % 4], exchange(str(n))), range(40)))
    assert sorted(numbers) == sorted([*range(10)] * 4)
    assert sorted(int(e.question) for name in names for e in storage.conversations.read(ANN, name)) == list(range(40))


def test_conversations_that_are_handed_over_are_the_other_owners_alone(storage: Storage):
    name, other = begun(storage, ANN), begun(storage, BEN)
    storage.conversations.hand_over(ANN, BEN)
    assert {listed.id for listed in storage.conversations.list(BEN)} == {name, other}
    assert storage.conversations.list(ANN) == ()
    assert storage.conversations.read(ANN, name) == ()


def test_a_deleted_conversation_leaves_no_row(storage: Storage):
    gone, kept = begun(storage, ANN, "一", "二"), begun(storage, ANN, "三")
    storage.feedback.add(ANN, gone, 1, False, "不对")
    storage.feedback.add(ANN, kept, 0, True)
    assert storage.conversations.delete(ANN, gone)
    assert not storage.conversations.delete(ANN, gone)
    assert storage.conversations.read(ANN, gone) == ()
    with storage.database.reading() as connection:
        for table, column in (("conversations", "id"), ("turns", "conversation"), ("feedback", "conversation")):
            assert connection.execute(text(f"SELECT DISTINCT {column} FROM {table}")).scalars().all() == [kept]


def test_all_conversations_of_an_owner_are_deleted_and_no_other(storage: Storage):
    for _ in range(3):
        begun(storage, ANN)
    left = begun(storage, BEN)
    assert storage.conversations.delete_all(ANN) == 3
    assert storage.conversations.list(ANN) == ()
    assert [listed.id for listed in storage.conversations.list(BEN)] == [left]


def test_an_answer_that_cannot_be_understood_any_more_is_left_out(storage: Storage):
    """After an update the answers saved before must not break the screen, nor move the numbers of the others."""
    name = begun(storage, ANN, "一", "二")
    with storage.database.writing() as connection:
        connection.execute(text('UPDATE turns SET answer = \'{"status": "damaged"}\' WHERE number = 0'))
    assert [(kept.question, kept.number) for kept in storage.conversations.read(ANN, name)] == [("二", 1)]


def test_a_failed_save_saves_nothing(storage: Storage):
    name = storage.conversations.begin(ANN)
    with storage.database.writing() as connection:
        connection.execute(text("ALTER TABLE turns RENAME TO elsewhere"))
    with pytest.raises(StorageError):
        storage.conversations.add(ANN, name, exchange())
    with storage.database.writing() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO turns"))
        assert connection.execute(text("SELECT count(*) FROM conversations")).scalar() == 0
    storage.conversations.add(ANN, name, exchange())
    assert len(storage.conversations.read(ANN, name)) == 1


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_no_file_holds_the_text_of_a_deleted_conversation(tmp_path: Path):
    from assistant.storage import Database

    storage = Storage.on(Database.in_folder(tmp_path))
    secret = "佛手柑秘方"
    # Rows of many sizes, among them some over several pages, so that pages are split, merged and moved.
    names = [
        begun(storage, ANN, *(f"{secret}{n}-{m} " + "很长" * (37 * n * m % 4001) for m in range(4))) for n in range(25)
    ]
    others = [begun(storage, BEN, *(f"留下{n}-{m} " + "话" * (91 * n % 1503) for m in range(3))) for n in range(25)]
    storage.feedback.add(ANN, names[0], 0, False, f"{secret}的理由")
    storage.conversations.rename(ANN, names[1], secret)
    assert secret.encode() in files(tmp_path)
    for name in names[:10]:
        assert storage.conversations.delete(ANN, name)
    assert storage.conversations.delete_all(ANN) == 15
    assert secret.encode() not in files(tmp_path)
    assert "很长很长".encode() not in files(tmp_path)
    assert [len(storage.conversations.read(BEN, name)) for name in others] == [3] * 25


def test_the_log_is_emptied_by_a_later_deletion_when_a_reader_held_it(tmp_path: Path):
    from assistant.storage import Database

    storage = Storage.on(Database.in_folder(tmp_path))
    brief = Storage.on(Database(storage.database.url, patience_s=0.1))
    name, other = begun(storage, ANN, "佛手柑秘方"), begun(storage)
    with storage.database.reading() as reader:
        assert reader.execute(text("SELECT count(*) FROM turns")).scalar() == 2
        assert brief.conversations.delete(ANN, name)
    assert storage.conversations.delete(ANN, other)
    assert "佛手柑".encode() not in files(tmp_path)
