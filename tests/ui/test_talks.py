"""Questions on their way: in order, saved once, whatever the screen does meanwhile."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from building import TODAY

from assistant.answer import Answer, Turn
from assistant.conversations import new_conversation
from assistant.pipeline import Reply
from assistant.storage import Database, Storage
from assistant.ui.opening import Opening
from assistant.ui.talks import Asked, Talks
from ingest.settings import Settings
from kb.errors import IndexUnavailableError, NewTradeError

ANN, BEN = "a" * 43, "b" * 43


class Slow:
    """An assistant that answers when it is let."""

    writer = None

    def __init__(self) -> None:
        self.may = threading.Event()
        self.may.set()
        self.heard: list[tuple[str, int]] = []
        self.fails: Exception | None = None

    def reply(self, question: str, day: date, history: tuple[Turn, ...], lang: None, tell) -> Reply:
        assert self.may.wait(10)
        if self.fails:
            raise self.fails
        self.heard.append((question, len(history)))
        tell("半句")
        refused = "gap" in question
        answer = Answer(
            status="refused" if refused else "answered",
            reason="not_covered" if refused else None,
            lang="zh",
            as_of=day,
            text=f"答：{question}",
        )
        return Reply(question, answer)


class FakeServed:
    """What answers and keeps, with a slow assistant and a real database."""

    def __init__(self, data: Path) -> None:
        self.settings = Settings(_env_file=None, data=data)
        self.slow = Slow()
        self.storage = Opening(lambda: Storage.on(Database.in_folder(data)))

    def assistant(self) -> Slow:
        return self.slow


@pytest.fixture
def served(tmp_path: Path) -> Iterator[FakeServed]:
    found = FakeServed(tmp_path)
    yield found
    found.slow.may.set()
    found.storage.get().database.close()


@pytest.fixture
def talks(served: FakeServed) -> Talks:
    return Talks(served)  # type: ignore[arg-type]


def done(*asked: Asked) -> None:
    for one in asked:
        assert one.done.wait(10)


def questions(talks: Talks, owner: str, name: str) -> list[str]:
    return [exchange.question for exchange in talks.read(owner, name)[0]]


def test_questions_of_a_conversation_are_answered_in_order_each_knowing_what_was_said(talks: Talks, served: FakeServed):
    name = new_conversation()
    served.slow.may.clear()
    asked = [talks.ask(ANN, name, f"问{n}", TODAY) for n in range(3)]
    saved, waiting = talks.read(ANN, name)
    assert (saved, list(waiting)) == ((), asked)
    served.slow.may.set()
    done(*asked)
    assert questions(talks, ANN, name) == ["问0", "问1", "问2"]
    assert served.slow.heard == [("问0", 0), ("问1", 2), ("问2", 4)]
    assert [one.number for one in asked] == [0, 1, 2]
    assert talks.read(ANN, name)[1] == ()


def test_an_answer_is_saved_though_nobody_looks(talks: Talks, served: FakeServed, tmp_path: Path):
    name = new_conversation()
    done(talks.ask(ANN, name, "问", TODAY))
    assert [e.answer.text for e in Storage.on(Database.in_folder(tmp_path)).conversations.read(ANN, name)] == ["答：问"]


def test_conversations_do_not_wait_for_each_other_nor_see_each_other(talks: Talks, served: FakeServed):
    names = [new_conversation() for _ in range(20)]
    asked = [talks.ask(ANN if n % 2 else BEN, name, f"问{n}", TODAY) for n, name in enumerate(names)]
    done(*asked)
    for n, name in enumerate(names):
        owner, other = (ANN, BEN) if n % 2 else (BEN, ANN)
        assert questions(talks, owner, name) == [f"问{n}"]
        assert talks.read(other, name) == ((), ())


def test_a_question_that_fails_can_be_asked_again_and_the_rest_goes_on(talks: Talks, served: FakeServed):
    name = new_conversation()
    served.slow.fails = IndexUnavailableError("error.index-missing", path="x")
    failed = talks.ask(ANN, name, "问", TODAY)
    done(failed)
    assert isinstance(failed.failure, IndexUnavailableError)
    assert [one.question for one in talks.read(ANN, name)[1]] == ["问"]
    served.slow.fails = RuntimeError("no")
    broken = talks.ask(ANN, name, "问", TODAY)
    done(broken)
    assert broken.failure and broken.failure.key == "chat.failed"
    served.slow.fails = None
    done(talks.ask(ANN, name, "问", TODAY))
    assert questions(talks, ANN, name) == ["问"]
    assert talks.read(ANN, name)[1] == ()


def test_no_more_than_a_few_questions_wait(talks: Talks, served: FakeServed):
    name = new_conversation()
    served.slow.may.clear()
    asked = [talks.ask(ANN, name, f"问{n}", TODAY) for n in range(6)]
    assert [one.failure.key if one.failure else None for one in asked] == [None] * 4 + ["chat.too-many"] * 2
    served.slow.may.set()
    done(*asked[:4])
    assert questions(talks, ANN, name) == ["问0", "问1", "问2", "问3"]


def test_what_cannot_be_saved_is_kept_and_saved_later_in_order(talks: Talks, served: FakeServed, tmp_path: Path):
    name = new_conversation()
    done(talks.ask(ANN, name, "先", TODAY))
    change = sqlite3.connect(tmp_path / "conversations.sqlite")
    change.execute("CREATE TRIGGER stop BEFORE INSERT ON turns BEGIN SELECT RAISE(ABORT, 'no'); END")
    first, second = (talks.ask(ANN, name, question, TODAY) for question in ("甲", "乙"))
    done(first, second)
    assert first.unsaved
    assert [one.question for one in talks.read(ANN, name)[1]] == ["甲", "乙"]
    assert served.slow.heard[-1] == ("乙", 4)
    change.execute("DROP TRIGGER stop")
    change.close()
    assert questions(talks, ANN, name) == ["先", "甲", "乙"]


def test_a_conversation_deleted_while_it_is_answered_stays_deleted(talks: Talks, served: FakeServed):
    name = new_conversation()
    served.slow.may.clear()
    asked = talks.ask(ANN, name, "问", TODAY)
    talks.forget(name)
    served.storage.get().conversations.delete(ANN, name)
    served.slow.may.set()
    done(asked)
    assert talks.read(ANN, name) == ((), ())
    assert served.storage.get().conversations.list(ANN) == ()


def test_an_answer_on_its_way_goes_to_whom_the_conversation_was_handed_over(talks: Talks, served: FakeServed):
    name = new_conversation()
    done(talks.ask(ANN, name, "先", TODAY))
    served.slow.may.clear()
    asked = talks.ask(ANN, name, "后", TODAY)
    talks.hand_over(ANN, BEN)
    served.slow.may.set()
    done(asked)
    assert questions(talks, BEN, name) == ["先", "后"]
    assert talks.read(ANN, name) == ((), ())


def test_a_gap_is_recorded_and_its_id_known(talks: Talks, served: FakeServed):
    asked = talks.ask(ANN, new_conversation(), "gap", TODAY)
    done(asked)
    assert asked.gap
    assert [gap.question for gap in served.storage.get().gaps.all()] == ["gap"]


def test_a_value_is_made_once_while_others_wait_and_made_again_after_a_failure():
    made: list[int] = []

    def make() -> int:
        made.append(1)
        time.sleep(0.05)
        if len(made) == 1:
            raise NewTradeError("chat.failed")
        return len(made)

    opening = Opening(make)
    assert not opening.is_done
    opening.start()
    with pytest.raises(NewTradeError):
        opening.start().result()
    assert isinstance(opening.failure, NewTradeError)
    opening.start()
    assert len(made) == 1, "a failure is not tried again unasked"
    got: list[int] = []
    threads = [threading.Thread(target=lambda: got.append(opening.get())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [2] * 8
