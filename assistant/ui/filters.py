"""Boxes to narrow a list down; what they choose stands in the address, so that a list can be linked."""

from collections.abc import Callable, Iterable

import streamlit as st

from assistant.ui.state import lang, words
from kb.library import Library
from kb.model import Version


def asked_for(name: str, options: Iterable[str]) -> str:
    """Return what the address chooses; nothing when it says something unknown."""
    asked = st.query_params.get(name, "")
    return asked if asked in options else ""


def choice_box(
    name: str, label: str, options: Iterable[str], say: Callable[[str], str], *, width: int = 165, whole: str = ""
) -> str:
    """Show a box with all options and the choice of all of them; return the option chosen, or nothing for all.

    Args:
        name: What it is called in the address.
        label: Above the box.
        options: As they stand in the address.
        say: How an option is shown.
        width: In pixels; two boxes of the usual width stand side by side on a phone.
        whole: How the choice of all is called, where that is not plainly "all".
    """
    offered = ("", *options)
    key = f"choice_{name}"

    def change() -> None:
        keep_in_address(name, st.session_state[key])

    st.session_state[key] = asked_for(name, offered)
    st.selectbox(
        label,
        offered,
        format_func=lambda option: say(option) if option else whole or words("screen.all"),
        key=key,
        on_change=change,
        width=width,
    )
    return asked_for(name, offered)


def keep_in_address(name: str, value: str) -> None:
    """Let the address say a value; nothing needs no mention there."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def trade_formats(library: Library) -> dict[str, str]:
    """Return the supervision mode codes that texts are about, with the name of their catalog entry."""
    named: dict[str, str] = {}
    for version in library.published:
        for code in version.formats if version.lang == lang() else ():
            named.setdefault(code, code)
    for version in library.published:
        if version.kind == "format" and version.code and version.lang == lang():
            named[version.code] = format_name(version)
    return dict(sorted(named.items()))


def format_name(version: Version) -> str:
    """Return what a catalog entry is about: its title without the words that call it an entry."""
    name = version.title
    for word in words("reading.entry-words").split("|"):
        name = name.replace(word, "")
    return name[:1].upper() + name[1:]
