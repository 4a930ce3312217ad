"""Work on a thread of its own: embedding and Chroma compute outside Python's lock, and words are searched meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

_THREADS = ThreadPoolExecutor(thread_name_prefix="beside")
"""Started when first used, and kept. Work done here never hands on work of its own: it could wait for itself."""


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin work; return what waits for it and gives its result, as often as it is asked, or raises what it raised."""
    return _THREADS.submit(work).result
