"""A section shown right below what it proves, with the quote marked and a way to close it."""

from collections.abc import Iterable

import streamlit as st

from assistant.draft import Source
from assistant.ui.formats_address import close_proof
from assistant.ui.section_panel import linked_section, section_panel
from assistant.ui.state import assistant, words
from kb.citation import Citation, cite


def proof_view(sources: Iterable[Source]) -> None:
    """Show the section that the address names, with what is quoted of it on the screen.

    Args:
        sources: What the screen rests on at this place.
    """
    chosen = _quoted(sources) or linked_section()
    if chosen is None:
        return
    section_panel(chosen)
    st.button(words("formats.close"), icon=":material/close:", key="close_proof", on_click=close_proof)


def _quoted(sources: Iterable[Source]) -> Citation | None:
    document, anchor = st.query_params.get("doc"), st.query_params.get("anchor")
    meant = [s for s in sources if (s.version.document, s.section.anchor) == (document, anchor)]
    if not meant:
        return None
    quotes = tuple(dict.fromkeys(quote for source in meant for quote in source.quotes))
    return cite(1, assistant().index.library, meant[0].version, meant[0].section, quotes)
