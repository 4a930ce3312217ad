"""The screen on which one asks: the conversation, and beside it the section that proves it."""

from typing import TYPE_CHECKING

import streamlit as st

from assistant.conversations import Exchange
from assistant.ui.answer_actions import answer_actions, ratings
from assistant.ui.answer_view import answer_view, choices_view, user_text
from assistant.ui.cited import cited_panel
from assistant.ui.controls import top_bar
from assistant.ui.live_answer import live_answer
from assistant.ui.moves import answer_marks, show_answer_first, show_top
from assistant.ui.navigation import tell_address
from assistant.ui.owner import keep_owner
from assistant.ui.sharing import replaced_notice, take_link
from assistant.ui.state import assistant, served, talks, words
from assistant.ui.talk import ask, conversation, said
from assistant.ui.unavailable import unavailable
from kb.dates import this_day
from kb.errors import NewTradeError

if TYPE_CHECKING:
    from assistant.storage import Rating

_EXAMPLES = ("chat.example-1", "chat.example-2", "chat.example-3", "chat.example-4")
_POLL_S = 0.7


def chat_page() -> None:
    """Show the screen."""
    st.set_page_config(page_title=f"{words('app.page-ask')} · {words('app.name')}")
    tell_address()
    top_bar()
    try:
        take_link()
        is_opening = not served().first.is_done
        if served().first.failure:
            assistant()  # tried once more: it fails with what to do
        typed = st.chat_input(words("chat.placeholder"), key="question", max_chars=1000)
        question = typed or st.session_state.pop("suggested", None)
        if question:
            ask(question)
        with st.container(key="moves"):
            if question:
                show_answer_first()  # at once, to let its progress be seen
        conversation()
        talk, proof = st.columns([3, 2], gap="large")
        with talk:
            _hints()
            exchanges = _talk(is_opening=is_opening)
        with proof:
            cited_panel(exchanges)
    except NewTradeError as error:
        unavailable(error)
        return
    answer_marks()
    keep_owner(talks().hand_over)
    if question:
        show_answer_first()
    elif not exchanges:
        show_top()


def _talk(*, is_opening: bool) -> list[Exchange]:
    """Show what was said and what is on its way; return the exchanges that have an answer."""
    saved, waiting = said()
    if not saved and not waiting:
        if is_opening:
            _opening()
        _welcome()
    rated = ratings(saved)
    exchanges = list(saved)
    for place, exchange in enumerate(saved):
        _exchange(exchange, place, rated, last=place == len(saved) - 1 and not waiting)
    for place, asked in enumerate(waiting, start=len(saved)):
        found = live_answer(asked, place, last=asked is waiting[-1])
        exchanges += [found] if found else []
    return exchanges


def _exchange(exchange: Exchange, place: int, rated: "dict[int, Rating]", *, last: bool) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.markdown(user_text(exchange.question))
    with st.chat_message("assistant", avatar=":material/package_2:"):
        with st.container():
            answer_view(exchange.answer, place)
        answer_actions(exchange, place, rated.get(exchange.number or 0))
        if last:
            choices_view(exchange.answer, place)


def _welcome() -> None:
    st.markdown(words("chat.welcome"))
    with st.container(key="examples"):
        for key in _EXAMPLES:
            st.button(words(key), key=key, on_click=_suggest, args=(words(key),), width="stretch")
    st.caption(words("chat.disclaimer"))


@st.fragment(run_every=_POLL_S)
def _opening() -> None:
    """Say that the index is being opened until it is; one may read and ask meanwhile."""
    if served().first.is_done:
        st.rerun()
    st.caption(f":material/hourglass_top: {words('start.meanwhile')}")


def _suggest(question: str) -> None:
    st.session_state["suggested"] = question


def _hints() -> None:
    if st.session_state.get("not_yours"):
        st.info(words("chat.not-yours"), icon=":material/lock:")
    if st.query_params.get("rests"):
        replaced_notice(this_day())
