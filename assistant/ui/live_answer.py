"""A question on its way: what happens to it in words, the answer as it is written, and what went wrong."""

import time
from dataclasses import replace

import streamlit as st

from assistant.conversations import Exchange
from assistant.ui.answer_actions import answer_actions
from assistant.ui.answer_view import answer_view, choices_view, shown, user_text
from assistant.ui.gap_view import note_gap
from assistant.ui.state import lang, words
from assistant.ui.talks import Asked

_LOOK_S = 0.08
_QUIET_S = 0.5
"""Seconds of silence before the screen says what it is doing: an answer that is there by then needs no such words."""


def live_answer(asked: Asked, place: int, *, last: bool) -> Exchange | None:
    """Show a question and follow it until its answer stands.

    Args:
        asked: The question; it goes on by itself when the screen is left.
        place: Its place in the conversation, from 0.
        last: Whether suggestions are offered below it.

    Returns:
        The exchange; None where there is a failure instead of an answer.
    """
    with st.chat_message("user", avatar=":material/person:"):
        st.markdown(user_text(asked.question))
    with st.chat_message("assistant", avatar=":material/package_2:"):
        live = st.empty()
        _follow(asked, live)
        if asked.exchange is None:
            with live.container():
                _failure(asked)
            return None
        with live.container():
            answer_view(asked.exchange.answer, place)
        exchange = replace(asked.exchange, number=asked.number)
        if asked.gap:
            note_gap(exchange, asked.gap)
        answer_actions(exchange, place, None)
        if last:
            choices_view(exchange.answer, place)
        if asked.unsaved:
            st.warning(words("chat.unsaved", reason=asked.unsaved.message(lang())))
    return exchange


def _follow(asked: Asked, live: "st.delta_generator.DeltaGenerator") -> None:
    began, last = time.monotonic(), ""
    while not asked.done.wait(_LOOK_S):
        seconds = time.monotonic() - began
        if asked.told:
            text = shown(asked.told)
        elif seconds < _QUIET_S:
            continue
        else:
            text = f":gray[:material/hourglass_top: {_progress(asked, int(seconds))}]"
        if text != last:
            live.markdown(text)
            last = text


def _progress(asked: Asked, seconds: int) -> str:
    doing = words(f"chat.stage-{asked.stage}")
    return words("chat.seconds", doing=doing, seconds=seconds) if seconds else doing


def _failure(asked: Asked) -> None:
    failure = asked.failure
    if failure is None:
        return
    (st.warning if failure.key in {"chat.too-fast", "chat.too-many"} else st.error)(failure.message(lang()))
    st.button(
        words("chat.ask-again"), icon=":material/refresh:", key="ask_again", on_click=_again, args=(asked.question,)
    )


def _again(question: str) -> None:
    st.session_state["suggested"] = question
