"""The comparison grid on the screen: formats side by side, each cell opening its proof; cards on a phone."""

import streamlit as st

from assistant.skills.formats import entries, name_of
from assistant.skills.grid import Cell, Grid, Row, grid, label
from assistant.ui.answer_view import user_text
from assistant.ui.files import grid_file
from assistant.ui.formats_address import close_proof, formats, is_open, keep_formats, open_proof
from assistant.ui.proof_view import proof_view
from assistant.ui.state import assistant, day, lang, words
from kb.dates import say_day
from kb.model import Version

_MOST = 4
_FIRST = 1.1
"""Width of the column of row names, where a format's is 2."""


def grid_view() -> None:
    """Show the formats to pick from and the grid."""
    versions = entries(assistant().index.library, day(), lang())
    chosen, missing = formats(versions)
    _pick(versions, chosen[:_MOST])
    if missing:
        names = "、".join(missing) if lang() == "zh" else ", ".join(missing)
        st.info(user_text(words("formats.not-that-day", day=say_day(day(), lang()), names=names)))
    if len(chosen) < 2:
        st.caption(words("formats.pick-more" if chosen else "formats.pick"))
        return
    told = grid([versions[document] for document in chosen[:_MOST]], day())
    with st.container(key="grid_actions", horizontal=True, vertical_alignment="center"):
        only = st.toggle(words("formats.only-differences"), key="only_differences")
        grid_file(told, day())
    st.caption(words("formats.by-day", day=say_day(day(), lang())))
    with st.container(key="format_grid", gap="small"):
        _head(told)
        _codes(told)
        for row in told.rows:
            if not (only and row.is_the_same):
                _row(row, told)


def _pick(versions: dict[str, Version], chosen: list[str]) -> None:
    def change() -> None:
        keep_formats(versions[document] for document in st.session_state["formats_chosen"])
        close_proof()

    st.session_state["formats_chosen"] = chosen
    st.multiselect(
        words("formats.pick"),
        options=list(versions),
        format_func=lambda document: name_of(versions[document]),
        key="formats_chosen",
        on_change=change,
        max_selections=_MOST,
        placeholder=words("formats.pick"),
        select_all=False,
    )


def _columns(told: Grid) -> list[st.delta_generator.DeltaGenerator]:
    return st.columns([_FIRST, *(2 for _ in told.versions)], gap="small")


def _head(told: Grid) -> None:
    with st.container(key="grid_head"):
        _, *cells = _columns(told)
        for cell, name in zip(cells, told.head, strict=True):
            cell.markdown(f"**{user_text(name)}**")


def _codes(told: Grid) -> None:
    with st.container(key="grid_row_code"):
        first, *cells = _columns(told)
        first.markdown(f"**{label('code', lang())}**")
        for place, (cell, version) in enumerate(zip(cells, told.versions, strict=True)):
            with cell:
                _name(told, place, "code")
                _code(version)
        if is_open("code"):
            proof_view(())


def _code(version: Version) -> None:
    """Show a format's code; it opens the section that tells of it."""
    section = next((s for s in version.sections if version.code and version.code in f"{s.heading} {s.body}"), None)
    if section is None:
        st.markdown(version.code or f":gray[{words('formats.no-code')}]")
        return
    st.button(
        user_text(version.code or ""),
        key=f"cell_code_{version.document}",
        on_click=open_proof,
        args=(version, section.anchor, "code"),
        type="tertiary",
        width="stretch",
    )


def _row(row: Row, told: Grid) -> None:
    with st.container(key=f"grid_row_{row.field}"):
        first, *cells = _columns(told)
        with first:
            st.markdown(f"**{label(row.field, lang())}**")
            st.badge(
                words("formats.differs" if row.differs else "formats.same"), color="orange" if row.differs else "gray"
            )
        for place, (column, cell) in enumerate(zip(cells, row.cells, strict=True)):
            with column:
                _name(told, place, row.field)
                _cell(cell, row.field, told.versions[place])
        if is_open(row.field):
            proof_view(source for cell in row.cells for source in cell.piece.sources)


def _name(told: Grid, place: int, field: str) -> None:
    """Write the format's name above a cell; only a phone shows it, where the head of the table is gone."""
    with st.container(key=f"grid_name_{field}_{place}"):
        st.caption(user_text(told.head[place]))


def _cell(cell: Cell, field: str, version: Version) -> None:
    if not cell.piece.is_proven or not cell.is_told:
        st.markdown(f":gray[{words('format.not-told')}]")
        return
    (source, *_) = cell.piece.sources
    st.button(
        user_text(cell.piece.text),
        key=f"cell_{field}_{version.document}",
        on_click=open_proof,
        args=(version, source.section.anchor, field),
        type="tertiary",
        width="stretch",
    )
