"""Our retrieval against the plain recipe, and what a question costs: everything in one run on one machine."""

import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles

from assistant.evaluation.costs import SyncCost, ask_cost, chroma_import_cost, sync_cost
from assistant.evaluation.plain_recipe import PlainRecipe
from assistant.evaluation.questions import EvalQuestion
from assistant.pipeline import Assistant
from ingest.settings import Settings
from kb.model import Frozen

_RUNS = 7


class Retrieval(Frozen):
    """How one way of searching did.

    Attributes:
        hit_at_1: Share of questions whose first section is right.
        recall_at_5: Share of questions with a right section among the first five.
        p50_ms: Median milliseconds, p95_ms the 95th percentile.
    """

    hit_at_1: float
    recall_at_5: float
    p50_ms: float
    p95_ms: float


class Bench(Frozen):
    """The whole comparison."""

    questions: int
    ours: Retrieval
    plain: Retrieval
    answer_over_embedding: float
    cold_ask_over_chroma: float
    cold_ask_peak_megabytes: float
    sync: SyncCost


def bench(assistant: Assistant, questions: Sequence[EvalQuestion], settings: Settings) -> Bench:
    """Measure.

    Args:
        assistant: Ours; it is prepared first, as the app prepares it.
        questions: Those with sections to find are used; the plain recipe gets them without their history.
        settings: Of the index that serves.
    """
    asked = [q for q in questions if q.expect.sections and not q.history]
    recipe = PlainRecipe(assistant.index.library, assistant.index.embeddings, settings.data)

    def ours(question: EvalQuestion) -> list[str]:
        hits = assistant.search(question.question, question.as_of).hits
        return [f"{hit.version.document}#{hit.section.anchor}" for hit in hits]

    def plain(question: EvalQuestion) -> list[str]:
        return recipe.similarity_search(question.question, question.expect.day or question.as_of)

    assistant.prepare()
    embed = assistant.index.embeddings.embed_query
    alone, answering = _times(asked, lambda q: embed(q.question), lambda q: assistant.ask(q.question, q.as_of))
    costs, imports = zip(*((ask_cost(asked[0].question), chroma_import_cost()) for _ in range(_RUNS)), strict=True)
    return Bench(
        questions=len(asked),
        ours=_retrieval(asked, ours),
        plain=_retrieval(asked, plain),
        answer_over_embedding=round(median(answering) / median(alone), 2),
        cold_ask_over_chroma=round(median(c.cpu_seconds for c in costs) / median(c.cpu_seconds for c in imports), 2),
        cold_ask_peak_megabytes=round(max(c.peak_megabytes for c in costs)),
        sync=sync_cost(settings),
    )


def _retrieval(questions: Sequence[EvalQuestion], search: Callable[[EvalQuestion], list[str]]) -> Retrieval:
    first = among = 0
    times = []
    for question in questions:
        start = time.perf_counter()
        found = list(dict.fromkeys(search(question)))
        times.append((time.perf_counter() - start) * 1000)
        right = set(question.expect.sections)
        first += bool(found) and found[0] in right
        among += bool(right & set(found[:5]))
    count = len(questions)
    return Retrieval(
        hit_at_1=round(first / count, 3),
        recall_at_5=round(among / count, 3),
        p50_ms=round(median(times), 1),
        p95_ms=round(quantiles(times, n=20)[-1], 1),
    )


def _times(questions: Sequence[EvalQuestion], *runs: Callable[[EvalQuestion], object]) -> list[list[float]]:
    """Return the seconds of each run over the questions; they take turns, so that a busy moment meets all of them."""
    times: list[list[float]] = [[] for _ in runs]
    for question in questions:
        for run, taken in zip(runs, times, strict=True):
            start = time.perf_counter()
            run(question)
            taken.append(time.perf_counter() - start)
    return times


def report(found: Bench) -> str:
    """Return the comparison as Markdown. Times are ratios: absolute ones belong to the machine."""
    ours, plain = found.ours, found.plain
    return f"""# Bench: our retrieval and the plain LangChain recipe

Made by `make bench`, one run, the same embedding and the same content. The plain recipe is
`RecursiveCharacterTextSplitter` (500 characters, 50 overlap), Chroma, similarity search with k = 4. A section counts as
right when a right answer would cite it and it is in force on the day asked about. {found.questions} questions.

| | ours | plain recipe |
| --- | --- | --- |
| hit@1 | {ours.hit_at_1:.1%} | {plain.hit_at_1:.1%} |
| recall@5 (plain: its four) | {ours.recall_at_5:.1%} | {plain.recall_at_5:.1%} |
| latency p50, ours over plain | {ours.p50_ms / plain.p50_ms:.2f} | 1 |
| latency p95, ours over plain | {ours.p95_ms / plain.p95_ms:.2f} | 1 |

| cost | measured | aim |
| --- | --- | --- |
| question to answer over embedding the question alone (median) | {found.answer_over_embedding:.2f} | 1.5 |
| processor time of a cold `newtrade ask` over `import chromadb` | {found.cold_ask_over_chroma:.2f} | 1.5 |
| peak memory of a cold `newtrade ask` | {found.cold_ask_peak_megabytes:.0f} MB | 500 MB |
| texts embedded by a first sync of a fresh clone | {found.sync.first} | 0 |
| texts embedded after one edited section | {found.sync.after_one_edit} | 1 |
"""
