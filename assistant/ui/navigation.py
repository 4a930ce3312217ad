"""The way between screens: the row of links, and links that keep language, day and conversation."""

from urllib.parse import urlencode

import streamlit as st

from assistant.ui.answer_view import user_text
from assistant.ui.state import words

_KEPT = ("lang", "day", "c")
"""What of the address goes along to another screen."""


def navigate(pages: dict[str, st.Page]) -> st.Page:
    """Make the screens known by name and return the one that the address asks for."""
    st.session_state["screens"] = pages
    page = st.navigation(list(pages.values()), position="hidden")
    _go_where_asked(pages)
    return page


def _go_where_asked(pages: dict[str, st.Page]) -> None:
    """Open the screen that an address such as `?page=library&doc=…` names; the rest of the address goes along."""
    asked = st.query_params.to_dict()
    name = asked.pop("page", "")
    if name in pages:
        st.switch_page(pages[name], query_params=asked)


def screen_links() -> None:
    """Show the row of links to all screens; the present one stands out."""
    with st.container(key="screens", horizontal=True):
        for name, page in _screens().items():
            link(name, page.title)


def link(screen: str, label: str, *, icon: str | None = None, **query: str) -> None:
    """Show a link to a screen.

    Args:
        screen: Its name.
        label: Shown as it is, whatever marks stand in it.
        icon: Before the label.
        query: What the address says beside language, day and conversation.
    """
    st.page_link(_screens()[screen], label=user_text(label), icon=icon, query_params={**kept_address(), **query})


def href(screen: str, **query: str) -> str:
    """Return the address of a screen, for links within HTML."""
    return f"{_screens()[screen].url_path}?{urlencode({**kept_address(), **query})}"


def screen_title(title: str, *, browser: str = "") -> None:
    """Show the screen's title, and name the browser's tab after it or after what is read on the screen."""
    st.set_page_config(page_title=f"{browser or title} · {words('app.name')}")
    st.title(user_text(title), anchor=False)


def tell_address() -> None:
    """Let the browser show the address of what is on the screen.

    A link from a screen to itself runs it with another address, of which Streamlit does not tell the browser; where
    the two are the same already, nothing happens.
    """
    st.query_params.from_dict(st.query_params.to_dict())


def _screens() -> dict[str, st.Page]:
    screens: dict[str, st.Page] = st.session_state["screens"]
    return screens


def kept_address() -> dict[str, str]:
    """Return what of the address goes along to another screen."""
    return {name: st.query_params[name] for name in _KEPT if name in st.query_params}
