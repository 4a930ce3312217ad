"""Whose conversations these are: a token that the browser keeps in a cookie, and finds them again with."""

import re
from collections.abc import Callable

import streamlit as st

from assistant.conversations import new_owner

_COOKIE = "newtrade_owner"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")

_KEEP = """
export default function ({ data, setStateValue }) {
  const held = document.cookie.split("; ").find((pair) => pair.startsWith(data.cookie + "="))?.split("=")[1];
  if (/^[A-Za-z0-9_-]{43}$/.test(held ?? "") && held !== data.owner) {
    setStateValue("held", held);
    return;
  }
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${data.cookie}=${data.owner}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
"""
_keep = st.components.v2.component("newtrade_owner", js=_KEEP)


def owner() -> str:
    """Return the browser's token; a browser that comes for the first time gets one."""
    token = str(st.session_state.get("owner") or st.context.cookies.get(_COOKIE, ""))
    if not _TOKEN.fullmatch(token):
        token = new_owner()
    st.session_state["owner"] = token
    return token


def keep_owner(hand_over: Callable[[str, str], None]) -> None:
    """Let the browser keep the token for a year. Where another tab was faster, this one takes that tab's token.

    Args:
        hand_over: Gives what was saved under the first token to the second.
    """

    def take() -> None:
        held = getattr(st.session_state.get("keep_owner"), "held", None)
        if isinstance(held, str) and _TOKEN.fullmatch(held) and held != owner():
            hand_over(owner(), held)
            st.session_state["owner"] = held

    _keep(key="keep_owner", data={"cookie": _COOKIE, "owner": owner()}, on_held_change=take)
