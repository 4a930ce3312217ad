"""The screen of changes: rules that begin or end soon, then what began, ended or was said anew, by month."""

from datetime import date

import streamlit as st

from assistant.ui.changes_html import changes_html
from assistant.ui.controls import top_bar
from assistant.ui.files import changes_files
from assistant.ui.filters import choice_box, keep_in_address, trade_formats
from assistant.ui.navigation import screen_title
from assistant.ui.shelf import said_format
from assistant.ui.state import FIRST_DAY, LAST_DAY, asked_day, assistant, day, lang, words
from assistant.ui.unavailable import unavailable
from kb.changes import Change, changes_since
from kb.dates import DateRange, say_day
from kb.errors import NewTradeError
from kb.library import Library
from kb.messages import Lang

_YEARS = ("3", "10", "all", "own")
"""How far one may look back, in years, beyond the one year that is shown first; or a period of one's own."""


def whats_new_page() -> None:
    """Show the screen."""
    top_bar(asking=False)
    try:
        index = assistant().index
    except NewTradeError as error:
        unavailable(error)
        return
    library = index.library
    screen_title(words("news.title"))
    st.caption(words("news.lead", day=say_day(day(), lang())))
    with st.container(key="filters", horizontal=True):
        formats = trade_formats(library)
        code = choice_box("format", words("screen.format"), formats, lambda code: said_format(formats, code), width=280)
        years = _years_box()
        period = _own_period(library) if years == "own" else DateRange(start=_first_day(library, years), end=None)
    found = _found(index.manifest.name, library, period, lang(), code)
    changes_files(library, found, period, code)
    _changes(library, found)


@st.cache_resource(show_spinner=False, max_entries=64)
def _found(generation: str, _library: Library, period: DateRange, lang: Lang, code: str) -> tuple[Change, ...]:
    """Return the changes of a generation; comparing all versions of all documents takes a moment."""
    return changes_since(_library, period.start, lang, until=period.end, code=code or None)


def _years_box() -> str:
    return choice_box(
        "years", words("news.period"), _YEARS, lambda years: words(f"news.years-{years}"), whole=words("news.years-1")
    )


def _first_day(library: Library, years: str) -> date:
    """Return the first day of the month with which the period begins."""
    if years == "all":
        return library.first_day or day()
    return day().replace(year=day().year - int(years or "1"), day=1)


def _own_period(library: Library) -> DateRange:
    """Show a box for the first and for the last day; they stand in the address, in either order."""
    first = _day_box("from", words("news.first"), _first_day(library, ""))
    last = _day_box("until", words("news.last"), day())
    if last < first:
        st.caption(words("news.turned"))
    return DateRange(start=min(first, last), end=max(first, last))


def _day_box(name: str, label: str, default: date) -> date:
    key = f"choice_{name}"
    st.session_state[key] = asked_day(name) or default

    def change() -> None:
        keep_in_address(name, st.session_state[key].isoformat())

    st.date_input(
        label, key=key, on_change=change, min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD", width=165
    )
    return asked_day(name) or default


def _changes(library: Library, changes: tuple[Change, ...]) -> None:
    ahead = [change for change in changes if is_ahead(change, day())]
    past = [change for change in changes if not is_ahead(change, day())]
    st.header(words("news.ahead"), anchor=False)
    if ahead:
        st.html(changes_html(library, ahead))
    else:
        st.caption(words("news.none-ahead"))
    st.header(words("news.past"), anchor=False)
    if past:
        st.html(changes_html(library, past, newest_first=True))
    else:
        st.caption(words("news.none-past"))


def is_ahead(change: Change, on: date) -> bool:
    """Tell whether a change is still to come: what ends is in force on its last day."""
    return change.day >= on if change.what == "ends" else change.day > on
