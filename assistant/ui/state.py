"""What the screens share: the assistant, the database, and the language and day that stand in the address."""

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

import streamlit as st

from assistant.rate import QuestionLimiter
from assistant.ui.opening import Served
from assistant.ui.talks import Talks
from ingest.settings import Settings
from kb.dates import this_day
from kb.messages import DEFAULT_LANG, LANGS, Lang, say

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.storage import Storage

FIRST_DAY = date(2012, 1, 1)
LAST_DAY = date(2035, 12, 31)

_OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


@st.cache_resource(show_spinner=False)
def served() -> Served:
    """Return what answers questions and keeps them, one for all readers; it begins to open at once."""
    found = Served(Settings())
    found.start()
    return found


@st.cache_resource(show_spinner=False)
def talks() -> Talks:
    """Return the questions on their way, those of all readers."""
    return Talks(served())


def settings() -> Settings:
    """Return the settings, read once a process."""
    return served().settings


def own_address() -> str:
    """Return the app's address for links in files: as set, or the one that the browser has come by.

    An address that only this machine knows is of no use in a file that goes to others.
    """
    if settings().address:
        return settings().address
    come_by = urlsplit(st.context.url or "")
    is_known = come_by.hostname and come_by.hostname not in _OWN_MACHINE
    return urljoin(urlunsplit(come_by._replace(query="", fragment="")), ".") if is_known else ""


def assistant() -> "Assistant":
    """Return the assistant on the generation that serves now; while it is being opened the screen says so.

    Raises:
        IndexUnavailableError: No index can serve.
    """
    if served().first.is_done:
        return served().assistant()
    with st.spinner(words("start.opening"), show_time=True):
        return served().assistant()


def storage() -> "Storage":
    """Return what is kept of people's questions; while it is being opened the screen says so.

    Raises:
        StorageError: The database cannot be opened.
    """
    if served().storage.is_done:
        return served().storage.get()
    with st.spinner(words("start.database"), show_time=True):
        return served().storage.get()


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
    return asked_day("day") or this_day()


def asked_day(name: str) -> date | None:
    """Return a day that the address names; None where it names none, or one that no text reaches."""
    try:
        chosen = date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        return None
    return chosen if FIRST_DAY <= chosen <= LAST_DAY else None


def choose_day(chosen: date) -> None:
    """Keep the day in the address; today needs no mention there."""
    if chosen == this_day():
        st.query_params.pop("day", None)
    else:
        st.query_params["day"] = chosen.isoformat()
