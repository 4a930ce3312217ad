"""What a screen shows when it cannot serve: that, whom to call meanwhile, why, and a button to try again."""

import streamlit as st

from assistant.ui.state import lang, words
from kb.errors import NewTradeError


def unavailable(error: NewTradeError) -> None:
    """Say it to the reader first, then the reason to whoever looks after the app, and offer to try again."""
    with st.container(key="unavailable"):
        st.header(words("app.unavailable"), anchor=False)
        st.markdown(words("app.unavailable-text"))
        st.button(words("chat.retry"), icon=":material/refresh:", key="retry", type="primary")
        st.caption(words("app.unavailable-why"))
        st.error(error.message(lang()), icon=":material/build:")
