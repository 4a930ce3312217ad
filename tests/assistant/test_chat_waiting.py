import threading
import time
from collections.abc import Generator

import pytest

from assistant.chat.task import ChatFailed
from assistant.chat.waiting import in_time


def test_pieces_come_in_order_and_end():
    assert list(in_time((piece for piece in "abc"), 5, 5)) == ["a", "b", "c"]
    assert list(in_time((piece for piece in ""), 5, 5)) == []


@pytest.mark.parametrize(("before", "first_s", "whole_s"), [(0, 0.1, 5), (1, 5, 0.1), (0, 5, 0.1)])
def test_a_stream_that_hangs_is_given_up(before: int, first_s: float, whole_s: float):
    over = threading.Event()

    def pieces() -> Generator[str]:
        yield from "a" * before
        over.wait(10)

    start, heard = time.monotonic(), []
    with pytest.raises(ChatFailed) as raised:
        heard.extend(in_time(pieces(), first_s, whole_s))
    over.set()
    assert raised.value.why == "slow"
    assert time.monotonic() - start < 4


def test_the_first_piece_has_less_time_than_the_whole():
    def pieces() -> Generator[str]:
        yield "a"
        time.sleep(0.6)
        yield "b"

    assert list(in_time(pieces(), 0.5, 20)) == ["a", "b"]


def test_a_stream_that_never_stops_talking_has_an_end():
    def pieces() -> Generator[str]:
        while True:
            yield "a"
            time.sleep(0.01)

    with pytest.raises(ChatFailed):
        list(in_time(pieces(), 5, 0.2))


def test_what_the_stream_raises_reaches_the_listener():
    def pieces() -> Generator[str]:
        yield "a"
        raise ChatFailed("broken")

    heard: list[str] = []
    with pytest.raises(ChatFailed, match="broken"):
        for piece in in_time(pieces(), 5, 5):
            heard.append(piece)
    assert heard == ["a"]


def test_the_stream_is_closed_when_nobody_listens():
    closed = threading.Event()

    def pieces() -> Generator[str]:
        try:
            while True:
                yield "a"
                time.sleep(0.01)
        finally:
            closed.set()

    stream = in_time(pieces(), 5, 5)
    next(stream)
    stream.close()
    assert closed.wait(5)
