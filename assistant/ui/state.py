"""What the screens share: the assistant, and the language, day and conversation that stand in the address."""

from contextlib import suppress
from datetime import date

import streamlit as st

from assistant.answer import Answer
from assistant.chat.settings import load_chat_settings
from assistant.conversations import Exchange
from assistant.gaps import record_gap
from assistant.pipeline import Assistant
from assistant.rate import QuestionLimiter
from assistant.storage import Storage, open_storage
from assistant.ui.owner import owner
from ingest.generation import read_pointer
from ingest.index import open_index
from ingest.settings import Settings
from kb.errors import StorageError
from kb.messages import DEFAULT_LANG, LANGS, Lang, say

FIRST_DAY = date(2012, 1, 1)
LAST_DAY = date(2035, 12, 31)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """Return the settings, read once a process."""
    return Settings()


@st.cache_resource(show_spinner=False, max_entries=2)
def _assistant(generation: str) -> Assistant:
    assistant = Assistant.on(open_index(settings()), load_chat_settings())
    # The first question would otherwise wait for the model to load.
    assistant.index.embeddings.embed_query(generation)
    return assistant


def assistant() -> Assistant:
    """Return the assistant on the generation that serves now; after a sync the next question gets the new one.

    Raises:
        IndexUnavailableError: No index can serve.
    """
    pointer = read_pointer(settings().index)
    return _assistant(pointer.current if pointer else "")


@st.cache_resource(show_spinner=False)
def storage() -> Storage:
    """Return what is kept of people's questions.

    Raises:
        StorageError: The database cannot be opened.
    """
    return open_storage(settings())


@st.cache_resource(show_spinner=False)
def limiter() -> QuestionLimiter:
    """Return the limiter that all readers share."""
    return QuestionLimiter(settings().questions_per_minute)


def lang() -> Lang:
    """Return the language of the interface."""
    asked = st.query_params.get("lang")
    return next((known for known in LANGS if known == asked), DEFAULT_LANG)


def words(key: str, **values: object) -> str:
    """Return a message in the reader's language."""
    return say(key, lang(), **values)


def day() -> date:
    """Return the day whose rules are asked for; today unless the address says another."""
    try:
        chosen = date.fromisoformat(st.query_params.get("day", ""))
    except ValueError:
        return date.today()
    return chosen if FIRST_DAY <= chosen <= LAST_DAY else date.today()


def choose_day(chosen: date) -> None:
    """Keep the day in the address; today needs no mention there."""
    if chosen == date.today():
        st.query_params.pop("day", None)
    else:
        st.query_params["day"] = chosen.isoformat()


def conversation() -> str:
    """Return the conversation's name, which stands in the address so that a refresh finds it again.

    An address of somebody else's conversation begins a new one.
    """
    name = str(st.query_params.get("c", ""))
    if name and name == st.session_state.get("conversation"):
        return name
    kept = storage().conversations
    if not kept.open(owner(), name):
        name = kept.begin(owner())
        st.query_params["c"] = name
    st.session_state["conversation"] = name
    return name


def exchanges() -> tuple[Exchange, ...]:
    """Return the conversation so far, with what could not be saved yet."""
    name = conversation()
    return (*storage().conversations.read(owner(), name), *(kept for where, kept in _unsaved() if where == name))


def save(exchange: Exchange) -> StorageError | None:
    """Save an exchange; where that fails it stays in memory, and the failure is returned."""
    _unsaved().append((conversation(), exchange))
    return save_rest()


def save_rest() -> StorageError | None:
    """Save what could not be saved before; return why it still cannot."""
    failure = None
    for waiting in tuple(_unsaved()):
        try:
            storage().conversations.add(owner(), *waiting)
            _unsaved().remove(waiting)
        except StorageError as error:
            failure = failure or error
    return failure


def _unsaved() -> list[tuple[str, Exchange]]:
    waiting: list[tuple[str, Exchange]] = st.session_state.setdefault("unsaved", [])
    return waiting


def hand_over(token: str, to: str) -> None:
    """Give what was saved under one token to another; where that fails the conversations keep the first."""
    with suppress(StorageError):
        storage().conversations.hand_over(token, to)


def note_gap(understood: str, answer: Answer) -> None:
    """Keep a question without an answer for the editors; where the database fails, in the data folder."""
    try:
        storage().gaps.record(understood, answer)
    except StorageError:
        record_gap(settings().data, understood, answer)
