"""The screen on which one reads: the shelf of all documents, or one of them."""

import streamlit as st

from assistant.ui.controls import top_bar
from assistant.ui.document_view import document_view
from assistant.ui.navigation import tell_address
from assistant.ui.shelf import shelf
from assistant.ui.state import assistant
from assistant.ui.unavailable import unavailable
from kb.errors import NewTradeError


def library_page() -> None:
    """Show the screen."""
    tell_address()
    top_bar(asking=False)
    try:
        library = assistant().index.library
    except NewTradeError as error:
        unavailable(error)
        return
    document = st.query_params.get("doc")
    if document:
        document_view(library, document)
    else:
        shelf(library)
