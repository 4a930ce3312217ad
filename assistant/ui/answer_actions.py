"""What one can do with an answer: copy it, share it, keep it as a file, say whether it was useful, send a gap."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.conversations import Exchange
from assistant.ui.copying import copied_text, copy_buttons
from assistant.ui.files import answer_files
from assistant.ui.gap_view import gap_view
from assistant.ui.owner import owner
from assistant.ui.sharing import share_query
from assistant.ui.state import lang, storage, words
from assistant.ui.talk import conversation
from kb.errors import StorageError

if TYPE_CHECKING:
    from assistant.storage import Rating

_LONGEST_REASON = 500


def ratings(exchanges: Sequence[Exchange]) -> "dict[int, Rating]":
    """Return what the reader said of the answers so far, by the exchanges' numbers.

    Raises:
        StorageError: The database fails.
    """
    return storage().feedback.read(owner(), conversation()) if exchanges else {}


def answer_actions(exchange: Exchange, place: int, rating: "Rating | None") -> None:
    """Show the actions below an answer.

    Args:
        exchange: The question and its answer.
        place: Its place in the conversation, from 0.
        rating: What the reader said of it so far.
    """
    with st.container(key=f"answer_actions_{place}", horizontal=True, vertical_alignment="center"):
        copy_buttons(place, copied_text(exchange), share_query(exchange))
        answer_files(exchange, place)
        if exchange.number is not None:
            _useful(exchange.number, place, rating)
    if exchange.number is not None:
        _reason(exchange.number, place, rating)
    gap_view(exchange, place)


def _useful(number: int, place: int, rating: "Rating | None") -> None:
    key = f"useful_{place}_{conversation()}"
    if key not in st.session_state:
        st.session_state[key] = None if rating is None else "yes" if rating.useful else "no"

    def change() -> None:
        chosen = st.session_state[key]
        _rate(number, None if chosen is None else chosen == "yes", None)

    names = {"yes": words("chat.useful"), "no": words("chat.not-useful")}
    st.pills(
        words("chat.useful-question"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=change,
        label_visibility="collapsed",
    )


def _reason(number: int, place: int, rating: "Rating | None") -> None:
    """Ask for the reason once it is said whether the answer was useful."""
    chosen = st.session_state.get(f"useful_{place}_{conversation()}")
    if chosen is None:
        return
    key = f"reason_{place}_{conversation()}"
    if key not in st.session_state:
        st.session_state[key] = (rating.reason if rating else None) or ""

    def change() -> None:
        _rate(number, chosen == "yes", st.session_state[key])

    st.text_input(
        words("chat.reason-yes" if chosen == "yes" else "chat.reason-no"),
        key=key,
        on_change=change,
        max_chars=_LONGEST_REASON,
    )
    failure = st.session_state.pop("rating_failed", None)
    if failure:
        st.warning(failure.message(lang()))
    else:
        st.caption(words("chat.reason-kept" if st.session_state[key] else "chat.reason-help"))


def _rate(number: int, useful: bool | None, reason: str | None) -> None:
    try:
        kept = storage().feedback
        if useful is None:
            kept.withdraw(owner(), conversation(), number)
        else:
            kept.add(owner(), conversation(), number, useful, reason)
    except StorageError as error:
        st.session_state["rating_failed"] = error
