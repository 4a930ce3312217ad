"""On a refusal: send the question to the editors, who learn what the knowledge base lacks."""

import streamlit as st

from assistant.conversations import Exchange
from assistant.ui.state import lang, storage, words
from assistant.ui.talk import conversation
from kb.errors import StorageError

_LONGEST_NOTE = 500
_SENDABLE = {"not_covered", "out_of_scope"}
"""Refusals that tell editors something; an unsafe wish or an empty question does not."""


def note_gap(exchange: Exchange, gap: str) -> None:
    """Remember under which id a gap is kept, so that sending it adds no second one."""
    _held("gaps")[_name(exchange)] = gap


def gap_view(exchange: Exchange, place: int) -> None:
    """Offer to send the question, with a note if wanted; nothing where the question was not refused."""
    answer = exchange.answer
    if answer.status != "refused" or answer.reason not in _SENDABLE:
        return
    if _name(exchange) in _held("gaps_sent"):
        st.caption(f":material/check: {words('gap.sent')}")
        return
    with st.popover(words("gap.send"), icon=":material/outgoing_mail:", key=f"gap_{place}"):
        st.markdown(words("gap.what"))
        note = st.text_area(words("gap.note"), key=f"gap_note_{place}", max_chars=_LONGEST_NOTE, height=100)
        st.caption(words("gap.without-name"))
        st.button(words("gap.send-now"), key=f"gap_send_{place}", type="primary", on_click=_send, args=(exchange, note))
    failure = st.session_state.pop("gap_failed", None)
    if failure:
        st.warning(failure.message(lang()))


def _send(exchange: Exchange, note: str) -> None:
    try:
        sent = storage().gaps.send(
            exchange.understood or exchange.question, exchange.answer, note, _held("gaps").get(_name(exchange))
        )
    except StorageError as error:
        st.session_state["gap_failed"] = error
        return
    _held("gaps_sent")[_name(exchange)] = sent


def _name(exchange: Exchange) -> tuple[str, int | None, str]:
    return conversation(), exchange.number, exchange.question


def _held(name: str) -> dict[tuple[str, int | None, str], str]:
    held: dict[tuple[str, int | None, str], str] = st.session_state.setdefault(name, {})
    return held
