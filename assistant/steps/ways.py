"""How like a question is to the ways in which people ask for a section, word by word."""

from functools import lru_cache

from assistant.context import Context
from assistant.retrieval.search import Hit
from ingest.index import Index
from ingest.tokens import tokens
from kb.messages import Lang

Words = tuple[frozenset[str], float]
"""The words of a text and what they weigh together."""

NEAREST = 3
"""Ways looked at together: one that happens to be alike proves little."""


def alike_ways(context: Context, hit: Hit, question: str) -> tuple[float, ...]:
    """Return how like a question a section's heading and phrasings are, 0 to 1, the most like first.

    The likeness is the Dice coefficient of the words' weights: a way of asking with words that the question lacks asks
    for something narrower.
    """
    index = context.index
    asked = _weighed(index, question)
    ways = _ways(index, hit.version.document, hit.section.anchor, hit.section.heading, context.understood.lang)
    idf = index.lexical["question"].idf
    return tuple(sorted((_dice(asked, way, sum(map(idf, asked[0] & way[0]))) for way in ways), reverse=True))


def alike(context: Context, hit: Hit, question: str) -> float:
    """Return the mean likeness of the ways most like a question."""
    return sum(alike_ways(context, hit, question)[:NEAREST]) / NEAREST


def likeness(index: Index, one: str, two: str) -> float:
    """Return how like two texts are, 0 to 1."""
    a, b = _weighed(index, one), _weighed(index, two)
    return _dice(a, b, sum(map(index.lexical["question"].idf, a[0] & b[0])))


def _dice(one: Words, two: Words, both: float) -> float:
    return 2 * both / (one[1] + two[1]) if both else 0.0


@lru_cache(maxsize=4096)
def _ways(index: Index, document: str, anchor: str, heading: str, lang: Lang) -> tuple[Words, ...]:
    known = index.library.questions.get(document)
    return tuple(_weighed(index, way) for way in (heading, *(known.of(anchor, lang) if known else ())))


def _weighed(index: Index, text: str) -> Words:
    words = frozenset(tokens(text))
    return words, sum(map(index.lexical["question"].idf, words))
