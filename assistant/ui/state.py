"""What the screens share: the assistant, and the language, day and conversation that stand in the address."""

from datetime import date

import streamlit as st

from assistant.conversations import Conversations, Exchange, new_conversation
from assistant.pipeline import Assistant
from assistant.rate import QuestionLimiter
from ingest.generation import read_pointer
from ingest.index import open_index
from ingest.settings import Settings
from kb.messages import DEFAULT_LANG, LANGS, Lang, say

FIRST_DAY = date(2012, 1, 1)
LAST_DAY = date(2035, 12, 31)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """Return the settings, read once a process."""
    return Settings()


@st.cache_resource(show_spinner=False, max_entries=2)
def _assistant(generation: str) -> Assistant:
    assistant = Assistant.on(open_index(settings()))
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
def conversations() -> Conversations:
    """Return the saved conversations."""
    return Conversations.in_folder(settings().data)


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
    """Return the conversation's name, which stands in the address so that a refresh finds it again."""
    if not st.query_params.get("c"):
        st.query_params["c"] = new_conversation()
    return str(st.query_params["c"])


def exchanges() -> tuple[Exchange, ...]:
    """Return the conversation so far."""
    return conversations().read(conversation())
