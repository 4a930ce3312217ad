"""What a reader sees when something fails that nobody foresaw: words, no trace, and a way on."""

import logging

import streamlit as st

from assistant.ui.state import words
from assistant.ui.unavailable import unavailable
from kb.errors import NewTradeError

_log = logging.getLogger(__name__)


def show(page: st.Page) -> None:
    """Run a screen; what fails in it is said in words, and the trace goes to the log alone."""
    try:
        page.run()
    except NewTradeError as error:
        unavailable(error)
    except Exception:
        _log.exception("a screen failed")
        with st.container(key="failed"):
            st.error(words("app.failed"), icon=":material/error:")
            st.button(words("chat.retry"), icon=":material/refresh:", key="retry_screen")
