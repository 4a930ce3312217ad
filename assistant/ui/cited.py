"""Beside the conversation: the section that was opened last, at first the one that the latest answer rests on."""

from collections.abc import Sequence

import streamlit as st

from assistant.conversations import Exchange
from assistant.ui.moves import leave_panel, show_panel
from assistant.ui.section_panel import linked_section, section_panel
from assistant.ui.state import words
from assistant.ui.talk import drop_section
from kb.citation import Citation

_CLOSED = (-1, -1)


def cited_panel(exchanges: Sequence[Exchange]) -> None:
    """Show the section, with a way to close it."""
    place, number = st.session_state.get("cited") or (len(exchanges) - 1, 1)
    chosen = linked_section() or _citation(exchanges, place, number)
    if chosen is None:
        with st.container(key="panel_empty"):
            st.caption(words("panel.empty"))
    else:
        with st.container(key="panel_head", horizontal=True, vertical_alignment="center"):
            st.markdown(f"#### {words('panel.title')}")
            st.button(
                words("panel.close"),
                icon=":material/close:",
                key="close_panel",
                type="tertiary",
                on_click=_close,
                args=(place, number),
            )
        section_panel(chosen)
    _move()


def _citation(exchanges: Sequence[Exchange], place: int, number: int) -> Citation | None:
    if not 0 <= place < len(exchanges):
        return None
    return next((c for c in exchanges[place].answer.citations if c.number == number), None)


def _close(place: int, number: int) -> None:
    st.session_state["cited"] = _CLOSED
    st.session_state["panel_move"] = (place, number)
    drop_section()


def _move() -> None:
    """Bring sight and focus to the section that was opened, or back to the button it was opened by."""
    move = st.session_state.pop("panel_move", None)
    if move == "open":
        show_panel()
    elif move:
        leave_panel(*move)
