"""The few looks that Streamlit's theme cannot express."""

import streamlit as st

_CSS = """
<style>
.block-container {padding-top: 2.2rem; padding-bottom: 7rem; max-width: 1240px;}
.st-key-top_bar h3 {padding: 0; white-space: nowrap;}
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
  .block-container {padding: 1.2rem 0.9rem 7rem;}
  .st-key-top_bar h3 {font-size: 1.15rem;}
  .st-key-panel_empty {display: none;}
}
</style>
"""

# The chat input makes Streamlit follow the end of the page, which on a phone is the section below the answer.
_SHOW_ANSWER = """
<script>
(() => {
  if (window.innerWidth > 640) return;
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
    """On a phone, bring the newest question with its answer to the top of the screen."""
    st.html(_SHOW_ANSWER, unsafe_allow_javascript=True)
