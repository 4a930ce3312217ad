"""Learn the map that brings the engine's vectors to our field, from the ways in which people ask for each section.

For each way of asking, the texts of its section must be nearer than those of all others (InfoNCE over all texts, van
den Oord et al. 2018), and other ways of asking for it nearer than those for others (supervised contrastive loss,
Khosla et al. 2020). Both maps begin as no change and are held near it, so that sections which nobody has asked for yet
gain too.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.intervals import Rate, rate
from ingest.adapter import Adapter, Matrix
from ingest.chunks import Chunk
from ingest.vectors import Vector
from kb.model import Frozen

if TYPE_CHECKING:
    import torch

_EPOCHS = 8
_BATCH = 256
_RATE = 2e-3
_TEMPERATURE = 0.03
_SIBLINGS = 0.5
"""What nearness to other ways of asking counts for, beside nearness to the texts."""

_HOLD = 1e-2
"""Weight of the squared distance from no change."""

_SEED = 20261129
_HELD_OUT = 5
"""One in so many ways of asking, or sections, is held out to measure."""


class Learned(Frozen):
    """How often the right section is nearest by the vectors alone, before and after.

    Attributes:
        before, after: For ways of asking that were not learned from.
        before_unseen, after_unseen: For sections of which nothing was learned from.
    """

    before: Rate
    after: Rate
    before_unseen: Rate
    after_unseen: Rate


class _Rows(NamedTuple):
    """The vectors of chunks, one a row, with the number of the section each belongs to, whatever its version."""

    vectors: Matrix
    section: NDArray[np.int64]
    asked: NDArray[np.bool_]


def learn(chunks: Sequence[Chunk], vectors: Sequence[Vector]) -> Adapter:
    """Learn from all chunks; the same chunks give the same map.

    Args:
        chunks: Of the whole library.
        vectors: The engine's own, in the same order.
    """
    return _fit(_rows(chunks, vectors), np.ones(len(chunks), dtype=bool))


def measure(chunks: Sequence[Chunk], vectors: Sequence[Vector]) -> Learned:
    """Learn twice more, once without some ways of asking, once without some sections, and ask by those held out."""
    rows = _rows(chunks, vectors)
    chance = np.random.default_rng(_SEED)
    ways = rows.asked & (chance.random(len(chunks)) < 1 / _HELD_OUT)
    unseen = (chance.random(rows.section.max() + 1) < 1 / _HELD_OUT)[rows.section]
    none, known, new = None, _fit(rows, ~ways), _fit(rows, ~unseen)
    return Learned(
        before=_nearest(rows, ways, none),
        after=_nearest(rows, ways, known),
        before_unseen=_nearest(rows, rows.asked & unseen, none),
        after_unseen=_nearest(rows, rows.asked & unseen, new),
    )


def _rows(chunks: Sequence[Chunk], vectors: Sequence[Vector]) -> _Rows:
    numbers: dict[tuple[str, str], int] = {}
    section = [numbers.setdefault((c.address.document, c.address.anchor), len(numbers)) for c in chunks]
    return _Rows(np.stack(list(vectors)), np.array(section), np.array([c.field == "question" for c in chunks]))


def _nearest(rows: _Rows, asking: NDArray[np.bool_], adapter: Adapter | None) -> Rate:
    """Return how often the nearest text to a question is one of its section."""
    asked, texts = rows.vectors[asking], rows.vectors[~rows.asked]
    if adapter:
        asked, texts = adapter.questions(asked), adapter.texts(texts)
    nearest = rows.section[~rows.asked][(asked @ texts.T).argmax(axis=1)]
    return rate(int((nearest == rows.section[asking]).sum()), len(asked))


def _fit(rows: _Rows, used: NDArray[np.bool_]) -> Adapter:
    import torch

    torch.manual_seed(_SEED)
    vectors, section = torch.tensor(rows.vectors), torch.tensor(rows.section)
    asked, texts = (torch.tensor(np.flatnonzero(used & place)) for place in (rows.asked, ~rows.asked))
    unchanged = torch.eye(vectors.shape[1])
    maps = [unchanged.clone().requires_grad_(), unchanged.clone().requires_grad_()]
    shifts = [(-vectors[place].mean(dim=0)).requires_grad_() for place in (asked, texts)]
    optimiser = torch.optim.Adam([*maps, *shifts], lr=_RATE)
    steps = _EPOCHS * -(-len(asked) // _BATCH)
    slower = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    for _ in range(_EPOCHS):
        for batch in torch.split(asked[torch.randperm(len(asked))], _BATCH):
            questions, found = (_mapped(vectors[p], shifts[i], maps[i]) for i, p in enumerate((batch, texts)))
            same = section[batch][:, None] == section[batch][None, :]
            same.fill_diagonal_(fill_value=False)
            itself = torch.eye(len(batch), dtype=torch.bool)
            siblings = (questions @ questions.T).masked_fill(itself, -torch.inf)
            loss = _contrast(questions @ found.T, section[batch][:, None] == section[texts][None, :])
            loss = loss + _SIBLINGS * _contrast(siblings, same)
            loss = loss + _HOLD * sum(((one - unchanged) ** 2).sum() for one in maps)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            slower.step()
    shift, text_shift, turn, text_turn = (one.detach().numpy() for one in (*shifts, *maps))
    return Adapter(question_shift=shift, question_map=turn, text_shift=text_shift, text_map=text_turn)


def _mapped(vectors: "torch.Tensor", shift: "torch.Tensor", turn: "torch.Tensor") -> "torch.Tensor":
    import torch

    return torch.nn.functional.normalize((vectors + shift) @ turn, dim=1)


def _contrast(cosines: "torch.Tensor", right: "torch.Tensor") -> "torch.Tensor":
    """Return the mean of −log of the share that the right columns have of a row; rows without one count nothing."""
    import torch

    scores = cosines / _TEMPERATURE
    rows = right.any(dim=1)
    share = torch.logsumexp(scores.masked_fill(~right, -torch.inf), 1)[rows] - torch.logsumexp(scores, 1)[rows]
    return -share.mean() if rows.any() else scores.new_zeros(())
