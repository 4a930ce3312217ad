"""How our retrieval does on a foreign collection, beside its two halves alone."""

from collections.abc import Callable, Sequence

from assistant.evaluation.collection import CollectionQuestion
from assistant.evaluation.collection_index import CollectionIndex
from assistant.evaluation.intervals import shown
from assistant.evaluation.ranking import Ranking, ranking
from kb.model import Frozen


class CollectionResult(Frozen):
    """The measures on one collection.

    Attributes:
        passages: How many there are.
        bad_lines: Lines of either file that were left out.
        embedding: Name of the model.
        ours: Vectors and words, fused.
        dense: Vectors alone, the plain search.
        lexical: Words alone.
    """

    passages: int
    bad_lines: int
    embedding: str
    ours: Ranking
    dense: Ranking
    lexical: Ranking


def measure_collection(
    index: CollectionIndex,
    questions: Sequence[CollectionQuestion],
    bad_lines: int = 0,
    progress: Callable[[int], None] = lambda _: None,
) -> CollectionResult:
    """Search for every question in three ways.

    Args:
        index: Over the passages.
        questions: With the ids of what is relevant.
        bad_lines: How many lines were left out, for the report.
        progress: Told how many questions have been embedded so far.
    """
    vectors = index.embed([asked.question for asked in questions], progress)
    relevant = {str(number): asked.relevant for number, asked in enumerate(questions)}
    return CollectionResult(
        passages=index.passages,
        bad_lines=bad_lines,
        embedding=index.embedding,
        ours=ranking(relevant, {str(n): index.hybrid(q.question, vectors[n]) for n, q in enumerate(questions)}),
        dense=ranking(relevant, {str(n): index.dense(vectors[n]) for n, _ in enumerate(questions)}),
        lexical=ranking(relevant, {str(n): index.lexical(q.question) for n, q in enumerate(questions)}),
    )


def report(found: CollectionResult) -> str:
    """Return the measures as Markdown."""
    columns = (found.ours, found.dense, found.lexical)

    def row(label: str, name: str) -> str:
        return f"| {label} | {' | '.join(shown(getattr(of, name)) for of in columns)} |"

    return "\n".join(
        (
            "# Retrieval on a foreign collection",
            "",
            f"Made by `newtrade eval retrieval`: {found.passages} passages, {found.ours.questions} questions, "
            f"{found.bad_lines} bad lines left out.",
            f"Embedding: {found.embedding}. Ours is vectors and words, fused by the weights that ship; the plain",
            "search is vectors alone. Measured by `ir_measures`. Intervals, 95 %: Wilson's for hit@1, else bootstrap.",
            "",
            "| measure | ours | vectors alone | words alone |",
            "| --- | --- | --- | --- |",
            row("hit@1", "hit_at_1"),
            row("recall@5", "recall_at_5"),
            row("recall@10", "recall_at_10"),
            row("MRR", "mrr"),
            row("nDCG@10", "ndcg_at_10"),
            "",
        )
    )
