"""Files to keep: an answer, a conversation, changes, a comparison; each is made when its button is pressed."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import streamlit as st

from assistant.conversations import Exchange
from assistant.ui.state import assistant, lang, own_address, words
from kb.changes import Change
from kb.dates import DateRange, this_moment
from kb.library import Library

if TYPE_CHECKING:
    from assistant.export.document import Document
    from assistant.skills.grid import Grid

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/atom+xml",
}
_WRITTEN = ("docx", "pdf", "md")
"""Forms of a document, in the order in which people want them."""


def file_button(label: str, make: Callable[[], bytes], name: str, kind: str, *, key: str, icon: str = "") -> None:
    """Show a button that makes a file and hands it to the browser.

    Args:
        label: On the button.
        make: Makes the file, once the button is pressed.
        name: Of the file, without its ending; the day it is made follows.
        kind: Ending of the file.
        key: Of the button.
        icon: Before the label.
    """
    st.download_button(
        label,
        make,
        file_name=f"{name}-{this_moment():%Y%m%d}.{kind}",
        mime=_TYPES[kind],
        key=key,
        icon=icon or ":material/download:",
        on_click="ignore",
    )


def answer_files(exchange: Exchange, place: int) -> None:
    """Offer one answer as a file."""
    address = own_address()

    def document() -> "Document":
        from assistant.export.conversation import answer_document

        return answer_document(exchange, _now(), address=address)

    with st.popover(words("file.export"), icon=":material/download:", type="tertiary", key=f"files_{place}"):
        _written(document, "newtrade-answer", f"answer_{place}")


def conversation_files(exchanges: Sequence[Exchange]) -> None:
    """Offer a whole conversation as a file."""
    reader, address = lang(), own_address()

    def document() -> "Document":
        from assistant.export.conversation import conversation_document

        return conversation_document(tuple(exchanges), _now(), reader, address=address)

    with st.container(key="conversation_files", horizontal=True):
        _written(document, "newtrade-conversation", "conversation")


def changes_files(library: Library, changes: tuple[Change, ...], period: DateRange, code: str) -> None:
    """Offer changes as a briefing and as a feed.

    Args:
        library: Where the changed texts stand.
        changes: What is shown.
        period: The days looked at.
        code: The supervision mode code to which it is limited; nothing means all.
    """
    reader, address, only = lang(), own_address(), code or None

    def briefing() -> bytes:
        from assistant.export.briefing import briefing_document
        from assistant.export.docx import write

        return write(briefing_document(library, changes, period, reader, _now(), code=only, address=address))

    def feed() -> bytes:
        from assistant.export.feed import write

        return write(library, changes, reader, _now(), code=only, address=address)

    with st.container(key="changes_files", horizontal=True):
        file_button(words("file.briefing"), briefing, "newtrade-changes", "docx", key="briefing")
        file_button(words("file.feed"), feed, "newtrade-changes", "xml", key="feed", icon=":material/rss_feed:")


def grid_file(told: "Grid", on: date) -> None:
    """Offer a comparison of trade formats as a workbook.

    Args:
        told: What is compared.
        on: The day whose rules stand in it.
    """
    reader, address, library = lang(), own_address(), assistant().index.library

    def workbook() -> bytes:
        from assistant.export.compared import compared
        from assistant.export.xlsx import write

        return write(compared(told, library, on, reader), _now(), address=address)

    file_button(words("file.xlsx"), workbook, "newtrade-comparison", "xlsx", key="grid_xlsx")


def _written(document: "Callable[[], Document]", name: str, key: str) -> None:
    for kind in _WRITTEN:
        file_button(words(f"file.{kind}"), _writer(kind, document), name, kind, key=f"{key}_{kind}")


def _writer(kind: str, document: "Callable[[], Document]") -> Callable[[], bytes]:
    def write() -> bytes:
        from assistant.export import docx, markdown, pdf

        return {"docx": docx.write, "pdf": pdf.write, "md": markdown.write}[kind](document())

    return write


def _now() -> datetime:
    return this_moment()
