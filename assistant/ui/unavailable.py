"""What every screen shows when no index can serve: what to do, and a button to try again."""

import streamlit as st

from assistant.ui.state import lang, words
from kb.errors import NewTradeError


def unavailable(error: NewTradeError) -> None:
    """Say the error and offer to try again."""
    st.error(error.message(lang()), icon=":material/error:")
    st.button(words("chat.retry"), icon=":material/refresh:", key="retry")
