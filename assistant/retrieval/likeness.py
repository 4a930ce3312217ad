"""How alike a question and the headings of a section are."""

from collections.abc import Mapping

from assistant.retrieval.cards import Card
from ingest.index import Index

_SAID = 0.99
"""Weight from which a word was asked, and not only meant."""


class Likeness:
    """Holds one question against headings.

    Args:
        index: Whose words weigh what they tell.
        words: Token → weight, of the question.
    """

    def __init__(self, index: Index, words: Mapping[str, float]) -> None:
        idf = index.lexical["text"].idf
        self._weight = {word: idf(word) * min(1.0, weight) for word, weight in words.items()}
        self._asked = sum(self._weight[word] for word, weight in words.items() if weight >= _SAID)
        self._words = frozenset(words)

    def of(self, card: Card) -> float:
        """Return the likeness, 0 to 1: the Dice coefficient of the words' weights, in the better of the languages.

        A heading with words that the question lacks is about something narrower: food sent back is not all goods sent
        back.
        """
        best, asked, weights = 0.0, self._asked, self._weight
        for heading, weight in zip(card.headings, card.weights, strict=True):
            both = heading & self._words
            if both:
                best = max(best, 2 * sum([weights[word] for word in both]) / (asked + weight))
        return best
