"""An answer, or a whole conversation, as a document that can be kept on file."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from unicodedata import normalize

from assistant.export.blocks import Block, Blocks, Heading, Paragraph, Rule, paragraph, plain, strong
from assistant.export.characters import legal
from assistant.export.document import Document, closing
from assistant.export.parse import parse
from assistant.export.proofs import proofs
from kb.dates import say_day
from kb.messages import Lang, say

if TYPE_CHECKING:
    from assistant.conversations import Exchange  # brings a database along, of which nothing is needed here


def answer_document(exchange: "Exchange", made: datetime, *, address: str = "") -> Document:
    """Return one answer with its question and sources.

    Args:
        exchange: The question and its answer.
        made: The moment that the document names as its own.
        address: Web address of the app, for links to the sections; empty where it is not known.
    """
    lang = exchange.answer.lang
    blocks = (*_exchange(exchange, "", address), *closing(lang, made))
    return Document(say("export.answer-title", lang), lang, made, blocks)


def conversation_document(
    exchanges: tuple["Exchange", ...], made: datetime, lang: Lang, *, address: str = ""
) -> Document:
    """Return a conversation, each answer with its own sources: marks count anew in each.

    Args:
        exchanges: Oldest first.
        made: The moment that the document names as its own.
        lang: Language of title and closing; each answer keeps its own.
        address: Web address of the app, for links to the sections; empty where it is not known.
    """
    blocks: list[Block] = []
    for number, exchange in enumerate(exchanges, start=1):
        blocks += [Rule()] if number > 1 else []
        blocks += _exchange(exchange, str(number), address)
    return Document(say("export.conversation-title", lang), lang, made, (*blocks, *closing(lang, made)))


def _exchange(exchange: "Exchange", number: str, address: str) -> Blocks:
    answer, lang = exchange.answer, exchange.answer.lang
    status = say(f"status.{answer.status}", lang)
    blocks: list[Block] = [
        Heading(2, plain(_title("export.question", lang, number))),
        paragraph(legal(exchange.question).strip()),
        Heading(2, plain(_title("export.answer", lang, number))),
        Paragraph(strong(say("export.by-the-rules", lang, status=status, day=say_day(answer.as_of, lang)))),
        *(_below(block) for block in parse(answer.text)),
    ]
    if exchange.understood and _bare(exchange.understood) != _bare(exchange.question):
        understood = say("answer.understood-as", lang, question=legal(exchange.understood))
        if understood not in answer.text:
            blocks.insert(2, paragraph(understood))
    return (*blocks, *proofs(answer.citations, lang, level=3, address=address))


def _bare(question: str) -> str:
    """Return a question without what only its spelling adds: a width of its marks, a space."""
    return "".join(char for char in normalize("NFKC", question) if char.isalnum()).lower()


def _title(key: str, lang: Lang, number: str) -> str:
    return say("export.numbered", lang, what=say(key, lang), number=number).strip()


def _below(block: Block) -> Block:
    """Return a block of an answer with its headings below the document's own."""
    return replace(block, level=min(block.level + 3, 6)) if isinstance(block, Heading) else block
