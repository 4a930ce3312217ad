"""Changes as HTML: by month, in it by document, each with its day, what it is, and the instrument behind it."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from assistant.ui.document_html import between, source_html
from assistant.ui.navigation import href
from assistant.ui.state import lang, words
from kb.changes import Change
from kb.dates import say_day, say_month
from kb.library import Library
from kb.model import Version

_OPEN = 3
"""A document with more changes in a month than this is folded up: a new law may touch a hundred sections."""


def changes_html(library: Library, changes: Iterable[Change], *, newest_first: bool = False) -> str:
    """Return changes by month.

    Args:
        library: Where the texts stand.
        changes: In order of their days.
        newest_first: Whether the latest month comes first.
    """
    months = [(month, list(found)) for month, found in groupby(changes, lambda c: (c.day.year, c.day.month))]
    ordered = reversed(months) if newest_first else months
    return f'<div class="changes">{"".join(_month(library, found) for _, found in ordered)}</div>'


def _month(library: Library, changes: list[Change]) -> str:
    title = escape(words("news.month", month=say_month(changes[0].day, lang()), count=len(changes)))
    documents: dict[str, list[Change]] = {}
    for change in changes:
        documents.setdefault(change.document, []).append(change)
    return f"<h3>{title}</h3>" + "".join(_document(library, found) for found in documents.values())


def _document(library: Library, changes: list[Change]) -> str:
    version = library.version(changes[-1].document, changes[-1].version, lang())
    title = escape(version.title if version else changes[0].document)
    count = escape(words("news.changes", count=len(changes)))
    items = "".join(_item(library, change) for change in changes)
    fold = " open" if len(changes) <= _OPEN else ""
    return f'<details{fold}><summary>{title} <span class="count">{count}</span></summary><ul>{items}</ul></details>'


def _item(library: Library, change: Change) -> str:
    version = library.version(change.document, change.version, lang())
    text = "<br>".join(_lines(change, version))
    return (
        f'<li><span class="day">{escape(_said_day(change))}</span> '
        f'<span class="what {change.what}">{escape(words(f"change.{change.what}"))}</span> {text}</li>'
    )


def _lines(change: Change, version: Version | None) -> Iterator[str]:
    query = {"doc": change.document, "version": change.version.isoformat()}
    query |= {"anchor": change.anchor} if change.anchor else {"view": "versions"} if change.detail else {}
    heading = change.heading if change.anchor else words("news.version", title=change.heading)
    yield f'<a href="{escape(href("library", **query))}" target="_self">{escape(heading)}</a>'
    if change.anchor is None and change.what == "begins" and version and version.change_note:
        yield escape(version.change_note)
    rests = between().join(source_html(source) for source in change.instruments)
    if rests and change.anchor:
        yield f'<span class="proof">{rests}</span>'


def _said_day(change: Change) -> str:
    key = "news.last-day" if change.what == "ends" else "news.from-day"
    return words(key, day=say_day(change.day, lang()))
