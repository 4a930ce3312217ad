"""The screen on which one finds the format: an interview, and the formats side by side, each with its proof."""

import streamlit as st

from assistant.ui.controls import top_bar
from assistant.ui.formats_address import keep_view, view
from assistant.ui.grid_view import grid_view
from assistant.ui.interview_view import interview_view
from assistant.ui.navigation import screen_title, tell_address
from assistant.ui.proof_view import proof_view
from assistant.ui.state import assistant, words
from assistant.ui.unavailable import unavailable
from kb.errors import NewTradeError

_VIEWS = ("choose", "compare")
_CSS = """
<style>
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-grid_name_"]) {
  display: none;}
.st-key-grid_head {border-bottom: 2px solid rgba(128, 128, 128, 0.35);}
[class*="st-key-grid_row_"] {border-bottom: 1px solid rgba(128, 128, 128, 0.2); padding: 0.3rem 0;}
.st-key-format_grid button, .st-key-format_grid button > div {justify-content: flex-start; text-align: left;}
.st-key-format_grid button p {text-align: left; white-space: normal; overflow-wrap: anywhere;
  text-decoration: underline; text-decoration-color: rgba(128, 128, 128, 0.5); text-underline-offset: 0.25em;}
.st-key-format_grid button {padding: 0.2rem 0; min-height: 0; align-items: flex-start;}
[class*="st-key-grid_row_"] [data-testid="stColumn"]:first-child [data-testid="stVerticalBlock"] {gap: 0.3rem;}
.st-key-format_grid p {overflow-wrap: break-word; word-break: normal;}
.st-key-format_grid .st-key-close_proof button {padding: 0.25rem 0.75rem;}
.st-key-format_grid .st-key-close_proof button p {text-decoration: none;}
.st-key-interview_choices button p {white-space: normal;}
.st-key-citations_result button p {text-align: left; white-space: normal;}
@media (min-width: 641px) and (max-width: 900px) {
  .st-key-format_grid [data-testid="stHorizontalBlock"] {flex-wrap: nowrap; gap: 0.6rem;}
  .st-key-format_grid [data-testid="stColumn"] {min-width: 0;}
  .st-key-format_grid [data-testid="stColumn"]:first-child {flex: 0 0 6.5rem;}
  .st-key-format_grid p {font-size: 0.85rem;}
}
@media (max-width: 640px) {
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-grid_name_"]) {display: block;}
  .st-key-grid_head {display: none;}
  .st-key-format_grid [data-testid="stHorizontalBlock"] {gap: 0.5rem;}
  .st-key-format_grid [data-testid="stColumn"] [data-testid="stVerticalBlock"] {gap: 0.1rem;}
  [class*="st-key-grid_row_"] {
    border: 1px solid rgba(128, 128, 128, 0.3); border-radius: 0.6rem; padding: 0.7rem 0.9rem;}
}
</style>
"""


def formats_page() -> None:
    """Show the screen."""
    tell_address()
    top_bar(asking=False)
    st.html(_CSS)
    try:
        assistant()
    except NewTradeError as error:
        unavailable(error)
        return
    screen_title(words("formats.title"))
    _views()
    interview_view() if view() == "choose" else grid_view()
    if st.query_params.get("doc") and not st.query_params.get("at"):
        proof_view(())


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
