"""One answer on the screen: its status and day, its text with marks, and a button for every section it cites."""

import re
from collections.abc import Callable

import streamlit as st

from assistant.answer import Answer, Status
from assistant.ui.state import words
from kb.citation import Citation
from kb.dates import say_day
from kb.messages import say

_COLOURS: dict[Status, str] = {"answered": "green", "partial": "orange", "clarify": "blue", "refused": "red"}
_ICONS: dict[Status, str] = {
    "answered": ":material/verified:",
    "partial": ":material/rule:",
    "clarify": ":material/help:",
    "refused": ":material/block:",
}
_MARK = re.compile(r"\[(\d{1,2})\]")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#$|~:+.!-])")
_INDENT = re.compile(r"(?m)^[ \t]+")


def answer_view(answer: Answer, number: int, *, write: Callable[[str], object], last: bool) -> None:
    """Show an answer.

    Args:
        answer: The answer.
        number: Which exchange of the conversation it is, from 0.
        write: How the text is put on the screen, at once or streamed.
        last: Whether suggestions are offered below it.
    """
    day = say_day(answer.as_of, answer.lang)
    status = say(f"status.{answer.status}", answer.lang)
    label = f"{status} · {say('chat.as-of', answer.lang, day=day)}"
    st.badge(label, icon=_ICONS[answer.status], color=_COLOURS[answer.status])  # type: ignore[arg-type]
    write(answer_text(answer))
    if answer.citations:
        with st.container(key=f"citations_{number}"):
            for citation in answer.citations:
                _citation_button(citation, number)
    if last and answer.suggestions:
        _suggestions(answer, number)


def answer_text(answer: Answer) -> str:
    """Return the answer for Streamlit's Markdown: dollars and colons are text, marks stand out."""
    return shown(answer.text)


def shown(text: str) -> str:
    """Return Markdown of an answer, whole or in part, for Streamlit's Markdown."""
    return _MARK.sub(r" :green-badge[\1]", text.replace("$", "\\$").replace("~", "\\~").replace(":", "\\:"))


def user_text(question: str) -> str:
    """Return what a person typed so that it shows exactly as typed."""
    return _SPECIAL.sub(r"\\\1", _INDENT.sub("", question)).replace("\n", "  \n")


def _citation_button(citation: Citation, number: int) -> None:
    def open_it() -> None:
        st.session_state["cited"] = (number, citation.number)
        for name in ("doc", "version", "anchor"):
            st.query_params.pop(name, None)

    label = f"[{citation.number}] {citation.title} › {citation.section_path[-1]}"
    st.button(
        user_text(label),
        key=f"cite_{number}_{citation.number}",
        icon=":material/menu_book:",
        on_click=open_it,
        help=words("chat.open-section"),
        type="tertiary",
    )


def _suggestions(answer: Answer, number: int) -> None:
    def choose(question: str) -> None:
        st.session_state["suggested"] = question

    st.caption(say("chat.suggestions", answer.lang))
    with st.container(key=f"suggestions_{number}"):
        for place, suggestion in enumerate(answer.suggestions):
            st.button(
                user_text(suggestion),
                key=f"suggestion_{number}_{place}",
                on_click=choose,
                args=(suggestion,),
            )
