"""Open what answers questions while people already read: index, model and database, each in a thread of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, TypeVar

from ingest.settings import Settings
from kb.errors import NewTradeError

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.storage import Storage

T = TypeVar("T")


class Opening(Generic[T]):
    """A value that a thread makes while others go on; whoever needs it waits.

    Args:
        make: Makes the value.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._future: Future[T] | None = None

    @property
    def is_done(self) -> bool:
        """Whether it is there, or has failed."""
        future = self._future
        return future is not None and future.done()

    @property
    def failure(self) -> BaseException | None:
        """Why it failed; None while it is being made, and when it is there."""
        future = self._future
        return future.exception() if future is not None and future.done() else None

    def start(self) -> Future[T]:
        """Begin to make it, unless that has begun, is done or has failed."""
        with self._lock:
            return self._future or self._begin()

    def get(self) -> T:
        """Return it, once it is there; what failed before is tried anew.

        Raises:
            NewTradeError: Or whatever else the making raised.
        """
        with self._lock:
            future = self._future
            if future is None or (future.done() and future.exception()):
                future = self._begin()
        return future.result()

    def _begin(self) -> Future[T]:
        self._future = Future()
        threading.Thread(target=self._run, args=(self._future,), name="opening", daemon=True).start()
        return self._future

    def _run(self, future: Future[T]) -> None:
        try:
            future.set_result(self._make())
        except BaseException as error:
            future.set_exception(error)


class Served:
    """The assistant on the generation that serves now, and the database; both are opened once a process.

    Args:
        settings: Where they are.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.storage: Opening[Storage] = Opening(self._open_storage)
        self.first: Opening[Assistant] = Opening(self._current)
        self._swap = threading.Lock()
        self._assistant: Assistant | None = None
        self._refused = ""

    def start(self) -> None:
        """Begin to open everything."""
        self.storage.start()
        self.first.start()

    def assistant(self) -> "Assistant":
        """Return the assistant on the current generation; after a sync whoever comes first opens the new one.

        Raises:
            IndexUnavailableError: No index can serve.
        """
        self.first.get()
        return self._current()

    def _current(self) -> "Assistant":
        with self._swap:
            held, name = self._assistant, self._pointed()
            if held is None or name not in (held.index.manifest.name, self._refused):
                held = self._assistant = self._opened(held, name)
            return held

    def _pointed(self) -> str:
        """Return the name of the generation that is to serve; nothing where there is none."""
        from ingest.generation import read_pointer

        try:
            pointer = read_pointer(self.settings.index)
        except NewTradeError:
            return ""
        return pointer.current if pointer else ""

    def _opened(self, held: "Assistant | None", name: str) -> "Assistant":
        from assistant.chat.settings import load_chat_settings
        from assistant.pipeline import Assistant
        from ingest.index import open_index

        # The engine stays: only the texts are new.
        engine = held.index.embeddings if held else None
        try:
            opened = Assistant.on(open_index(self.settings, engine), load_chat_settings())
        except NewTradeError:
            if held is None:
                raise
            self._refused = name
            return held  # what was open goes on serving
        if held is None:
            # The first question would otherwise wait for the model to load.
            opened.index.embeddings.embed_query(opened.index.manifest.name)
        threading.Thread(target=opened.prepare, name="preparing", daemon=True).start()
        return opened

    def _open_storage(self) -> "Storage":
        from assistant.storage import open_storage

        return open_storage(self.settings)
