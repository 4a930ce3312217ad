"""Where sight and focus go: to the newest answer, a section, the top; and what a mark and a print button do."""

import json
import time

import streamlit as st

# The time in a script makes each request a new one, for the same would not run again.

# The chat input makes Streamlit follow the end of the page, which may leave the answer's beginning above the screen.
_SHOW_ANSWER = """
<script>
(() => { /* %s */
  let isReading = false;
  const stop = () => { isReading = true; };
  for (const does of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    window.addEventListener(does, stop, {once: true, passive: true});
  }
  const show = () => {
    if (isReading) return;
    const said = document.querySelectorAll('[data-testid="stChatMessage"]');
    if (said.length < 2) return;
    const [question, answer] = [...said].slice(-2);
    (question.offsetHeight < window.innerHeight / 2 ? question : answer).scrollIntoView({block: "start"});
  };
  for (const after of [150, 700, 1500, 2500]) setTimeout(show, after);
})();
</script>
"""


# A mark in a text opens its section the way the button of its citation does.
_MARKS = """
<script>
(() => {
  if (window.newtradeMarks) return;
  window.newtradeMarks = true;
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.('a[href^="#source-"]');
    if (!mark) return;
    event.preventDefault();
    event.stopPropagation();
    const [place, number] = mark.hash.slice("#source-".length).split("-");
    document.querySelector(`.st-key-cite_${place}_${number} button`)?.click();
  }, true);
})();
</script>
"""

_SHOW_PANEL = """
<script>
(() => {
  const show = () => {
    const panel = document.querySelector(".st-key-section_panel");
    if (!panel) return;
    const top = document.querySelector(".st-key-panel_head") ?? panel;
    if (window.innerWidth <= 640) top.scrollIntoView({block: "start"});
    document.querySelector(".st-key-close_panel button")?.focus({preventScroll: true});
  };
  setTimeout(show, 250); /* %s */
})();
</script>
"""

_LEAVE_PANEL = """
<script>
setTimeout(() => { /* %s */
  const button = document.querySelector(".st-key-" + %s + " button");
  const from = button?.checkVisibility() ? button : document.querySelector('a[href="#' + %s + '"]');
  if (from) {from.scrollIntoView({block: "nearest"}); from.focus({preventScroll: true});}
}, 250);
</script>
"""

# On a small phone the chat input makes Streamlit follow the end of the page, past the title.
_SHOW_TOP = """
<script>
(() => { /* %s */
  const show = () => {
    for (let part = document.querySelector(".st-key-head"); part; part = part.parentElement) part.scrollTop = 0;
  };
  setTimeout(show, 150); setTimeout(show, 700); setTimeout(show, 1300);
})();
</script>
"""

_SHOW_SECTION = """
<script>
(() => { /* %s */
  const show = () => {
    const section = document.getElementById(%s);
    if (section) {section.scrollIntoView({block: "start"}); section.focus({preventScroll: true});}
  };
  setTimeout(show, 200); setTimeout(show, 900);
})();
</script>
"""

_PRINT = "<script>setTimeout(() => window.print(), 300); /* %s */</script>"


def show_answer_first() -> None:
    """Bring the newest question with its answer to the top of the screen."""
    st.html(_SHOW_ANSWER % time.monotonic_ns(), unsafe_allow_javascript=True)


def show_top() -> None:
    """Bring the top of the page into sight."""
    st.html(_SHOW_TOP % time.monotonic_ns(), unsafe_allow_javascript=True)


def answer_marks() -> None:
    """Let the marks in answers open their sections."""
    st.html(_MARKS, unsafe_allow_javascript=True)


def show_panel() -> None:
    """Bring the section beside the conversation into sight where it stands below, and the keyboard's focus to it."""
    st.html(_SHOW_PANEL % time.monotonic_ns(), unsafe_allow_javascript=True)


def leave_panel(place: int, number: int) -> None:
    """Bring sight and focus back to the button of a citation, or to its mark where the button is folded up."""
    names = (json.dumps(f"{kind}{place}{between}{number}") for kind, between in (("cite_", "_"), ("source-", "-")))
    st.html(_LEAVE_PANEL % (time.monotonic_ns(), *names), unsafe_allow_javascript=True)


def show_section(anchor: str) -> None:
    """Bring a section of a document to the top of the screen, and the keyboard's focus with it."""
    name = json.dumps(f"s-{anchor}").replace("<", "\\u003c")
    st.html(_SHOW_SECTION % (time.monotonic_ns(), name), unsafe_allow_javascript=True)


def print_page() -> None:
    """Open the browser's print dialogue."""
    st.html(_PRINT % time.monotonic_ns(), unsafe_allow_javascript=True)
