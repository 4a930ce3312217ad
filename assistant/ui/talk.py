"""The conversation on the screen: its name in the address, what was said in it, and how a question enters it."""

from datetime import date

import streamlit as st

from assistant.conversations import Exchange, new_conversation
from assistant.ui.owner import owner
from assistant.ui.state import day, limiter, storage, talks
from assistant.ui.talks import Asked
from kb.errors import NewTradeError

SECTION = ("doc", "version", "anchor")
"""What of the address names a section beside the conversation."""


def conversation() -> str:
    """Return the conversation's name, which stands in the address so that a refresh finds it again; nothing before one.

    The address of somebody else's conversation, or of a deleted one, is dropped, and the reader is told.

    Raises:
        StorageError: The database fails.
    """
    name = str(st.query_params.get("c", ""))
    if not name or name == st.session_state.get("conversation"):
        return name
    if not storage().conversations.open(owner(), name):
        st.query_params.pop("c", None)
        st.session_state["not_yours"] = True
        return ""
    st.session_state["conversation"] = name
    return name


def said() -> tuple[tuple[Exchange, ...], tuple[Asked, ...]]:
    """Return the conversation's saved exchanges, and the questions on their way.

    Raises:
        StorageError: The database fails.
    """
    name = conversation()
    if not name:
        return (), ()
    storage()  # says so while it is being opened
    return talks().read(owner(), name)


def ask(question: str, on: date | None = None) -> None:
    """Let a question be answered in this conversation, which begins with it if there is none yet.

    Args:
        question: As typed.
        on: The day whose rules are asked for; the reader's day by default.
    """
    name = conversation() or begin()
    on = on or day()
    st.session_state.pop("cited", None)
    st.session_state.pop("not_yours", None)
    drop_section()
    if limiter().allows(owner()):
        talks().ask(owner(), name, question, on)
    else:
        talks().refuse(owner(), name, question, on, NewTradeError("chat.too-fast"))


def begin() -> str:
    """Begin a conversation; it is kept, and listed, from its first answer on."""
    name = new_conversation()
    go_to(name)
    return name


def go_to(name: str) -> None:
    """Let the address name a conversation, or none for an empty screen; what belonged to another one goes."""
    if name:
        st.query_params["c"] = name
    else:
        st.query_params.pop("c", None)
    st.session_state["conversation"] = name
    for held in ("cited", "not_yours"):
        st.session_state.pop(held, None)
    for given in ("rests", *SECTION):
        st.query_params.pop(given, None)


def drop_section() -> None:
    """Show no section that the address names."""
    for name in SECTION:
        st.query_params.pop(name, None)
