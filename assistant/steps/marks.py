"""From a proven draft to Markdown with marks and the citations they stand for."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.draft import Block, Draft, Items, Paragraph, Piece, Source, Table
from kb.citation import Citation, cite
from kb.library import Library
from kb.messages import Lang
from kb.model import SectionAddress

_ABSENT = "—"


@dataclass
class Marks:
    """Numbers the sections of a draft in the order in which a reader meets them, one number a section.

    Attributes:
        quotes: Address → what was taken from it, in that order.
    """

    quotes: dict[SectionAddress, list[str]] = field(default_factory=dict)
    _first: dict[SectionAddress, Source] = field(default_factory=dict)

    def of(self, sources: Iterable[Source]) -> str:
        """Return the marks of sources, such as `[1][2]`; they are noted for the citations."""
        numbers: list[int] = []
        for source in sources:
            address = source.version.address(source.section.anchor)
            self._first.setdefault(address, source)
            held = self.quotes.setdefault(address, [])
            held += [quote for quote in source.quotes if quote not in held]
            numbers.append(list(self.quotes).index(address) + 1)
        return "".join(f"[{number}]" for number in dict.fromkeys(numbers))

    def citations(self, library: Library) -> tuple[Citation, ...]:
        """Return the citations of all marks given so far."""
        return tuple(
            cite(number, library, self._first[address].version, self._first[address].section, tuple(quotes))
            for number, (address, quotes) in enumerate(self.quotes.items(), start=1)
        )


def proven(draft: Draft) -> tuple[Block, ...]:
    """Return the blocks with what is proven of them; a cell without proof is left empty, an empty block goes."""
    kept: list[Block] = []
    for block in draft.blocks:
        if isinstance(block, Table):
            rows = tuple(tuple(p if p.is_proven else Piece(_ABSENT) for p in row) for row in block.rows)
            kept.append(Table(block.head, rows))
            continue
        pieces = tuple(piece for piece in block.pieces if piece.is_proven)
        if pieces:
            kept.append(Items(pieces, block.form) if isinstance(block, Items) else Paragraph(pieces))
    return tuple(kept)


def markdown(blocks: Iterable[Block], marks: Marks, lang: Lang) -> str:
    """Return the blocks as Markdown; marks are given in reading order."""
    return "\n\n".join(_block(block, marks, lang) for block in blocks)


def _block(block: Block, marks: Marks, lang: Lang) -> str:
    match block:
        case Paragraph():
            return _paragraph(block, marks, lang)
        case Items():
            return "\n".join(_item(block, piece, marks) for piece in block.pieces)
        case Table():
            lines = [block.head, tuple("---" for _ in block.head)]
            lines += [tuple(_cell(piece, marks) for piece in row) for row in block.rows]
            return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _paragraph(block: Paragraph, marks: Marks, lang: Lang) -> str:
    space = "" if lang == "zh" else " "
    parts: list[str] = []
    for place, piece in enumerate(block.pieces):
        after = block.pieces[place + 1] if place + 1 < len(block.pieces) else None
        noted = marks.of(piece.sources)
        same = after is not None and _sections(after) == _sections(piece)
        parts.append(piece.text if same or not noted else f"{piece.text} {noted}")
    return space.join(parts)


def _sections(piece: Piece) -> tuple[SectionAddress, ...]:
    return tuple(source.version.address(source.section.anchor) for source in piece.sources)


def _item(block: Items, piece: Piece, marks: Marks) -> str:
    bullet = f"{piece.number}." if block.form == "steps" and piece.number else "-"
    if block.form == "tasks":
        bullet = "- [ ]"
    return f"{bullet} {piece.text} {marks.of(piece.sources)}".rstrip()


def _cell(piece: Piece, marks: Marks) -> str:
    text = piece.text.replace("|", r"\|")
    return f"{text} {marks.of(piece.sources)}".strip()
