"""The plain LangChain recipe, as its tutorials have it: split by characters, embed, Chroma, similarity search."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.answer import Answer
from assistant.evaluation.kept_vectors import Text, kept_vectors
from ingest.embedding import NamedEmbeddings
from ingest.store import scratch_collection
from kb.citation import cite
from kb.library import Library
from kb.model import Section, Version

CHUNK_SIZE = 500
OVERLAP = 50
K = 4
_BATCH = 256


@dataclass(frozen=True)
class Piece:
    """Some characters of a text, and the section in which their middle lies."""

    text: str
    version: Version
    section: Section

    def address(self, day: date) -> str:
        """Return `document#anchor`, marked so when it is not in force on the day."""
        address = f"{self.version.document}#{self.section.anchor}"
        in_force = self.section.served is not None and self.section.served.contains(day)
        return address if in_force else f"{address} (not in force)"


class PlainRecipe:
    """Answers searches the plain way: no dates, no words, no questions, no headings added.

    Args:
        library: Its published texts are the content, as the files have them.
        embeddings: The same engine as ours.
        data: The data folder, to keep the vectors of the pieces for the next run.
        progress: Told how many pieces have been embedded so far.
    """

    def __init__(
        self,
        library: Library,
        embeddings: NamedEmbeddings,
        data: Path,
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._library = library
        self._embeddings = embeddings
        self._pieces = [piece for version in library.published for piece in _pieces(version)]
        self._collection: Any = scratch_collection("plain-recipe")
        vectors = kept_vectors(embeddings, [Text(piece.text) for piece in self._pieces], data, progress)
        for start in range(0, len(vectors), _BATCH):
            batch = vectors[start : start + _BATCH]
            self._collection.add(ids=[str(start + i) for i in range(len(batch))], embeddings=batch)

    def found(self, question: str) -> list[Piece]:
        """Return the pieces nearest to a question, best first."""
        found = self._collection.query(query_embeddings=[self._embeddings.embed_query(question)], n_results=K)
        return [self._pieces[int(i)] for i in found["ids"][0]]

    def similarity_search(self, question: str, day: date) -> list[str]:
        """Return `document#anchor` of the sections found, best first; one not in force on the day is marked so."""
        return [piece.address(day) for piece in self.found(question)]

    def ask(self, question: str, today: date) -> Answer:
        """Return what the recipe shows without a model: the text of the first piece, with its section cited."""
        piece = self.found(question)[0]
        return Answer(
            status="answered",
            lang=piece.version.lang,
            as_of=today,
            text=piece.text,
            citations=(cite(1, self._library, piece.version, piece.section, (piece.text,)),),
        )


def _pieces(version: Version) -> list[Piece]:
    """Split a text by characters and remember which section each piece belongs to."""
    parts = [f"## {section.heading}\n\n{section.body}\n\n" for section in version.sections]
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=OVERLAP, add_start_index=True)
    documents = splitter.create_documents(["".join(parts)])
    pieces = []
    for document in documents:
        middle = document.metadata["start_index"] + len(document.page_content) // 2
        place = 0
        for section, part in zip(version.sections, parts, strict=True):
            place += len(part)
            if middle < place:
                pieces.append(Piece(document.page_content, version, section))
                break
    return pieces
