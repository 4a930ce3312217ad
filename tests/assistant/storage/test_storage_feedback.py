"""Feedback on both databases."""

from datetime import UTC, date, datetime

import pytest
from asking import made_answer
from sqlalchemy import text

from assistant.conversations import Exchange, new_owner
from assistant.storage import Rating, Storage
from kb.errors import StorageError

ANN, BEN = new_owner(), new_owner()
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def name(storage: Storage) -> str:
    """A conversation of Ann's with two exchanges."""
    name = storage.conversations.begin(ANN)
    for question in ("一", "二"):
        storage.conversations.add(ANN, name, Exchange(question, made_answer(), f"{question}？"))
    return name


def test_a_rating_can_be_changed_and_taken_back(storage: Storage, name: str):
    storage.feedback.add(ANN, name, 1, True, "清楚", NOON)
    assert storage.feedback.read(ANN, name) == {1: Rating(True, "清楚", NOON)}
    storage.feedback.add(ANN, name, 1, False, "  ", NOON)
    storage.feedback.add(ANN, name, 0, True, at=NOON)
    assert storage.feedback.read(ANN, name) == {0: Rating(True, None, NOON), 1: Rating(False, None, NOON)}
    storage.feedback.withdraw(ANN, name, 1)
    storage.feedback.withdraw(ANN, name, 1)
    assert list(storage.feedback.read(ANN, name)) == [0]


def test_only_the_owner_rates_and_reads_the_ratings(storage: Storage, name: str):
    storage.feedback.add(ANN, name, 0, True)
    for refused in (lambda: storage.feedback.add(BEN, name, 0, False), lambda: storage.feedback.withdraw(BEN, name, 0)):
        with pytest.raises(StorageError):
            refused()
    assert storage.feedback.read(BEN, name) == {}
    assert storage.feedback.read(ANN, name)[0].useful


@pytest.mark.parametrize("number", [2, -1])
def test_what_was_not_said_cannot_be_rated(storage: Storage, name: str, number: int):
    with pytest.raises(StorageError):
        storage.feedback.add(ANN, name, number, True)


def test_editors_read_ratings_with_question_and_answer_latest_first(storage: Storage, name: str):
    storage.feedback.add(ANN, name, 0, True, None, NOON)
    storage.feedback.add(ANN, name, 1, False, "答非所问\x00", NOON.replace(day=2))
    first, second = storage.feedback.all()
    assert (first.question, first.understood, first.answer) == ("二", "二？", made_answer())
    assert first.rating == Rating(False, "答非所问\x00", NOON.replace(day=2))
    assert second.rating.useful
    assert storage.feedback.all(date(2026, 6, 2)) == (first,)
    assert storage.feedback.all(date(2026, 6, 3)) == ()


def test_editors_are_not_shown_an_answer_that_cannot_be_read(storage: Storage, name: str):
    storage.feedback.add(ANN, name, 0, True)
    with storage.database.writing() as connection:
        connection.execute(text("UPDATE turns SET answer = '' WHERE number = 0"))
    assert storage.feedback.all() == ()
