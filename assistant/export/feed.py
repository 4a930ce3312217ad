"""Changes as an Atom feed (RFC 4287). An entry keeps its id, so that no reader is told of a change twice."""

from datetime import date, datetime, timedelta, timezone
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assistant.export.characters import legal
from assistant.export.told import address_of, title_of, what_changed
from kb.changes import Change
from kb.dates import say_day
from kb.library import Library
from kb.messages import Lang, say

_ATOM = "http://www.w3.org/2005/Atom"
_CHINA = timezone(timedelta(hours=8))


def write(
    library: Library,
    changes: tuple[Change, ...],
    lang: Lang,
    made: datetime,
    *,
    code: str | None = None,
    address: str = "",
) -> bytes:
    """Return the feed.

    Args:
        library: Where the changed texts stand.
        changes: What it tells.
        lang: Language of the texts.
        made: Decides which changes have taken effect; the feed's own moment where it has no entry.
        code: The supervision mode code to which it is limited, if any: another feed with another id.
        address: Web address of the app, for links to the sections; empty where it is not known.
    """
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN" if lang == "zh" else "en"})
    moment = made.astimezone(_CHINA)
    title = say("export.feed-title", lang)
    _text(feed, "title", f"{title} · {code}" if code else title)
    _text(feed, "subtitle", say("export.notice", lang))
    _text(feed, "id", _id("feed", lang, code or ""))
    updates = [_moment(_updated(library, change, moment.date())) for change in changes]
    _text(feed, "updated", max(updates, default=moment.isoformat(timespec="seconds")))
    _text(SubElement(feed, "author"), "name", say("app.name", lang))
    _text(feed, "generator", "NewTrade")
    if address:
        SubElement(feed, "link", {"rel": "alternate", "href": address})
    for change, updated in sorted(zip(changes, updates, strict=True), key=lambda pair: pair[1], reverse=True):
        _entry(feed, library, change, updated, address)
    indent(feed)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(feed, encoding="unicode").encode() + b"\n"


def _entry(feed: Element, library: Library, change: Change, updated: str, address: str) -> None:
    lang = change.lang
    entry = SubElement(feed, "entry")
    heading = f"{say_day(change.day, lang)} · {say(f'change.{change.what}', lang)} · {change.heading}"
    _text(entry, "title", heading)
    _text(entry, "id", _id(change.document, change.anchor or "", change.what, change.day.isoformat(), lang))
    _text(entry, "published", _moment(_told(library, change)))
    _text(entry, "updated", updated)
    SubElement(entry, "category", {"term": change.document, "label": legal(title_of(library, change))})
    link = address_of(library, change)
    if address and link:
        SubElement(entry, "link", {"rel": "alternate", "href": urljoin(address, link)})
    content = SubElement(entry, "content", {"type": "text"})
    content.text = legal("\n".join(what_changed(library, change)))


def _told(library: Library, change: Change) -> date:
    """Return the day since which a change can be known: never before its instruments, nor after the text's review."""
    issued = [source.issued for source in change.instruments if source.issued]
    known = max((change.version, *issued))
    version = library.version(change.document, change.version, change.lang)
    return min(known, version.reviewed_on) if version else known


def _updated(library: Library, change: Change, today: date) -> date:
    """Return the day of a change, or until then the day since which it is told of."""
    told = _told(library, change)
    return max(change.day, told) if change.day <= today else told


def _moment(day: date) -> str:
    """Return the beginning of a day in China."""
    return f"{day.isoformat()}T00:00:00+08:00"


def _id(*names: str) -> str:
    return uuid5(NAMESPACE_URL, "/".join(("newtrade", "changes", *names))).urn


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = legal(text)
