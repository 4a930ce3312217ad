"""The panel beside an answer: the cited section in full, the quote marked, and what it rests on."""

import streamlit as st

from assistant.ui.navigation import link
from assistant.ui.section_html import section_html
from assistant.ui.state import assistant, day, lang, words
from assistant.ui.talk import SECTION
from assistant.ui.version_line import version_line
from kb.citation import Citation, cite
from kb.dates import say_day, this_day


def section_panel(citation: Citation) -> None:
    """Show a cited section."""
    version = assistant().index.library.version(citation.document, citation.version, citation.lang)
    section = version.by_anchor.get(citation.anchor) if version else None
    if version is None or section is None:
        st.info(words("panel.gone"))
        return
    with st.container(border=True, key="section_panel"):
        st.markdown(f"**{_plain(' › '.join(section.path))}**")
        st.caption(f"{_plain(version.title)} · {words('panel.version', day=say_day(version.day, lang()))}")
        _badges(citation)
        version_line(citation)
        quotes = citation.quote.split("\n") if citation.quote else []
        st.markdown(section_html(section.body, quotes, _address(citation)), unsafe_allow_html=True)
        _instruments(citation)
        st.caption(words("panel.prevails"))
        address = {"doc": citation.document, "version": citation.version.isoformat(), "anchor": citation.anchor}
        link("library", words("panel.read-all"), icon=":material/menu_book:", **address)


def linked_section() -> Citation | None:
    """Return the section that the address asks for, in the version in force on the reader's day unless it names one."""
    asked = st.query_params
    document, anchor = asked.get("doc"), asked.get("anchor")
    if not document:
        return None
    library = assistant().index.library
    named = asked.get("version")
    for version in library.history(document, lang()):
        chosen = version.day.isoformat() == named if named else version.in_force.contains(day())
        section = version.by_anchor.get(anchor or "") or (version.sections[0] if version.sections else None)
        if chosen and section:
            return cite(1, library, version, section, ())
    return None


def _badges(citation: Citation) -> None:
    today = this_day()
    in_force = citation.in_force.contains(today)
    label = words("cite.in-force", days=citation.in_force.say(lang()))
    if in_force:
        st.badge(label, icon=":material/check_circle:", color="green")
    else:
        ended = citation.in_force_to is not None and citation.in_force_to < today
        st.badge(label, icon=":material/history:", color="orange")
        st.caption(words("panel.ended" if ended else "panel.not-yet"))


def _instruments(citation: Citation) -> None:
    st.markdown(f"**{words('panel.instruments')}**")
    for instrument in citation.instruments:
        issued = f" · {say_day(instrument.issued, lang())}" if instrument.issued else ""
        issuer = f" · {_plain(instrument.issuer)}" if instrument.issuer else ""
        name = _plain(instrument.name)
        linked = f"[{name}]({instrument.url})" if instrument.url else name
        st.markdown(f"- {linked}{issuer}{issued}")


def _address(citation: Citation) -> dict[str, str]:
    """Return what links to other sections keep: everything of the screen but the section shown."""
    kept = {name: value for name, value in st.query_params.items() if name not in SECTION}
    return {**kept, "lang": lang(), "doc": citation.document}


def _plain(text: str) -> str:
    """Keep Streamlit's Markdown from reading marks into a title."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#$|~:" else char for char in text)
