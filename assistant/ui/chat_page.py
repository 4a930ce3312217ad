"""The screen on which one asks: the conversation, and beside it the section that proves it."""

from collections.abc import Iterator

import streamlit as st

from assistant.answer import Answer
from assistant.conversations import Exchange, as_history
from assistant.ui.answer_view import answer_view, shown, user_text
from assistant.ui.controls import top_bar
from assistant.ui.owner import keep_owner, owner
from assistant.ui.section_panel import linked_section, section_panel
from assistant.ui.state import (
    assistant,
    day,
    exchanges,
    hand_over,
    lang,
    limiter,
    note_gap,
    save,
    save_rest,
    words,
)
from assistant.ui.style import show_answer_first
from assistant.ui.unavailable import unavailable
from kb.citation import Citation
from kb.errors import NewTradeError

_EXAMPLES = ("chat.example-1", "chat.example-2", "chat.example-3", "chat.example-4")


def chat_page() -> None:
    """Show the screen."""
    top_bar()
    try:
        assistant()
        save_rest()
        before = exchanges()
    except NewTradeError as error:
        unavailable(error)
        return
    talk, proof = st.columns([3, 2], gap="large")
    asked = st.chat_input(words("chat.placeholder"), key="question", max_chars=1000)
    asked = asked or st.session_state.pop("suggested", None)
    with talk:
        if not before and not asked:
            _welcome()
        for number, exchange in enumerate(before):
            _exchange(exchange, number, last=number == len(before) - 1 and not asked)
        latest = before[-1].answer if before else None
        if asked:
            latest = _answer(asked, before) or latest
    with proof:
        _proof(latest)
    keep_owner(hand_over)
    if asked:
        show_answer_first()


def _answer(question: str, before: tuple[Exchange, ...]) -> Answer | None:
    with st.chat_message("user", avatar=":material/person:"):
        st.markdown(user_text(question))
    if not limiter().allows(owner()):
        st.warning(words("chat.too-fast"))
        return None
    with st.chat_message("assistant", avatar=":material/package_2:"):
        try:
            told: list[str] = []
            live = st.empty()

            def tell(sentence: str) -> None:
                told.append(sentence)
                live.markdown(shown("".join(told)))

            with st.spinner(words("chat.searching")):
                reply = assistant().reply(question, day(), as_history(before), None, tell)
            live.empty()
        except NewTradeError as error:
            st.error(error.message(lang()))
            return None
        answer = reply.answer
        unsaved = save(Exchange(question, answer, reply.understood))
        note_gap(reply.understood, answer)
        st.session_state["cited"] = (len(before), 1)
        # What was read while it was written appears at once; the rest as it is read.
        write = st.markdown if told else lambda text: st.write_stream(_pieces(text))
        answer_view(answer, len(before), write=write, last=True)
        if unsaved:
            st.warning(words("chat.unsaved", reason=unsaved.message(lang())))
    return answer


def _pieces(text: str) -> Iterator[str]:
    """Yield the text as it is read: clause by clause."""
    piece = ""
    for char in text:
        piece += char
        if char in "，。；：、,.;\n" or len(piece) > 24:
            yield piece
            piece = ""
    yield piece


def _exchange(exchange: Exchange, number: int, *, last: bool) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.markdown(user_text(exchange.question))
    with st.chat_message("assistant", avatar=":material/package_2:"):
        answer_view(exchange.answer, number, write=st.markdown, last=last)


def _welcome() -> None:
    st.markdown(words("chat.welcome"))
    with st.container(key="examples"):
        for key in _EXAMPLES:
            st.button(words(key), key=key, on_click=_suggest, args=(words(key),), width="stretch")
    st.caption(words("chat.disclaimer"))


def _suggest(question: str) -> None:
    st.session_state["suggested"] = question


def _proof(latest: Answer | None) -> None:
    chosen = linked_section() or _chosen(latest)
    if chosen:
        st.markdown(f"#### {words('panel.title')}")
        section_panel(chosen)
    elif latest is None:
        with st.container(key="panel_empty"):
            st.caption(words("panel.empty"))


def _chosen(latest: Answer | None) -> Citation | None:
    """Return the citation whose mark was opened last; the latest answer's first by default."""
    exchange, number = st.session_state.get("cited", (-1, 1))
    saved = exchanges()
    answer = saved[exchange].answer if 0 <= exchange < len(saved) else latest
    if answer is None:
        return None
    return next((citation for citation in answer.citations if citation.number == number), None)
