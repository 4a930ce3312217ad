"""The versions of a cited document as a small picture, in words below it, and the way to what each changed."""

from html import escape

import streamlit as st

from assistant.ui.navigation import link
from assistant.ui.state import assistant, day, lang, words
from kb.citation import Citation
from kb.dates import say_day, this_day
from kb.model import Version

_LEAST = 5
"""Percent of the width for the narrowest bar: a version of a month beside one of ten years is still to be seen."""


def version_line(citation: Citation) -> None:
    """Show the versions; nothing where there is only one."""
    history = assistant().index.library.history(citation.document, citation.lang)
    if len(history) < 2:
        return
    names = [say_day(version.day, lang()) for version in history]
    place = next((n for n, version in enumerate(history) if version.day == citation.version), 0)
    said = words("panel.versions", count=len(history), place=place + 1, first=names[0], last=names[-1])
    st.html(f'<div class="versions" role="img" aria-label="{escape(said)}">{_picture(history, citation)}</div>')
    st.caption(said)
    address = {"doc": citation.document, "version": citation.version.isoformat(), "view": "versions"}
    link("library", words("panel.what-changed"), icon=":material/difference:", **address)


def _picture(history: tuple[Version, ...], citation: Citation) -> str:
    """Return a bar for each version, as wide as it was long in force: cited, in force on the day, or neither."""
    spans = _spans(history)
    bars = ""
    for version, days in zip(history, spans, strict=True):
        kind = "cited" if version.day == citation.version else "now" if version.in_force.contains(day()) else "other"
        bars += f'<span class="{kind}" style="flex-grow: {max(_LEAST, round(100 * days / sum(spans)))}"></span>'
    return bars


def _spans(history: tuple[Version, ...]) -> list[int]:
    """Return for how many days each version is in force, until today where it has no last day."""
    today = max(this_day(), day(), history[-1].day)
    return [max(1, ((version.in_force.end or today) - version.day).days) for version in history]
