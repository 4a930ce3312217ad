"""Whether sections are beside the point: near in words, yet silent on the very thing that is asked for."""

from collections.abc import Sequence

from assistant.retrieval.search import Hit
from assistant.steps.kinds import asked_in, surely_untold
from assistant.understanding.field import named_elsewhere
from ingest.tokens import normalise


def told_by(hit: Hit) -> str:
    """Return what a section tells: its heading and its text."""
    return f"{hit.section.heading}\n{hit.section.body}"


def beside_the_point(question: str, hits: Sequence[Hit]) -> bool:
    """Tell whether sections are silent on what a question plainly asks for.

    That is a kind of thing such as a fee or a website, or the rules of a country or place which none of them names.
    However near such sections are, what they tell is no answer.
    """
    texts = [told_by(hit) for hit in hits]
    names = named_elsewhere(question)
    if names and not any(name in normalise(text) for name in names for text in texts):
        return True
    return bool(surely_untold(asked_in(question), texts))
