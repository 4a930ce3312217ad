"""Many people at once at the app in a process of its own: no error, no mixed-up conversations, bearable waits.

The numbers are logged (`pytest tests/load --log-cli-level=INFO`); `docs/evaluation/app.md` tells of one such run.
"""

import logging
import os
import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import Person, Screen
from running import App, running_app

from ingest.settings import PROJECT, Settings
from ingest.sync import sync

pytestmark = pytest.mark.slow

PEOPLE = int(os.environ.get("NEWTRADE_TEST_PEOPLE", "30"))
QUESTIONS = (
    ("9810出口海外仓还要备案吗？", "2024年12月15日"),
    ("跨境电商零售进口单次限值多少？", "5000"),
    ("市场采购贸易单票报关单限值多少？", "15万"),
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    data = tmp_path_factory.mktemp("load")
    sync(Settings(_env_file=None, kb=PROJECT / "kb", data=data, embedding="packaged", chroma_url=""))
    with running_app(data, NEWTRADE_QUESTIONS_PER_MINUTE="1000") as started:
        yield started


Found = list[tuple[int, Screen, Screen]]


def asked_by_one(app: App, number: int, found: Found, start: threading.Barrier, leave: threading.Event) -> None:
    question, _ = QUESTIONS[number % len(QUESTIONS)]
    with Person(app.address) as person:
        screen = person.open()
        start.wait(300)
        first = person.ask(screen, f"{question}（{number}号）")
        second = person.ask(first, f"请再说一遍：{question}（{number}号）")
        found.append((number, first, second))
        leave.wait(300)


def asked_by(app: App, count: int) -> tuple[Found, int]:
    """Return what so many people saw, and the app's memory in MB while all of them were still there."""
    found: Found = []
    start, leave = threading.Barrier(count), threading.Event()
    threads = [threading.Thread(target=asked_by_one, args=(app, n, found, start, leave)) for n in range(count)]
    for thread in threads:
        thread.start()
    while len(found) < count and all(thread.is_alive() for thread in threads):
        time.sleep(0.1)
    memory = app.memory_mb()
    leave.set()
    for thread in threads:
        thread.join(300)
    return found, memory


def test_thirty_people_at_once_get_their_own_answers(app: App):
    with Person(app.address) as person:
        warm = person.ask(person.open(), QUESTIONS[0][0])
    assert QUESTIONS[0][1] in warm.text
    alone = [asked_by(app, 1)[0][0] for _ in range(3)]
    one_s = statistics.median(screen.whole_s for _, *screens in alone for screen in screens)
    before = app.memory_mb()
    found, after = asked_by(app, PEOPLE)
    assert len(found) == PEOPLE
    for number, *screens in found:
        expected = QUESTIONS[number % len(QUESTIONS)][1]
        for screen in screens:
            assert not screen.errors
            assert expected in screen.text.replace(",", "")
            others = [n for n in range(PEOPLE) if n != number and f"（{n}号）" in screen.text]
            assert not others, f"{number} sees what {others} asked"
        assert screens[1].text.count(f"{number}号") >= 2
    waits = sorted(screen.whole_s for _, *screens in found for screen in screens)
    logging.getLogger(__name__).info(
        "people %d; one alone %.2f s; median %.1f times, slowest %.1f times; memory %d MB, %.1f MB a person more",
        PEOPLE,
        one_s,
        statistics.median(waits) / one_s,
        waits[-1] / one_s,
        before,
        (after - before) / PEOPLE,
    )
    # Two cores share out thirty people's work: each waits about as long as fifteen one after the other would take.
    assert statistics.median(waits) <= 1.5 * PEOPLE * one_s
    assert (after - before) / PEOPLE < 20


def test_the_log_tells_of_no_failure(app: App):
    said = Path(app.log).read_text(encoding="utf-8")
    assert "Traceback" not in said, said[-3000:]
