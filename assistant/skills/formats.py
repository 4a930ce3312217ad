"""The trade formats as the skills speak of them: which there are, what each is called and is, and which are named."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from assistant.draft import Piece, Source, resting_on
from assistant.understanding.codes import codes_in
from assistant.understanding.terms import Said
from kb.data_files import read_data
from kb.library import Library
from kb.messages import Lang, catalogue, say
from kb.model import Frozen, Section, Version

_FILE = Path(__file__).with_name("trade_formats.yaml")


class TradeFormat(Frozen):
    """A trade format of the catalog.

    Attributes:
        what: Anchor of the section that says what it is.
        of: What its fields speak of.
        groups: The groups of which it is one, when the formats of a group are asked for.
        terms: Official terms that name it.
        words: How it is also said, as a pattern.
        hints: Official terms that name it only beside another format.
    """

    document: str
    what: str
    of: Literal["export", "import", "any"]
    groups: tuple[str, ...]
    terms: tuple[str, ...]
    words: str | None = None
    hints: tuple[str, ...] = ()


@cache
def trade_formats() -> tuple[TradeFormat, ...]:
    """Return the formats in the order in which they are offered."""
    return tuple(TradeFormat.model_validate(item) for item in read_data(_FILE))


@cache
def trade_format(document: str) -> TradeFormat:
    """Return the format of a catalog entry."""
    return next(known for known in trade_formats() if known.document == document)


def entries(library: Library, day: date, lang: Lang) -> dict[str, Version]:
    """Return the catalog entries in force on the day, by document, in the order in which they are offered."""
    found = {version.document: version for version in library.in_force(day, lang) if version.kind == "format"}
    known = [item.document for item in trade_formats() if item.document in found]
    return {document: found[document] for document in (*known, *(d for d in found if d not in known))}


def name_of(version: Version) -> str:
    """Return code and name of a format, for a reader; the entry's title where none is written."""
    key = f"format.name-{version.document}"
    return say(key, version.lang) if key in catalogue() else version.title


def labelled(name: str, text: str, lang: Lang) -> str:
    """Return a text under a name that stands out."""
    return f"**{name}**：{text}" if lang == "zh" else f"**{name}**: {text}"


def sentence(text: str, lang: Lang) -> str:
    """Return a clause as a sentence."""
    return f"{text}。" if lang == "zh" else f"{text[:1].upper()}{text[1:]}."


def what_it_is(version: Version, day: date) -> Piece | None:
    """Return in one clause what a format is, resting on its first section; None where no text says so that day."""
    key = f"format.what-{version.document}"
    section = served(version, trade_format(version.document).what, day) if key in catalogue() else None
    if section is None:
        return None
    text = say(key, version.lang)
    return Piece(text, (resting_on(version, section, text),))


def served(version: Version, anchor: str, day: date) -> Section | None:
    """Return a section that answers on the day; where a rule changed, the one that held before.

    A section `tax` that begins later is preceded by `tax-before-2025` in the same text.
    """
    for name in (anchor, *(other for other in version.by_anchor if other.startswith(f"{anchor}-before-"))):
        section = version.by_anchor.get(name)
        if section and section.served and section.served.contains(day):
            return section
    return None


def rule_at(library: Library, address: str, day: date, lang: Lang) -> tuple[Version, Section] | None:
    """Return the section at `document#anchor` as it stands on the day, with its version."""
    document, _, anchor = address.partition("#")
    for version in library.in_force(day, lang):
        section = served(version, anchor, day) if version.document == document else None
        if section:
            return version, section
    return None


def source_at(library: Library, address: str, day: date, lang: Lang, text: str) -> Source | None:
    """Return the section at `document#anchor` as the source of a text; None where it does not hold that day."""
    found = rule_at(library, address, day, lang)
    return resting_on(*found, text) if found else None


def named(question: str, terms: Iterable[Said], versions: dict[str, Version]) -> tuple[str, ...]:
    """Return the formats that a question names, by their catalog entries, in its order.

    A question that also names a code of no entry names formats that cannot be compared: then none is returned.

    Args:
        question: Simplified text.
        terms: What the glossary found in it.
        versions: The entries in force.
    """
    by_code = {version.code: document for document, version in versions.items() if version.code}
    codes = codes_in(question, frozenset(code for said in terms for code in said.term.codes) | frozenset(by_code))
    if any(code not in by_code for code in codes):
        return ()
    official = [said.term.term.get("zh", "") for said in terms]
    places = {code: question.find(code) for code in codes}
    found = {by_code[code]: place for code, place in places.items()}
    hinted: dict[str, int] = {}
    for document in versions:
        known = next((item for item in trade_formats() if item.document == document), None)
        spoken = re.search(known.words, question) if known and known.words else None
        if spoken:
            found.setdefault(document, spoken.start())
        for said, name in zip(terms, official, strict=True):
            if known and name in known.terms:
                found.setdefault(document, said.start)
            elif known and name in known.hints:
                hinted.setdefault(document, said.start)
    if len(found) < 2:
        found = {**hinted, **found}
    return tuple(sorted(found, key=lambda document: found[document]))
