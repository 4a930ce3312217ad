"""The bar above every screen: name, language, and the day whose rules are asked for."""

import streamlit as st

from assistant.ui.navigation import screen_links
from assistant.ui.past_view import past_conversations
from assistant.ui.state import FIRST_DAY, LAST_DAY, choose_day, day, lang, words
from assistant.ui.talk import go_to
from kb.dates import say_day, this_day

_NAMES = {"zh": "中文", "en": "English"}


def top_bar(*, asking: bool = True) -> None:
    """Show the bar; it stays in sight, so that another day than today is never overlooked.

    Args:
        asking: Whether this is the screen on which one asks, where a conversation can begin anew.
    """
    with st.container(key="head"):
        with st.container(key="top_bar", horizontal=True, vertical_alignment="center"):
            st.subheader(words("app.name"), anchor=False, width="content")
            _language()
            _day()
            if asking:
                st.button(
                    words("bar.new"), icon=":material/add_comment:", on_click=go_to, args=("",), key="new_conversation"
                )
                if st.button(words("bar.past"), icon=":material/forum:", key="past"):
                    past_conversations()
        screen_links()
        if day() != this_day():
            _other_day("bar.other-day" if asking else "bar.other-day-read")


def _language() -> None:
    def change() -> None:
        chosen = st.session_state.get("language")
        if chosen:
            st.query_params["lang"] = chosen

    st.session_state["language"] = lang()
    st.segmented_control(
        words("bar.language"),
        options=list(_NAMES),
        format_func=_NAMES.__getitem__,
        key="language",
        on_change=change,
        label_visibility="collapsed",
    )


def _day() -> None:
    def change() -> None:
        choose_day(st.session_state["as_of"])

    with st.popover(words("bar.day", day=say_day(day(), lang())), icon=":material/event:"):
        st.session_state["as_of"] = day()
        st.date_input(
            words("bar.day-label"),
            key="as_of",
            on_change=change,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
        )
        st.caption(words("bar.day-help"))


def _other_day(message: str) -> None:
    """Say plainly that another day's rules are asked for, and offer the way back."""
    with st.container(key="other_day", horizontal=True, vertical_alignment="center"):
        st.warning(words(message, day=say_day(day(), lang())), icon=":material/history:")
        st.button(words("bar.today"), on_click=lambda: choose_day(this_day()), key="back_to_today")
