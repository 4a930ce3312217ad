"""One document on the screen: what it is, its text with a table of contents, its versions and what they changed."""

from datetime import date
from typing import Literal

import streamlit as st

from assistant.ui.document_html import contents_html, text_html
from assistant.ui.moves import print_page, show_section
from assistant.ui.navigation import link, screen_title
from assistant.ui.shelf import about
from assistant.ui.state import day, lang, words
from assistant.ui.versions_view import versions_view
from kb.dates import say_day
from kb.library import Library
from kb.messages import LANGS, Lang
from kb.model import Version

_LANGUAGES: dict[Lang, str] = {"zh": "中文", "en": "English"}
View = Literal["text", "versions"]


def document_view(library: Library, document: str) -> None:
    """Show a document in the version that the address names, or else in that of the reader's day."""
    version = chosen_version(library.history(document, lang()), st.query_params.get("version"), day())
    with st.container(key="back"):
        link("library", words("reading.back"), icon=":material/arrow_back:")
    if version is None:
        st.info(words("reading.gone"))
        return
    screen_title(version.title)
    _facts(version)
    view: View = "versions" if st.query_params.get("view") == "versions" else "text"
    _actions(library, version, view)
    if view == "versions":
        versions_view(library, version)
    else:
        _text(library, version)


def chosen_version(history: tuple[Version, ...], named: str | None, on: date) -> Version | None:
    """Return the version named; without a name the one in force on the day, else the last before it or the first."""
    if named:
        return next((version for version in history if version.day.isoformat() == named), None)
    begun = [version for version in history if version.day <= on]
    in_force = next((version for version in begun if version.in_force.contains(on)), None)
    return in_force or (begun[-1] if begun else next(iter(history), None))


def _facts(version: Version) -> None:
    said = {"day": say_day(day(), lang())}
    with st.container(key="facts", horizontal=True, vertical_alignment="center", gap="small"):
        if version.in_force.contains(day()):
            st.badge(words("reading.in-force", **said), icon=":material/check_circle:", color="green")
        else:
            st.badge(words("reading.not-in-force", **said), icon=":material/history:", color="orange")
        st.markdown(f":gray[{words(f'kind.{version.kind}-one')} · {about(version)}]")
    days = words("cite.in-force", days=version.in_force.say(lang()))
    reviewed = words("reading.reviewed", day=say_day(version.reviewed_on, lang()))
    st.caption(f"{words('panel.version', day=say_day(version.day, lang()))} · {days} · {reviewed}")


def _actions(library: Library, version: Version, view: View) -> None:
    here = {"doc": version.document, "version": version.day.isoformat()}
    count = len(library.history(version.document, lang()))
    with st.container(key="actions", horizontal=True, vertical_alignment="center"):
        if view == "text":
            link("library", words("reading.versions", count=count), icon=":material/history:", view="versions", **here)
        else:
            link("library", words("reading.read"), icon=":material/menu_book:", **here)
        for other in LANGS:
            if other != lang() and library.version(version.document, version.day, other):
                kept = {"view": view} if view == "versions" else {}
                link("library", _LANGUAGES[other], icon=":material/translate:", **{**here, **kept, "lang": other})
        if view == "text" and st.button(words("reading.print"), icon=":material/print:", type="tertiary", key="print"):
            print_page()


def _text(library: Library, version: Version) -> None:
    anchor = st.query_params.get("anchor", "")
    contents, text = st.columns([1, 3], gap="large")
    with contents:
        st.html(contents_html(version))
    with text:
        st.html(text_html(library, version, day(), linked=anchor))
        st.caption(words("panel.prevails"))
    if anchor in version.by_anchor:
        show_section(anchor)
