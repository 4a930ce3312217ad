"""The writer's claims as a draft: sentences of one section run on, list items stand in lists."""

from itertools import groupby

from assistant.context import Claim
from assistant.draft import Block, Draft, Items, Paragraph, Piece, source_of
from assistant.retrieval.search import Hit


def drafted(claims: tuple[Claim, ...], evidence: tuple[Hit, ...], by: str = "writer") -> Draft:
    """Return claims, in their order, as a draft."""
    blocks: list[Block] = []
    for source, run in groupby(claims, key=_run):
        pieces = tuple(_piece(claim, evidence[claim.source]) for claim in run)
        blocks.append(Items(pieces, "steps") if source is None else Paragraph(pieces))
    return Draft(by=by, blocks=tuple(blocks))


def _run(claim: Claim) -> int | None:
    """Return what parts one paragraph from the next: its section; list items go on from one section to another."""
    return claim.source if claim.statement.form == "sentence" else None


def _piece(claim: Claim, hit: Hit) -> Piece:
    statement = claim.statement
    return Piece(
        text=statement.text,
        sources=(source_of(hit.version, hit.section, statement),),
        number=statement.number,
    )
