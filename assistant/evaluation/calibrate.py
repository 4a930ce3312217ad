"""Fit when to answer and when to refuse, on questions with known outcome."""

from collections.abc import Iterable, Sequence

import numpy as np
import yaml

from assistant.calibration import FILE, NAMES, Calibration, load_calibration
from assistant.context import Context
from assistant.evaluation.monotone import Monotone, Sign
from assistant.evaluation.questions import EvalQuestion
from assistant.pipeline import Assistant
from assistant.steps.beside import beside_the_point
from assistant.steps.evidence import Evidence, without_day
from assistant.steps.guard import guard
from assistant.steps.measures import measure
from assistant.steps.retrieve import retrieve
from assistant.steps.silence import silence_on
from assistant.steps.understand import understand
from kb.model import Frozen

_FOUND = 3
"""Sections among which the right one must be found."""

_REGULARISATION = 0.3

SIGNS: dict[str, Sign] = {
    "unaccounted": "down",
    "elsewhere": "down",
    "untold": "down",
    "unspoken": "down",
}
"""Measures that do not speak for an answer the more there is of them."""

_BEARABLE = 0.016
"""Share of answerable questions that may be refused, in cross-validation: where the curve bends (docs/decisions/0005).

Half of those of the set are asked in words far from ours: of plain questions far fewer are refused.
"""


class Fit(Frozen):
    """What a calibration did on its own questions, each judged by a fit that had not seen it."""

    answerable: int
    unanswerable: int
    false_refusals: float
    missed_refusals: float


def calibrate(assistant: Assistant, questions: Sequence[EvalQuestion]) -> tuple[Calibration, Fit]:
    """Fit the calibration with ten-fold cross-validation.

    Args:
        assistant: Whose retrieval is measured.
        questions: With expected status; refusals for safety are left out, since the guard decides those.
    """
    # Imported here: sentence-transformers brings scikit-learn along, and only fitting needs it.
    from sklearn.model_selection import StratifiedKFold

    rows, labels = [], []
    for question in questions:
        context, _ = assistant.run(
            question.question, question.as_of, question.history or (), None, (understand, guard, retrieve)
        )
        if context.answer is None and context.found and context.found.hits and _tells(question, context):
            evidence = _evidence(context)
            best = context.found.hits[0]
            if beside_the_point(context.understood.question, (best,)) or silence_on(context, best, evidence):
                continue  # refused whatever its measures are
            measured = measure(context, evidence)
            rows.append([measured[name] for name in NAMES])
            labels.append(question.expect.status == "answered")
    x, y = np.array(rows), np.array(labels)
    likely = np.zeros(len(y))
    for seen, left in StratifiedKFold(10, shuffle=True, random_state=0).split(x, y):
        likely[left] = _model().fit(x[seen], y[seen]).probability(x[left])
    threshold = _highest(likely[y])
    model = _model().fit(x, y)
    before = load_calibration() if FILE.exists() else None
    calibration = Calibration(
        intercept=round(model.intercept, 4),
        weights=_named(model.weights),
        means=_named(model.means),
        deviations=_named(model.deviations),
        threshold=round(float(threshold), 3),
        second=before.second if before else 0.85,
        new_words=before.new_words if before else 0.2,
        tie=before.tie if before else 0.93,
    )
    fit = Fit(
        answerable=int(y.sum()),
        unanswerable=int((~y).sum()),
        false_refusals=float(np.mean(likely[y] < threshold)),
        missed_refusals=float(np.mean(likely[~y] >= threshold)),
    )
    return calibration, fit


def _model() -> Monotone:
    return Monotone(tuple(SIGNS.get(name, "up") for name in NAMES), _REGULARISATION)


def _tells(question: EvalQuestion, context: Context) -> bool:
    """Tell whether a question can teach: one whose section was not found would teach to answer wrongly."""
    if question.expect.status != "answered" or not question.expect.sections or not context.found:
        return True
    found = {f"{hit.version.document}#{hit.section.anchor}" for hit in context.found.hits[:_FOUND]}
    return bool(found & set(question.expect.sections))


def write_calibration(calibration: Calibration) -> None:
    """Write the calibration where the assistant reads it."""
    head = "# When what was found is enough to answer. Fitted by `newtrade calibrate`; see docs/evaluation/README.md.\n"
    text = yaml.safe_dump(calibration.model_dump(), sort_keys=False)
    FILE.write_text(head + text, encoding="utf-8")


def _evidence(context: Context) -> Evidence:
    understood = context.understood
    return Evidence(context.index, without_day(understood.question, understood.said), understood.terms)


def _highest(likely: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
    """Return the highest threshold that refuses no more of the answerable questions than can be borne."""
    return max(float(t) for t in np.linspace(0.05, 0.8, 76) if np.mean(likely < t) <= _BEARABLE)


def _named(values: Iterable[float]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(NAMES, values, strict=True)}
