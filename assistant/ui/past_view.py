"""A reader's conversations: opened again, renamed, kept as a file, deleted."""

from collections.abc import Callable

import streamlit as st

from assistant.conversations import Listed
from assistant.ui.answer_view import user_text
from assistant.ui.files import conversation_files
from assistant.ui.owner import owner
from assistant.ui.state import lang, storage, talks, words
from assistant.ui.talk import conversation, go_to, said
from kb.dates import BEIJING, say_day
from kb.errors import StorageError

_SHOWN, _LONGEST_TITLE = 20, 60


def past_conversations() -> None:
    """Open the list."""
    for name in ("past_confirm", "past_more"):
        st.session_state.pop(name, None)
    st.dialog(words("past.title"), width="medium", icon=":material/forum:")(_list)()


def _list() -> None:
    if st.session_state.pop("past_left", False):
        st.rerun()
    try:
        listed = storage().conversations.list(owner())
        _files()
    except StorageError as error:
        st.error(error.message(lang()))
        return
    failure = st.session_state.pop("past_failed", None)
    if failure:
        st.error(failure.message(lang()))
    if not listed:
        st.caption(words("past.none"))
        return
    most = len(listed) if st.session_state.get("past_more") else _SHOWN
    for each in listed[:most]:
        _conversation(each)
    if len(listed) > most:
        st.button(words("past.more", count=len(listed) - most), key="past_all", on_click=_more)
    st.caption(words("past.kept"))
    _confirmed("*", words("past.delete-all"), words("past.sure-all", count=len(listed)), _delete_all)


def _files() -> None:
    """Offer the conversation on the screen as a file."""
    exchanges, _ = said()
    if exchanges:
        st.markdown(words("past.export"))
        conversation_files(exchanges)


def _conversation(each: Listed) -> None:
    with st.container(key=f"past_{each.id}", border=True, gap="small"):
        is_open = each.id == conversation()
        label = user_text(each.title)
        if st.button(
            f"**{label}**" if is_open else label,
            key=f"past_open_{each.id}",
            type="tertiary",
        ):
            go_to(each.id)
            st.rerun()
        last = each.last_at.astimezone(BEIJING)
        st.caption(words("past.about", day=say_day(last.date(), lang()), count=each.turns))
        with st.expander(words("past.change")):
            st.text_input(
                words("past.new-title"),
                value=each.title,
                key=f"past_title_{each.id}",
                max_chars=_LONGEST_TITLE,
                on_change=_rename,
                args=(each.id,),
            )
            _confirmed(each.id, words("past.delete"), words("past.sure"), _delete)


def _confirmed(what: str, label: str, sure: str, delete: Callable[[str], None]) -> None:
    """Show a button that deletes only once a second button confirms it."""
    if st.session_state.get("past_confirm") != what:
        st.button(label, icon=":material/delete:", key=f"past_delete_{what}", on_click=_ask_whether, args=(what,))
        return
    st.warning(sure)
    with st.container(horizontal=True):
        st.button(words("past.do-delete"), key=f"past_sure_{what}", type="primary", on_click=delete, args=(what,))
        st.button(words("past.keep"), key=f"past_keep_{what}", on_click=_ask_whether, args=("",))


def _ask_whether(what: str) -> None:
    st.session_state["past_confirm"] = what


def _more() -> None:
    st.session_state["past_more"] = True


def _rename(name: str) -> None:
    try:
        storage().conversations.rename(owner(), name, st.session_state[f"past_title_{name}"])
    except StorageError as error:
        st.session_state["past_failed"] = error


def _delete(name: str) -> None:
    _ask_whether("")
    talks().forget(name)
    try:
        storage().conversations.delete(owner(), name)
    except StorageError as error:
        st.session_state["past_failed"] = error
        return
    if name == conversation():
        _leave()


def _delete_all(_: str) -> None:
    _ask_whether("")
    try:
        for each in storage().conversations.list(owner()):
            talks().forget(each.id)
        storage().conversations.delete_all(owner())
    except StorageError as error:
        st.session_state["past_failed"] = error
        return
    _leave()


def _leave() -> None:
    """Show an empty screen instead of what was deleted: the list closes with it."""
    go_to("")
    st.session_state["past_left"] = True
