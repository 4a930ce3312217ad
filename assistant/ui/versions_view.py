"""The versions of a document: over time as a picture, as a list, and the difference between any two."""

from datetime import date
from html import escape

import streamlit as st

from assistant.ui.answer_view import user_text
from assistant.ui.difference_html import difference_html
from assistant.ui.filters import asked_for, keep_in_address
from assistant.ui.navigation import link
from assistant.ui.state import day, lang, words
from assistant.ui.version_chart import version_chart
from kb.changes import VersionChange, diff_versions
from kb.dates import say_day, this_day
from kb.library import Library
from kb.model import Version


def versions_view(library: Library, shown: Version) -> None:
    """Show the versions of a document."""
    history = library.history(shown.document, lang())
    st.header(words("reading.over-time"), anchor=False)
    picture = st.container(key="picture")
    st.caption(words("reading.chart-lines", day=say_day(day(), lang())))
    for version in reversed(history):
        _version(version)
    if len(history) > 1:
        _difference({version.day.isoformat(): version for version in history}, shown)
    with picture:  # Last, for the first picture of all takes seconds: the words are there meanwhile.
        _picture(history)


def _picture(history: tuple[Version, ...]) -> None:
    spans = "; ".join(version.in_force.say(lang()) for version in history)
    alt = words("reading.chart", spans=spans, today=say_day(this_day(), lang()))
    if day() != this_day():
        alt += words("reading.chart-day", day=say_day(day(), lang()))
    st.altair_chart(version_chart(history, day(), this_day(), lang()), alt=alt)


def _version(version: Version) -> None:
    with st.container(key=f"version_{version.day:%Y%m%d}", gap=None):
        label = words("panel.version", day=say_day(version.day, lang()))
        link("library", label, doc=version.document, version=version.day.isoformat())
        note = f" · {user_text(version.change_note)}" if version.change_note else ""
        st.caption(words("cite.in-force", days=version.in_force.say(lang())) + note)


def _difference(history: dict[str, Version], shown: Version) -> None:
    st.header(words("reading.difference"), anchor=False)
    days = list(history)
    place = max(1, days.index(shown.day.isoformat()))
    with st.container(key="compared", horizontal=True):
        older = _version_box("older", words("reading.older"), days, days[place - 1])
        newer = _version_box("newer", words("reading.newer"), days, days[place])
    if older == newer:
        st.info(words("reading.same-version"))
        return
    older, newer = sorted((older, newer))
    change = diff_versions(history[older], history[newer])
    st.markdown(_summary(change))
    st.html(
        f'<p class="legend">{escape(words("reading.legend"))} <ins>{escape(words("change.added"))}</ins> '
        f"<del>{escape(words('change.removed'))}</del></p>{difference_html(change)}"
    )


def _version_box(name: str, label: str, days: list[str], default: str) -> str:
    key = f"choice_{name}"

    def change() -> None:
        keep_in_address(name, st.session_state[key])

    st.session_state[key] = asked_for(name, days) or default
    st.selectbox(
        label, days, format_func=lambda d: say_day(date.fromisoformat(d), lang()), key=key, on_change=change, width=165
    )
    return asked_for(name, days) or default


def _summary(change: VersionChange) -> str:
    counts = dict.fromkeys(("added", "removed", "reworded"), 0)
    for section in change.changed:
        counts[section.what] += 1
    note = f"\n\n{user_text(change.note)}" if change.note else ""
    return words("reading.changed", **counts) + note
