"""The shelf: guides, manuals and catalog entries in force on the day, narrowed down and searched."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

import streamlit as st

from assistant.retrieval.search import Hit
from assistant.ui.answer_view import user_text
from assistant.ui.filters import choice_box, format_name, keep_in_address, trade_formats
from assistant.ui.navigation import link, screen_title
from assistant.ui.snippet import snippet_html
from assistant.ui.state import assistant, day, lang, words
from kb.dates import say_day
from kb.library import Library
from kb.model import FOLDERS, Authority, Kind, Region, Version

_SHOWN, _MORE = 8, 16
"""How many sections a search shows, and how many more it offers."""


@dataclass(frozen=True)
class Wanted:
    """What the reader narrows the shelf down to; nothing means all."""

    kind: str
    authority: str
    code: str
    region: str

    def fits(self, version: Version) -> bool:
        """Tell whether a text is wanted."""
        return (
            self.kind in ("", version.kind)
            and (not self.authority or self.authority in version.authority)
            and (not self.code or self.code in (*version.formats, version.code))
            and self.region in ("", version.region)
        )


def shelf(library: Library) -> None:
    """Show the shelf."""
    screen_title(words("reading.title"))
    st.caption(words("reading.lead", day=say_day(day(), lang())))
    asked = _search_box()
    wanted = _wanted(library)
    if asked:
        _results(asked, wanted)
    else:
        _documents(library, wanted)


def _search_box() -> str:
    def change() -> None:
        keep_in_address("q", st.session_state["search"].strip())

    st.session_state["search"] = st.query_params.get("q", "")
    st.text_input(
        words("reading.search"),
        key="search",
        on_change=change,
        max_chars=300,
        placeholder=words("reading.search-example"),
        icon=":material/search:",
    )
    return str(st.query_params.get("q", ""))


def _wanted(library: Library) -> Wanted:
    formats = trade_formats(library)
    with st.container(key="filters", horizontal=True):
        return Wanted(
            kind=choice_box("kind", words("reading.kind"), get_args(Kind), lambda k: words(f"kind.{k}")),
            authority=choice_box(
                "authority",
                words("reading.authority"),
                get_args(Authority),
                lambda a: words(f"authority.{a}"),
            ),
            code=choice_box("format", words("screen.format"), formats, lambda code: said_format(formats, code)),
            region=choice_box("region", words("reading.region"), get_args(Region), lambda r: words(f"region.{r}")),
        )


def said_format(formats: dict[str, str], code: str) -> str:
    """Return a trade format for a box: its code first, for people look for that."""
    return code if formats[code] == code else f"{code} · {formats[code]}"


def _documents(library: Library, wanted: Wanted) -> None:
    now = [version for version in library.in_force(day(), lang()) if wanted.fits(version)]
    st.markdown(words("reading.count", count=len(now)))
    for kind, column in zip(FOLDERS, st.columns(3, gap="large"), strict=True):
        versions = [version for version in now if version.kind == kind]
        with column, st.container(key=f"shelf_{kind}", gap="small"):
            if versions:
                st.header(words(f"kind.{kind}"), anchor=False)
            for version in sorted(versions, key=lambda v: format_name(v) if kind == "format" else v.title):
                _entry(version)
    _others(library, wanted, {version.document for version in now})


def _entry(version: Version) -> None:
    with st.container(key=f"entry_{version.document}", gap=None):
        link("library", format_name(version) if version.kind == "format" else version.title, doc=version.document)
        st.caption(user_text(f"{about(version)} · {version.in_force.say(lang())}"))


def about(version: Version) -> str:
    """Return who answers for a text, which formats it is about, and where it applies."""
    parts = [words(f"authority.{authority}") for authority in version.authority]
    parts += [" ".join(version.formats)] if version.formats else []
    parts += [words("region.chongqing")] if version.region == "chongqing" else []
    return " · ".join(parts)


def _others(library: Library, wanted: Wanted, shown: set[str]) -> None:
    """Offer what is not in force on the day: nothing of the library is out of reach."""
    latest = {v.document: v for v in library.published if v.lang == lang() and wanted.fits(v)}
    rest = [version for document, version in latest.items() if document not in shown]
    if rest:
        with st.expander(words("reading.others", count=len(rest), day=say_day(day(), lang()))):
            for version in rest:
                _entry(version)


def _results(asked: str, wanted: Wanted) -> None:
    found = assistant().search(asked, day(), lang())
    hits = [hit for hit in (*found.hits, *found.rejected) if wanted.fits(hit.version)]
    st.button(
        words("reading.whole-shelf"), icon=":material/arrow_back:", type="tertiary", key="whole_shelf", on_click=_clear
    )
    if not hits:
        st.info(words("reading.nothing"))
        return
    st.header(words("reading.results"), anchor=False)
    _hits(hits[:_SHOWN], asked)
    rest = hits[_SHOWN : _SHOWN + _MORE]
    if rest:
        with st.expander(words("reading.more", count=len(rest))):
            _hits(rest, asked)


def _hits(hits: Iterable[Hit], asked: str) -> None:
    for hit in hits:
        version, section = hit.version, hit.section
        with st.container(key=f"hit_{version.document}_{section.anchor}", gap=None):
            link(
                "library",
                section.heading,
                doc=version.document,
                version=version.day.isoformat(),
                anchor=section.anchor,
            )
            st.html(f'<p class="snippet">{snippet_html(section.body, asked)}</p>')
            st.caption(user_text(f"{version.title} · {about(version)}"))


def _clear() -> None:
    keep_in_address("q", "")
