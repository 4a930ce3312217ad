"""Two sections in force that disagree stand side by side, each with its instrument, issuer and date."""

from collections.abc import Iterator, Sequence

from assistant.draft import Block, Paragraph, Piece, Source, Table, source_of
from assistant.retrieval.search import Hit
from kb.dates import say_day
from kb.disagreement import disagree
from kb.messages import Lang, say
from kb.model import Source as LegalSource
from kb.statements import statements

_LOOKED_AT = 10
"""Sections found, best first, among which a disagreement is looked for."""


def disagreements(blocks: Sequence[Block], hits: Sequence[Hit], lang: Lang) -> tuple[Block, ...]:
    """Return blocks with a word of warning and a table for the first statement that another section contradicts.

    Args:
        blocks: What the answer says.
        hits: Sections in force on the day that were found, best first.
        lang: Language of the answer.
    """
    for piece in _single(blocks):
        for other in _against(piece, hits[:_LOOKED_AT]):
            warning = Paragraph((Piece(say("answer.disagree", lang)),))
            return (warning, _side_by_side(piece.sources[0], other, lang))
    return ()


def _single(blocks: Sequence[Block]) -> Iterator[Piece]:
    """Yield the pieces that rest on one section: only they say what that section says."""
    for block in blocks:
        if not isinstance(block, Table):
            yield from (piece for piece in block.pieces if len(piece.sources) == 1)


def _against(piece: Piece, hits: Sequence[Hit]) -> Iterator[Source]:
    said = piece.sources[0]
    for hit in hits:
        if hit.address == said.version.address(said.section.anchor):
            continue
        for statement in statements(hit.section.body):
            if any(disagree(quote, statement.quote) for quote in said.quotes):
                yield source_of(hit.version, hit.section, statement)


def _side_by_side(one: Source, two: Source, lang: Lang) -> Table:
    head = ("", one.version.title, two.version.title)

    def row(key: str, texts: Sequence[str]) -> tuple[Piece, ...]:
        cells = (Piece(text or "—", (source,)) for text, source in zip(texts, (one, two), strict=True))
        return (Piece(say(key, lang)), *cells)

    legal = [source.version.sources_of(source.section) for source in (one, two)]
    return Table(
        head,
        (
            row("answer.disagree-rule", [" ".join(source.quotes) for source in (one, two)]),
            row("answer.disagree-instrument", [_joined(source.name(lang) for source in of) for of in legal]),
            row("answer.disagree-issuer", [_joined(source.issuer or "" for source in of) for of in legal]),
            row("answer.disagree-issued", [_joined(_issued(source, lang) for source in of) for of in legal]),
        ),
    )


def _joined(texts: Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _issued(source: LegalSource, lang: Lang) -> str:
    return say_day(source.issued, lang) if source.issued else ""
