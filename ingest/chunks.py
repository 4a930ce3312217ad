"""From sections to chunks, the units of the index."""

import hashlib
from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from ingest.tokens import instruments_in, tokens
from kb.library import Library
from kb.messages import LANGS, Lang
from kb.model import ABOUT_ANCHOR, Frozen, Section, SectionAddress, Version
from kb.plain import plain

MAX_CHARACTERS = 1600
"""A longer section is split, so that no chunk passes the 512 tokens an embedding model reads."""

Field = Literal["text", "question"]
FIELDS: tuple[Field, ...] = get_args(Field)


class Chunk(Frozen):
    """What is indexed: a section's text, or one way of asking for it.

    Attributes:
        id: `document@version/lang#anchor/n`, or `…/qn` for a question.
        text: What is embedded and tokenised.
        instruments: Document numbers the section rests on, as `2020-75`: indexed as words, never embedded.
        first: First day on which it is served, yyyymmdd.
        last: Last day, yyyymmdd; 99991231 when open.
    """

    id: str
    address: SectionAddress
    lang: Lang
    field: Field
    text: str
    instruments: tuple[str, ...] = ()
    first: int
    last: int

    @property
    def words(self) -> list[str]:
        """What the lexical index holds of it."""
        return [*tokens(self.text), *self.instruments]

    @property
    def vector_key(self) -> str:
        """Digest of what the vector depends on: the text, and whether it is embedded as a question."""
        return vector_key(self.text, self.field)

    @property
    def digest(self) -> str:
        """Digest of everything that is indexed."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def vector_key(text: str, field: Field) -> str:
    """Return the digest under which the vector of a text is kept."""
    return hashlib.sha256(f"{field}\n{text}".encode()).hexdigest()


def chunks(library: Library) -> tuple[Chunk, ...]:
    """Return the chunks of all published texts, in the order of the library."""
    return tuple(
        chunk
        for lang in LANGS
        for version, section in library.sections(lang)
        if section.served is not None and section.anchor != ABOUT_ANCHOR
        for chunk in _of_section(library, version, section)
    )


def section_text(version: Version, section: Section) -> str:
    """Return what is embedded of a section: title, heading path, then its plain text."""
    return f"{_head(version, section)}\n{plain(section.body)}"


def _head(version: Version, section: Section) -> str:
    return f"{version.title}\n{' › '.join(section.path)}"


def _of_section(library: Library, version: Version, section: Section) -> Iterator[Chunk]:
    if section.served is None:
        return
    first, last = section.served.numbers()
    base = f"{version.key}#{section.anchor}"
    address = version.address(section.anchor)

    rests = [n for source in version.sources_of(section) for n in instruments_in(source.instrument)]

    def chunk(name: str, field: Field, text: str) -> Chunk:
        return Chunk(
            id=f"{base}/{name}",
            address=address,
            lang=version.lang,
            field=field,
            text=text,
            instruments=tuple(dict.fromkeys(rests)) if field == "text" else (),
            first=first,
            last=last,
        )

    for number, text in enumerate(_texts(version, section)):
        yield chunk(str(number), "text", text)
    asked = library.questions.get(version.document)
    phrasings = asked.of(section.anchor, version.lang) if asked else ()
    for number, text in enumerate(dict.fromkeys((section.heading, *phrasings))):
        yield chunk(f"q{number}", "question", text)


def _texts(version: Version, section: Section) -> list[str]:
    """Return the section's text; when it is overlong in several parts, each below title and heading path."""
    whole = section_text(version, section)
    if len(whole) <= MAX_CHARACTERS:
        return [whole]
    head = _head(version, section)
    room = max(MAX_CHARACTERS - len(head) - 1, MAX_CHARACTERS // 2)
    return [f"{head}\n{part}" for part in split_text(plain(section.body), room)]


def split_text(text: str, room: int) -> list[str]:
    """Return parts of at most `room` characters, parted at lines and sentences where possible."""
    # Imported here: only an overlong section needs it, and a cold start must stay light.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=room, chunk_overlap=0, separators=["\n", "。", "；", ". ", "，", ", ", ""]
    )
    return splitter.split_text(text)


class Row(NamedTuple):
    """A chunk as a serving index knows it: without its text. There are thousands, so as light as a tuple."""

    id: str
    address: SectionAddress
    lang: Lang
    field: Field
    first: int
    last: int
    digest: str

    @classmethod
    def of(cls, chunk: Chunk) -> "Row":
        """Return the row of a chunk."""
        return cls(chunk.id, chunk.address, chunk.lang, chunk.field, chunk.first, chunk.last, chunk.digest)


def serves(row: Row, day: int) -> bool:
    """Tell whether the row is in force on the day (yyyymmdd)."""
    return row.first <= day <= row.last
