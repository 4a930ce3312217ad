"""How well ranked lists hold what is relevant, by `ir_measures`."""

from collections.abc import Collection, Mapping, Sequence

from assistant.evaluation.intervals import Mean, Rate, mean, rate
from kb.errors import NewTradeError
from kb.model import Frozen


class Ranking(Frozen):
    """The measures of one way of searching.

    Attributes:
        questions: How many were asked.
        hit_at_1: Share of questions whose first find is relevant.
        hit_at_5: Share with anything relevant among the first five.
        recall_at_5: Share of what is relevant that stands among the first five, `recall_at_10` among the first ten.
        mrr: Mean of 1 over the rank of the first relevant find.
        ndcg_at_10: Normalised discounted cumulative gain of the first ten.
    """

    questions: int
    hit_at_1: Rate
    hit_at_5: Rate
    recall_at_5: Mean
    recall_at_10: Mean
    mrr: Mean
    ndcg_at_10: Mean


def ranking(relevant: Mapping[str, Collection[str]], found: Mapping[str, Sequence[str]]) -> Ranking:
    """Hold ranked lists against what is relevant.

    Args:
        relevant: Question → what answers it.
        found: Question → what was found, best first; what stands there twice counts where it stands first.

    Raises:
        NewTradeError: The package `ir-measures` is not installed.
    """
    try:
        from ir_measures import RR, Qrel, R, ScoredDoc, Success, iter_calc, nDCG
    except ImportError as error:
        raise NewTradeError("error.measures-missing") from error

    names = {
        "hit_at_1": Success @ 1,
        "hit_at_5": Success @ 5,
        "recall_at_5": R @ 5,
        "recall_at_10": R @ 10,
        "mrr": RR,
        "ndcg_at_10": nDCG @ 10,
    }
    judged = [Qrel(question, item, 1) for question, items in relevant.items() for item in sorted(set(items))]
    ranked = [
        ScoredDoc(question, item, 1.0 / rank)
        for question in relevant
        for rank, item in enumerate(dict.fromkeys(found.get(question, ())), start=1)
    ]
    values: dict[str, list[float]] = {str(measure): [] for measure in names.values()}
    for metric in iter_calc(list(names.values()), judged, ranked) if judged else ():
        values[str(metric.measure)].append(float(metric.value))

    def share(name: str) -> Rate:
        held = values[str(names[name])]
        return rate(sum(value > 0 for value in held), len(held))

    def average(name: str) -> Mean:
        return mean(values[str(names[name])])

    return Ranking(
        questions=len(relevant),
        hit_at_1=share("hit_at_1"),
        hit_at_5=share("hit_at_5"),
        recall_at_5=average("recall_at_5"),
        recall_at_10=average("recall_at_10"),
        mrr=average("mrr"),
        ndcg_at_10=average("ndcg_at_10"),
    )
