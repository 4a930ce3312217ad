"""The screen on which one finds the format: an interview, and the formats side by side, each with its proof."""

import streamlit as st

from assistant.draft import Source
from assistant.ui.controls import top_bar
from assistant.ui.formats_address import close_proof, keep_view, view
from assistant.ui.grid_view import grid_view
from assistant.ui.interview_view import interview_view
from assistant.ui.section_panel import linked_section, section_panel
from assistant.ui.state import assistant, lang, words
from kb.citation import Citation, cite
from kb.errors import NewTradeError

_VIEWS = ("choose", "compare")
_CSS = """
<style>
[class*="st-key-grid_name_"] {display: none;}
.st-key-grid_head {border-bottom: 2px solid rgba(128, 128, 128, 0.35);}
[class*="st-key-grid_row_"] {border-bottom: 1px solid rgba(128, 128, 128, 0.2); padding: 0.3rem 0;}
.st-key-format_grid button, .st-key-format_grid button > div {justify-content: flex-start; text-align: left;}
.st-key-format_grid button p {text-align: left; white-space: normal; overflow-wrap: anywhere;
  text-decoration: underline; text-decoration-color: rgba(128, 128, 128, 0.5); text-underline-offset: 0.25em;}
.st-key-format_grid button {padding: 0.2rem 0;}
.st-key-interview_choices button p {white-space: normal;}
.st-key-citations_result button p {text-align: left; white-space: normal;}
@media (max-width: 1100px) {
  .st-key-formats_split > * > [data-testid="stHorizontalBlock"] {flex-direction: column;}
  .st-key-formats_split > * > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] {
    width: 100%; flex: 1 1 100%;}
}
@media (max-width: 640px) {
  [class*="st-key-grid_name_"] {display: block;}
  .st-key-grid_head {display: none;}
  [class*="st-key-grid_row_"] {
    border: 1px solid rgba(128, 128, 128, 0.3); border-radius: 0.6rem; padding: 0.7rem 0.9rem;}
}
</style>
"""


def formats_page() -> None:
    """Show the screen."""
    top_bar()
    st.html(_CSS)
    try:
        assistant()
    except NewTradeError as error:
        st.error(error.message(lang()), icon=":material/error:")
        st.button(words("chat.retry"), icon=":material/refresh:", key="retry")
        return
    st.markdown(f"## {words('formats.title')}")
    _views()
    with st.container(key="formats_split"):
        if not st.query_params.get("doc"):
            _work()
            return
        work, proof = st.columns([7, 4], gap="large")
        with work:
            sources = _work()
        with proof:
            _proof(sources)


def _work() -> tuple[Source, ...]:
    return interview_view() if view() == "choose" else grid_view()


def _views() -> None:
    def change() -> None:
        if st.session_state.get("formats_view"):
            keep_view(st.session_state["formats_view"])

    st.session_state["formats_view"] = view()
    st.segmented_control(
        words("formats.view"),
        options=_VIEWS,
        format_func=lambda name: words(f"formats.view-{name}"),
        key="formats_view",
        on_change=change,
        label_visibility="collapsed",
    )


def _proof(sources: tuple[Source, ...]) -> None:
    chosen = _quoted(sources) or linked_section()
    if chosen is None:
        return
    st.markdown(f"#### {words('panel.title')}")
    section_panel(chosen)
    st.button(words("formats.close"), icon=":material/close:", key="close_proof", on_click=close_proof)


def _quoted(sources: tuple[Source, ...]) -> Citation | None:
    """Return the section that the address asks for with what is quoted of it on this screen."""
    document, anchor = st.query_params.get("doc"), st.query_params.get("anchor")
    meant = [s for s in sources if (s.version.document, s.section.anchor) == (document, anchor)]
    if not meant:
        return None
    quotes = tuple(dict.fromkeys(quote for source in meant for quote in source.quotes))
    return cite(1, assistant().index.library, meant[0].version, meant[0].section, quotes)
