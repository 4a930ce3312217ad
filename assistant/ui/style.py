"""The few looks that Streamlit's theme cannot express."""

import streamlit as st

_CSS = """
<style>
.block-container {padding-top: 1rem; padding-bottom: 7rem; max-width: 1240px;}
.st-key-top_bar h3 {padding: 0; white-space: nowrap;}
[data-testid="stLayoutWrapper"]:has(> .st-key-head) {position: sticky; top: 0; z-index: 90;}
.st-key-head {background: #fbfcfb; padding: 0.5rem 0; gap: 0.4rem;}
.st-key-other_day [data-testid="stAlert"] > div {padding: 0.35rem 0.8rem;}
[data-testid="stChatMessage"] {scroll-margin-top: 7rem;}
.stMarkdownBadge {white-space: normal !important;}
.st-key-section_panel mark {background: #ffe9a8; color: #16211d; border-radius: 0.2em;}
.st-key-section_panel table {font-size: 0.9rem;}
[class*="st-key-citations_"] button p, [class*="st-key-suggestions_"] button p, .st-key-examples button p {
  text-align: left; white-space: normal;}
[class*="st-key-citations_"] button, [class*="st-key-citations_"] button > div {
  justify-content: flex-start; text-align: left;}
.st-key-examples button, .st-key-examples button > div {justify-content: flex-start; text-align: left;}
.st-key-examples button {padding: 0.7rem 1rem;}
[class*="st-key-suggestions_"] {gap: 0.5rem;}
@media (min-width: 640px) {.st-key-section_panel {max-height: 74vh; overflow-y: auto;}}
@media (max-width: 640px) {
  .block-container {padding: 0.6rem 0.9rem 7rem;}
  [data-testid="stChatMessage"] {scroll-margin-top: 1rem;}
  body:has(.st-key-other_day) [data-testid="stChatMessage"] {scroll-margin-top: 12rem;}
  .st-key-top_bar h3 {font-size: 1.15rem;}
  .st-key-panel_empty {display: none;}
  [data-testid="stLayoutWrapper"]:has(> .st-key-head) {position: static;}
  [data-testid="stLayoutWrapper"]:has(> .st-key-head .st-key-other_day) {position: sticky;}
  .st-key-head:has(.st-key-other_day) h3, .st-key-head:has(.st-key-other_day) .st-key-new_conversation {display: none;}
}
@media (prefers-color-scheme: dark) {.st-key-head {background: #111815;}}
</style>
"""

# The chat input makes Streamlit follow the end of the page, which may leave the answer's beginning above the screen.
_SHOW_ANSWER = """
<script>
(() => {
  const show = () => {
    const said = document.querySelectorAll('[data-testid="stChatMessage"]');
    if (said.length > 1) said[said.length - 2].scrollIntoView({block: "start"});
  };
  setTimeout(show, 150); setTimeout(show, 700);
})();
</script>
"""


def apply_style() -> None:
    """Apply the style to the page."""
    st.html(_CSS)


def show_answer_first() -> None:
    """Bring the newest question with its answer to the top of the screen."""
    st.html(_SHOW_ANSWER, unsafe_allow_javascript=True)
