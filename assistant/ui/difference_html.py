"""What a newer version changes, as HTML: words that were added and removed, marked as such for every reader."""

from html import escape

from assistant.ui.document_html import rests_on_html
from assistant.ui.state import words
from kb.changes import SectionChange, VersionChange
from kb.model import Section
from kb.plain import plain
from kb.wording import compare_wording

_TAGS = {"added": "ins", "removed": "del"}


def difference_html(change: VersionChange) -> str:
    """Return the sections that changed, in the order of the newer version."""
    return f'<div class="difference">{"".join(_section(section) for section in change.changed)}</div>'


def _section(change: SectionChange) -> str:
    heading = wording_html(_heading(change.older), _heading(change.newer))
    body = wording_html(_text(change.older), _text(change.newer))
    what = escape(words(f"change.{change.what}"))
    rests = rests_on_html(change.instruments)
    proof = f'<p class="proof">{rests}</p>' if rests else ""
    return (
        f'<section class="section"><h3>{heading} <span class="what {change.what}">{what}</span></h3>'
        f"<p>{body}</p>{proof}</section>"
    )


def wording_html(older: str, newer: str) -> str:
    """Return two wordings in one, with what was added as `<ins>` and what was removed as `<del>`."""
    html = ""
    for piece in compare_wording(older, newer):
        tag = _TAGS.get(piece.what)
        lines = [f"<{tag}>{line}</{tag}>" if tag and line else line for line in escape(piece.text).split("\n")]
        html += "<br>".join(lines)
    return html


def _heading(section: Section | None) -> str:
    return section.heading if section else ""


def _text(section: Section | None) -> str:
    return plain(section.body) if section else ""
