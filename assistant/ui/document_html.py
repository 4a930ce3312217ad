"""A version's text as safe HTML: its table of contents, and its sections with what each rests on."""

from datetime import date
from html import escape

from assistant.ui.navigation import href, kept_address
from assistant.ui.section_html import section_html
from assistant.ui.state import lang, words
from kb.dates import say_day
from kb.issuers import say_issuer
from kb.library import Library
from kb.model import ABOUT_ANCHOR, Section, Source, Version


def contents_html(version: Version) -> str:
    """Return the table of contents, with links to the sections below."""
    items = "".join(f'<li><a href="#s-{escape(s.anchor)}">{escape(s.heading)}</a></li>' for s in version.sections)
    title = escape(words("reading.contents"))
    return f'<nav class="contents" aria-label="{title}"><p class="label">{title}</p><ol>{items}</ol></nav>'


def text_html(library: Library, version: Version, on: date, *, linked: str) -> str:
    """Return all sections.

    Args:
        library: Where the version stands.
        version: The text.
        on: The reader's day: what is not in force on it says so.
        linked: Anchor of the section that the address asks for; it stands out.
    """
    parts = (_section(library, version, section, on, linked) for section in version.sections)
    return f'<article class="text" lang="{version.lang}">{"".join(parts)}</article>'


def _section(library: Library, version: Version, section: Section, on: date, linked: str) -> str:
    here = {"doc": version.document, "version": version.day.isoformat(), "lang": version.lang}
    address = escape(href("library", **here, anchor=section.anchor))
    name = escape(words("reading.link-here", heading=section.heading), quote=True)
    permalink = f'<a class="permalink" href="{address}" target="_self" aria-label="{name}" title="{name}">#</a>'
    anchor = escape(section.anchor)
    heading = f'<h2 id="h-{anchor}">{escape(section.heading)} {permalink}</h2>'
    body = _with_wide_tables(section_html(section.body, (), kept_address(), within_page="s-"))
    mark = " asked" if section.anchor == linked else ""
    return (
        f'<section id="s-{anchor}" class="section{mark}" tabindex="-1" aria-labelledby="h-{anchor}">'
        f"{heading}{body}{_proof(library, version, section, on)}</section>"
    )


def _with_wide_tables(html: str) -> str:
    """Let a table wider than a phone be moved by keyboard too. Markup in a text is escaped: these tables are ours."""
    name = escape(words("reading.table"))
    opened = html.replace("<table>", f'<div class="wide" role="group" tabindex="0" aria-label="{name}"><table>')
    return opened.replace("</table>", "</table></div>")


def _proof(library: Library, version: Version, section: Section, on: date) -> str:
    """Return on which days the rule is in force and which instruments it rests on."""
    if section.anchor == ABOUT_ANCHOR:
        return ""
    days = library.rule_days(version, section)
    said = escape(words("cite.in-force", days=days.say(lang())))
    if not days.contains(on):
        ended = days.end is not None and days.end < on
        key = "reading.rule-ended" if ended else "reading.rule-ahead"
        said = f"<strong>{escape(words(key, day=say_day(on, lang())))}</strong> {said}"
    sources = version.sources_of(section)
    return f'<p class="proof">{said}<br>{rests_on_html(sources)}</p>'


def rests_on_html(sources: tuple[Source, ...]) -> str:
    """Return the instruments that something rests on; nothing when there are none."""
    return words("screen.rests-on", names=between().join(source_html(source) for source in sources)) if sources else ""


def between() -> str:
    """Return what stands between instruments."""
    return "；" if lang() == "zh" else "; "


def source_html(source: Source) -> str:
    """Return an instrument with issuer and day of issue, linked where an official address is known."""
    name = escape(source.name(lang()))
    if source.url and source.url.startswith(("https://", "http://")):
        name = f'<a href="{escape(source.url)}" target="_blank">{name}</a>'
    issued = f" · {say_day(source.issued, lang())}" if source.issued else ""
    return name + (f" · {escape(say_issuer(source.issuer, lang()))}" if source.issuer else "") + issued
