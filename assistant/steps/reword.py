"""Within step 6: the answer in a writer's words, as far as they can be proven; else the statements stay as they are."""

from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import groupby

from assistant.chat.agreement import agrees, share
from assistant.chat.task import ChatFailed, Said
from assistant.chat.weight import weight
from assistant.chat.wording import cleaned
from assistant.context import Context
from assistant.draft import Block, Items, Paragraph, Piece, Source, resting_on
from assistant.retrieval.search import Hit
from assistant.steps.drafting import drafted
from assistant.steps.marks import Marks
from assistant.steps.showing import is_fit, shown_hits, task_of
from kb.messages import Lang
from kb.statements import statements

_CLAIMS_MOST = 14
_PROVEN_LEAST = 0.5
"""Share of a writer's claims that must be proven; below it the rest is not to be trusted either."""


def reword(context: Context) -> Context:
    """Fill in `draft` with what the writer says and can be proven; without a writer, or when it fails, leave it open.

    Only an answer is worded: a refusal, a question back and the draft of a skill are shown as they are.
    """
    writer = context.writer
    if writer is None or context.draft is not None or context.decided.kind != "answer":
        return context
    if context.writer_failed:
        return context
    hits = shown_hits(context)
    try:
        with closing(writer.write(task_of(context, hits))) as claims:
            made = _Making(context, hits)
            for said in claims:
                made.take(said)
            made.check()
    except ChatFailed as failure:
        return replace(context, writer_failed=failure.why)
    base = drafted(context.claims, context.decided.evidence, by="model")
    return replace(context, draft=replace(base, blocks=made.blocks))


@dataclass
class _Making:
    """What has been said so far, and how much of it stands.

    Attributes:
        pieces: What is proven.
        offered: How many claims there were.
        gap: Whether a step was lost: steps with a gap mislead.
    """

    context: Context
    hits: dict[str, Hit]
    pieces: list[Piece] = field(default_factory=list)
    offered: int = 0
    gap: bool = False
    _marks: Marks = field(default_factory=Marks)

    def take(self, said: Said) -> None:
        """Keep a claim that is proven, and tell whoever listens; pass over any other.

        Raises:
            ChatFailed: `long`, when there are too many.
        """
        self.offered += 1
        if self.offered > _CLAIMS_MOST:
            raise ChatFailed("long")
        piece = proven_piece(said, self.hits, self.context)
        if piece is None:
            self.gap |= said.step > 0
        elif all(piece.text != other.text for other in self.pieces):
            self._tell(piece)
            self.pieces.append(piece)

    def check(self) -> None:
        """Raise unless enough is left.

        Raises:
            ChatFailed: `unproven`.
        """
        if self.gap or not self.pieces or len(self.pieces) < _PROVEN_LEAST * self.offered:
            raise ChatFailed("unproven")

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What stands, as paragraphs and lists."""
        blocks: list[Block] = []
        for is_step, run in groupby(self.pieces, key=lambda piece: piece.number > 0):
            pieces = tuple(run)
            blocks.append(Items(pieces, "steps") if is_step else Paragraph(pieces))
        return tuple(blocks)

    def _tell(self, piece: Piece) -> None:
        if self.context.tell is None:
            return
        before = self.pieces[-1] if self.pieces else None
        space = "" if before is None else "" if self.context.understood.lang == "zh" else " "
        if before is not None and (piece.number or before.number):
            space = "\n" if piece.number and before.number else "\n\n"
        number = f"{piece.number}. " if piece.number else ""
        self.context.tell(f"{space}{number}{piece.text} {self._marks.of(piece.sources)}")


def proven_piece(said: Said, hits: dict[str, Hit], context: Context) -> Piece | None:
    """Return a claim with the sections it rests on; None when it names none of them, or says what they do not."""
    lang = context.understood.lang
    text = cleaned(said.text, lang)
    named = [hits[token] for token in said.tokens if token in hits]
    if text is None or not named:
        return None
    sources = tuple(_source(hit, text, lang) for hit in named)
    quotes = [quote for source in sources for quote in source.quotes]
    if not all(is_fit(quote, context) for quote in (text, *quotes)):
        return None
    shares = [share(text, source.says) for source in sources]
    # A source that says next to nothing of it is cited only when it takes it to prove the rest.
    near = tuple(source for source, held in zip(sources, shares, strict=True) if 2 * held >= max(shares))
    return next(filter(_stands, (Piece(text, some, number=said.step) for some in (near, sources))), None)


def _stands(piece: Piece) -> bool:
    says = "\n".join(source.says for source in piece.sources)
    # A row is held against its phrase, in which each cell is a clause.
    stated = "\n".join(line for source in piece.sources for line in (source.head, *_phrases(source)))
    return piece.is_proven and agrees(piece.text, says, stated, piece.sources[0].version.lang)


def _phrases(source: Source) -> list[str]:
    return [statement.text for statement in statements(source.section.body) if statement.quote in source.quotes]


def _source(hit: Hit, text: str, lang: Lang) -> Source:
    """Return the section as the source of a text, with the statements that use its words of weight as it does."""
    source = resting_on(hit.version, hit.section, text)
    missing = weight(text, lang) - weight("\n".join(source.quotes), lang)
    chosen = set(source.quotes)
    every = statements(hit.section.body)
    for statement in every:
        if missing & weight(statement.text, lang):
            chosen.add(statement.quote)
            missing -= weight(statement.text, lang)
    return replace(source, quotes=tuple(dict.fromkeys(s.quote for s in every if s.quote in chosen)))
