"""Where texts point: official addresses only, and no link into nothing."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from kb.checks.places import front_line, texts
from kb.library import Reading
from kb.model import FOLDERS, Problem, Version

_URL = re.compile(r"(?:https?|ftp|file)://[^\s<>()（）\[\]\"'，。；、）]+")
_INTERNAL = re.compile(r"(?:\.\./\.\./(?P<folder>[a-z]+)/(?P<id>[a-z0-9-]+))?(?:#(?P<anchor>[a-z0-9-]+))?")


def addresses_official(reading: Reading) -> Iterator[Problem]:
    """`third-party-url`: sources and texts point to gov.cn, or nowhere outside."""
    for version in texts(reading):
        for position, source in enumerate(version.sources):
            if source.url and not official(source.url):
                line = front_line(reading, version, "sources", position, "url")
                yield _third_party(version, line, source.url)
        for line, url in _outside(reading, version):
            if not official(url):
                yield _third_party(version, line, url)


def links_lead_somewhere(reading: Reading) -> Iterator[Problem]:
    """`dead-link`: the document and the anchor of an internal link exist in the same language."""
    for version in texts(reading):
        for link in reading.pages[version.file].links:
            if not _leaves(link.href) and not _target_exists(reading, version, link.href):
                yield Problem(file=version.file, line=link.line, rule="dead-link", values={"href": link.href})


def official(url: str) -> bool:
    """Tell whether an address is the government's own."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = (parts.hostname or "").rstrip(".")
    return parts.scheme in ("http", "https") and (host == "gov.cn" or host.endswith(".gov.cn"))


def _outside(reading: Reading, version: Version) -> Iterator[tuple[int, str]]:
    """Yield line and address of what points out of the knowledge base, links and bare addresses alike."""
    linked = [(link.line, link.href) for link in reading.pages[version.file].links if _leaves(link.href)]
    yield from linked
    for section in version.sections:
        lines = section.body.split("\n")
        for line, text in enumerate(lines, start=section.end_line - len(lines) + 1):
            for found in _URL.finditer(text):
                if not any(found[0] in href or href in found[0] for _, href in linked):
                    yield line, found[0]


def _leaves(href: str) -> bool:
    """Tell whether a link leaves the knowledge base; a telephone number does not."""
    return bool(re.match(r"(?!tel:)[A-Za-z][A-Za-z0-9+.-]*:|/|\\", href))


def _target_exists(reading: Reading, version: Version, href: str) -> bool:
    if href.startswith("tel:"):
        return True
    found = _INTERNAL.fullmatch(href)
    if not href or not found:
        return False
    if found["id"] is None:
        return found["anchor"] in version.by_anchor
    # A draft may point to a draft that will be published with it.
    library = reading.library
    there = [
        v
        for v in (library.published if version.status == "published" else library.versions)
        if v.document == found["id"] and v.lang == version.lang and FOLDERS[v.kind] == found["folder"]
    ]
    return any(found["anchor"] is None or found["anchor"] in v.by_anchor for v in there)


def _third_party(version: Version, line: int, url: str) -> Problem:
    return Problem(file=version.file, line=line, rule="third-party-url", values={"url": url})
