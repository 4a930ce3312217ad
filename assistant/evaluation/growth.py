"""Whether retrieval holds as the knowledge base grows: the same questions over its first documents and over all."""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.evaluation.intervals import Rate, rate
from assistant.evaluation.questions import EvalQuestion
from assistant.pipeline import Assistant
from ingest.index import open_index
from ingest.settings import Settings
from ingest.sync import sync
from kb.library import Library
from kb.model import Frozen

FIRST_DOCUMENTS = (
    "cbec-retail-export-9610",
    "cbec-b2b-direct-9710",
    "overseas-warehouse-9810",
    "bonded-cbec-1210",
    "market-procurement-1039",
    "cbec-retail-export-refund",
    "overseas-warehouse-export-refund",
    "export-refund-basics",
    "market-procurement-exemption",
    "cbec-b2b-export",
    "cbec-retail-import",
    "aeo-credit",
)
"""The documents with which the knowledge base began."""


class Size(Frozen):
    """One size of the knowledge base and how retrieval did on it.

    Attributes:
        seconds_a_chunk: Time of a sync with all vectors at hand, over the number of chunks.
    """

    documents: int
    sections: int
    chunks: int
    hit_at_1: Rate
    recall_at_5: Rate
    seconds_a_chunk: float


def growth(settings: Settings, questions: Sequence[EvalQuestion]) -> tuple[Size, Size]:
    """Measure over the first documents, then over all; only questions that the first documents answer are asked."""
    library = Library.load(settings.kb)
    first = library.model_copy(update={"versions": tuple(v for v in library.versions if v.document in FIRST_DOCUMENTS)})
    asked = [q for q in questions if not q.history and any(_document(s) in FIRST_DOCUMENTS for s in q.expect.sections)]
    return _measure(first, asked, settings), _measure(library, asked, settings)


def _measure(library: Library, asked: Sequence[EvalQuestion], settings: Settings) -> Size:
    with tempfile.TemporaryDirectory() as folder:
        fresh = settings.model_copy(update={"data": Path(folder)})
        start = time.perf_counter()
        manifest = sync(fresh, library=library).manifest
        seconds = time.perf_counter() - start
        assistant = Assistant.on(open_index(fresh))
        one = five = 0
        for question in asked:
            hits = assistant.search(question.question, question.as_of).hits
            found = [f"{hit.version.document}#{hit.section.anchor}" for hit in hits]
            one += bool(found) and found[0] in question.expect.sections
            five += bool(set(found[:5]) & set(question.expect.sections))
        return Size(
            documents=manifest.documents,
            sections=manifest.sections,
            chunks=manifest.chunks,
            hit_at_1=rate(one, len(asked)),
            recall_at_5=rate(five, len(asked)),
            seconds_a_chunk=seconds / manifest.chunks,
        )


def _document(section: str) -> str:
    return section.partition("#")[0]


def report(sizes: tuple[Size, Size]) -> str:
    """Return the comparison as Markdown."""
    before, after = sizes

    def row(label: str, one: str, two: str) -> str:
        return f"| {label} | {one} | {two} |"

    return "\n".join(
        (
            "# Retrieval as the knowledge base grows",
            "",
            f"Made by `newtrade growth`: {before.hit_at_1.of} questions that the first documents answer, over these",
            "alone and over the whole base. A right section is any that would rightly be cited, in any document.",
            "",
            "| | first documents | all documents |",
            "| --- | --- | --- |",
            row("documents", str(before.documents), str(after.documents)),
            row("sections", str(before.sections), str(after.sections)),
            row("chunks", str(before.chunks), str(after.chunks)),
            row("hit@1", f"{before.hit_at_1.share:.1%}", f"{after.hit_at_1.share:.1%}"),
            row("recall@5", f"{before.recall_at_5.share:.1%}", f"{after.recall_at_5.share:.1%}"),
            row("sync time a chunk, vectors at hand", "1", f"{after.seconds_a_chunk / before.seconds_a_chunk:.2f}"),
            "",
        )
    )
