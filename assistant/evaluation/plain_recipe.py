"""The plain LangChain recipe, as its tutorials have it: split by characters, embed, Chroma, similarity search."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from langchain_text_splitters import RecursiveCharacterTextSplitter

from ingest.embedding import NamedEmbeddings
from ingest.store import scratch_collection
from kb.library import Library
from kb.model import Section, Version

CHUNK_SIZE = 500
OVERLAP = 50
K = 4
_BATCH = 256


@dataclass(frozen=True)
class _Piece:
    text: str
    version: Version
    section: Section


class PlainRecipe:
    """Answers searches the plain way: no dates, no words, no questions, no headings added.

    Args:
        library: Its published texts are the content, as the files have them.
        embeddings: The same engine as ours.
    """

    def __init__(self, library: Library, embeddings: NamedEmbeddings) -> None:
        self._embeddings = embeddings
        self._pieces = [piece for version in library.published for piece in _pieces(version)]
        self._collection: Any = scratch_collection("plain-recipe")
        for start in range(0, len(self._pieces), _BATCH):
            batch = self._pieces[start : start + _BATCH]
            self._collection.add(
                ids=[str(start + i) for i in range(len(batch))],
                embeddings=embeddings.embed_documents([piece.text for piece in batch]),
            )

    def similarity_search(self, question: str, day: date) -> list[str]:
        """Return `document#anchor` of the sections found, best first; one not in force on the day is marked so."""
        found = self._collection.query(query_embeddings=[self._embeddings.embed_query(question)], n_results=K)
        pieces = [self._pieces[int(i)] for i in found["ids"][0]]
        return [
            f"{p.version.document}#{p.section.anchor}"
            if p.section.served and p.section.served.contains(day)
            else f"{p.version.document}#{p.section.anchor} (not in force)"
            for p in pieces
        ]


def _pieces(version: Version) -> list[_Piece]:
    """Split a text by characters and remember which section each piece begins in."""
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
                pieces.append(_Piece(document.page_content, version, section))
                break
    return pieces
