"""Waiting for a stream no longer than agreed: for its first piece, and for all of it."""

import queue
import threading
import time
from collections.abc import Callable, Generator

from assistant.chat.task import ChatFailed

Clock = Callable[[], float]


def in_time(pieces: Generator[str], first_s: float, whole_s: float, clock: Clock = time.monotonic) -> Generator[str]:
    """Yield the pieces of a stream as they come.

    The stream is read in a thread of its own, since a read that hangs cannot be interrupted. Whoever stops listening
    ends it: it is closed at its next piece, or when the connection's own time is up.

    Args:
        pieces: The stream.
        first_s: Seconds until its first piece.
        whole_s: Seconds until its end.
        clock: Tells the time.

    Raises:
        ChatFailed: `slow`, when the time is up; else what the stream itself raises.
    """
    box: queue.Queue[str | Exception | None] = queue.Queue()
    unheard = threading.Event()
    threading.Thread(target=_read, args=(pieces, box, unheard), name="chat-model", daemon=True).start()
    end = clock() + whole_s
    limit = min(end, clock() + first_s)
    try:
        while (piece := _received(box, limit - clock())) is not None:
            limit = end
            yield piece
    finally:
        unheard.set()


def _read(pieces: Generator[str], box: "queue.Queue[str | Exception | None]", unheard: threading.Event) -> None:
    try:
        for piece in pieces:
            if unheard.is_set():
                break
            box.put(piece)
        box.put(None)
    except Exception as error:
        box.put(error)
    finally:
        pieces.close()


def _received(box: "queue.Queue[str | Exception | None]", seconds: float) -> str | None:
    try:
        if seconds <= 0:
            raise ChatFailed("slow")
        item = box.get(timeout=seconds)
    except queue.Empty:
        raise ChatFailed("slow") from None
    if isinstance(item, Exception):
        raise item
    return item
