"""One answer on the screen: its status and day, its text with marks, and a button for every section it cites."""

import re
from collections.abc import Iterable

import streamlit as st

from assistant.answer import Answer, Status
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
_SHOWN = 6
"""Sources listed below an answer before the rest is folded up; the marks open those too."""

_MARK = re.compile(r"\[(\d{1,2})\]")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#$|~:+.!-])")
_INDENT = re.compile(r"(?m)^[ \t]+")


def answer_view(answer: Answer, place: int) -> None:
    """Show an answer.

    Args:
        answer: The answer.
        place: Which exchange of the conversation it is, from 0.
    """
    day = say_day(answer.as_of, answer.lang)
    status = say(f"status.{answer.status}", answer.lang)
    label = f"{status} · {say('chat.as-of', answer.lang, day=day)}"
    st.badge(label, icon=_ICONS[answer.status], color=_COLOURS[answer.status])  # type: ignore[arg-type]
    st.markdown(answer_text(answer, place))
    if answer.citations:
        with st.container(key=f"citations_{place}"):
            for citation in answer.citations[:_SHOWN]:
                _citation_button(citation, place)
            rest = answer.citations[_SHOWN:]
            if rest:
                with st.expander(say("chat.more-sources", answer.lang, count=len(rest))):
                    for citation in rest:
                        _citation_button(citation, place)


def answer_text(answer: Answer, place: int) -> str:
    """Return the answer for Streamlit's Markdown: dollars and colons are text, marks lead to their sections."""
    return marked(answer.text, str(place), answer.citations)


def marked(text: str, place: str, citations: Iterable[Citation]) -> str:
    """Return Markdown for Streamlit's Markdown, in which each mark opens its section.

    Args:
        text: With marks.
        place: The button of a section has the key `cite_<place>_<number>`.
        citations: What the marks stand for; a mark without one stays text.
    """
    known = {citation.number for citation in citations}

    def mark(found: re.Match[str]) -> str:
        return f" [\\[{found[1]}\\]](#source-{place}-{found[1]})" if int(found[1]) in known else found[0]

    return _MARK.sub(mark, quiet(text))


def shown(text: str) -> str:
    """Return Markdown of an answer, whole or in part, for Streamlit's Markdown; marks stand out."""
    return _MARK.sub(r" :green-badge[\1]", quiet(text))


def quiet(text: str) -> str:
    """Return Markdown in which what only Streamlit reads as a sign is text."""
    return text.replace("$", "\\$").replace("~", "\\~").replace(":", "\\:")


def user_text(question: str) -> str:
    """Return what a person typed so that it shows exactly as typed."""
    return _SPECIAL.sub(r"\\\1", _INDENT.sub("", question)).replace("\n", "  \n")


def open_citation(place: int, number: int) -> None:
    """Let the section of a mark be shown beside the conversation."""
    st.session_state["cited"] = (place, number)
    st.session_state["panel_move"] = "open"
    for name in ("doc", "version", "anchor"):
        st.query_params.pop(name, None)


def _citation_button(citation: Citation, place: int) -> None:
    label = f"[{citation.number}] {citation.title} › {citation.section_path[-1]}"
    st.button(
        user_text(label),
        key=f"cite_{place}_{citation.number}",
        icon=":material/menu_book:",
        on_click=open_citation,
        args=(place, citation.number),
        type="tertiary",
    )


def choices_view(answer: Answer, place: int) -> None:
    """Offer what one may ask next; where the answer asks back, the choices it gives."""
    if not answer.suggestions:
        return
    asks_back = answer.status == "clarify"
    st.caption(say("chat.choices" if asks_back else "chat.suggestions", answer.lang))
    with st.container(key=f"{'choices' if asks_back else 'suggestions'}_{place}"):
        for number, suggestion in enumerate(answer.suggestions):
            st.button(
                user_text(suggestion),
                key=f"suggestion_{place}_{number}",
                on_click=_choose,
                args=(suggestion,),
                width="stretch" if asks_back else "content",
            )


def _choose(question: str) -> None:
    st.session_state["suggested"] = question
