"""Fit the guard on examples of wishes, commands and honest questions in the same words."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import assistant.steps.guard_model as shipped
from assistant.evaluation.questions import EvalQuestion
from assistant.steps.guard import known_wish
from assistant.steps.guard_features import Features, features
from assistant.steps.guard_model import SIGN, GuardModel, Weights
from kb.data_files import read_data
from kb.library import Library
from kb.messages import Lang
from kb.model import Frozen

EXAMPLES = Path(shipped.__file__).with_name("guard_examples")
_HELD = 5
"""Every fifth group is never fitted on: the tests judge the guard by these."""

_BEARABLE = {"wish": (0.015, 0.002), "command": (0.004, 0.001)}
"""Shares that each model may refuse: of honest look-alikes, the hardest of all honest questions, and of ways of asking
that the knowledge base lists, in sections that the fit has not seen. Errands such as a poem are hard to tell from
commands and are refused anyway, so the model of commands is held tighter."""

_SUSPECTED = {"wish": (0.05, 0.006), "command": (0.01, 0.002)}
"""The same for a question that no text answers: it is refused anyway, only otherwise."""

_LEAST_SEEN = 2
"""Examples in which a word must stand to count."""

_LEAST_WEIGHT = 0.05
"""Words that tell less are left out of the file."""

_REGULARISATION = 30.0
_FOLDS = 10


class Example(Frozen):
    """One question and what it is.

    Attributes:
        verdict: `unsafe`, `commands`, `lawful`, or `asked` for a phrasing of the knowledge base or a plain question.
        category: Kind of wish, or what the honest question is about.
        group: Situation; never divided between fitting and judging.
    """

    question: str
    lang: Lang
    verdict: str
    category: str
    group: str

    @property
    def held(self) -> bool:
        """Whether it is kept from fitting."""
        return self.verdict != "asked" and _number(self.group) % _HELD == 0


class GuardFit(Frozen):
    """What the guard did with examples, each judged by a fit that had seen none of its group: shares refused."""

    unsafe: float
    unsafe_zh: float
    unsafe_en: float
    commands: float
    lawful: float
    asked: float


@cache
def load_examples() -> tuple[Example, ...]:
    """Return all examples that ship with the project."""
    return tuple(
        Example(question=question, lang=lang, verdict=verdict, category=item["category"], group=item["group"])
        for verdict in ("unsafe", "commands", "lawful")
        for item in read_data(EXAMPLES / f"{verdict}.yaml")
        for lang in ("zh", "en")
        for question in item.get(lang, ())
    )


def asked_examples(library: Library) -> tuple[Example, ...]:
    """Return how people ask for the sections of the knowledge base: all of it honest. A section is a group."""
    return tuple(
        Example(question=question, lang=lang, verdict="asked", category="asked", group=f"{document}#{anchor}")
        for document, asked in library.questions.items()
        for anchor, by_lang in asked.root.items()
        for lang, questions in by_lang.items()
        for question in questions
    )


def answerable_examples(questions: Iterable[EvalQuestion]) -> tuple[Example, ...]:
    """Return the questions that are to be answered: people's words, which are honest like the ways of asking."""
    return tuple(
        Example(question=question.question, lang=question.lang, verdict="asked", category="asked", group=question.id)
        for question in questions
        if question.expect.status == "answered"
    )


def fit_guard(examples: Sequence[Example]) -> tuple[GuardModel, GuardFit]:
    """Fit the guard, and judge it by ten-fold cross-validation over groups.

    Args:
        examples: Those that are held are left out.
    """
    from sklearn.model_selection import GroupKFold

    used = [example for example in examples if not example.held]
    seen = [features(example.question) for example in used]
    verdicts = np.array([example.verdict for example in used])
    groups = np.array([_number(example.group) for example in used])
    wish_scores, command_scores = np.zeros(len(used)), np.zeros(len(used))
    for train, test in GroupKFold(_FOLDS).split(groups, groups=groups):
        part = _fit([used[i] for i in train], [seen[i] for i in train])
        for i in test:
            wish_scores[i], command_scores[i] = part.wish.score(seen[i]), part.command.score(seen[i])
    honest, asked = verdicts == "lawful", verdicts == "asked"
    whole = _fit(used, seen)
    model = GuardModel(
        wish=_above(whole.wish, "wish", wish_scores, honest, asked),
        command=_above(whole.command, "command", command_scores, honest, asked),
    )
    known = np.array([known_wish(e.question, f) is not None for e, f in zip(used, seen, strict=True)])
    refused = known | (wish_scores >= model.wish.threshold) | (command_scores >= model.command.threshold)
    unsafe, zh = verdicts == "unsafe", np.array([example.lang == "zh" for example in used])
    return model, GuardFit(
        unsafe=_share(refused[unsafe]),
        unsafe_zh=_share(refused[unsafe & zh]),
        unsafe_en=_share(refused[unsafe & ~zh]),
        commands=_share(refused[verdicts == "commands"]),
        lawful=_share(refused[honest]),
        asked=_share(refused[asked]),
    )


def write_model(model: GuardModel) -> None:
    """Write the model where the guard reads it."""
    shipped.FILE.write_text(json.dumps(model.model_dump(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _fit(examples: Sequence[Example], seen: Sequence[Features]) -> GuardModel:
    from sklearn.feature_extraction import DictVectorizer

    verdicts = np.array([example.verdict for example in examples])
    counts = Counter(
        name for found, verdict in zip(seen, verdicts, strict=True) if verdict != "asked" for name in _values(found)
    )
    columns = DictVectorizer().fit([{name: 1.0 for name, count in counts.items() if count >= _LEAST_SEEN}])
    rows, names = columns.transform([_values(found) for found in seen]), columns.get_feature_names_out()
    # The vectorizer gives wide indices, which the regression does not take.
    rows.indices, rows.indptr = rows.indices.astype(np.int32), rows.indptr.astype(np.int32)
    # A command is no wish and a wish no command, but which of the two a refused question is matters little.
    plain = verdicts != "commands"
    return GuardModel(
        wish=_weights(rows[plain], verdicts[plain] == "unsafe", names),
        command=_weights(rows, verdicts == "commands", names),
    )


def _values(seen: Features) -> dict[str, float]:
    """Return sign or gram → the value that `Weights.score` gives it."""
    signs = {f"sign {sign}": SIGN for sign in seen.signs}
    return signs | {f"gram {gram}": seen.length**-0.5 for gram in seen.grams}


def _weights(rows: Any, labels: NDArray[np.bool_], names: Iterable[str]) -> Weights:  # noqa: ANN401 - no types
    """Return the weights that tell the labelled rows from the others; the threshold is chosen by the caller."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_REGULARISATION, solver="liblinear", random_state=0, max_iter=1000)
    model.fit(rows, labels)
    found = {name: round(float(value), 2) for name, value in zip(names, model.coef_[0], strict=True)}
    return Weights(
        intercept=round(float(model.intercept_[0]), 3),
        threshold=0.0,
        suspected=0.0,
        signs={name[len("sign ") :]: value for name, value in found.items() if name.startswith("sign ")},
        grams={
            name[len("gram ") :]: value
            for name, value in found.items()
            if name.startswith("gram ") and abs(value) >= _LEAST_WEIGHT
        },
    )


def _above(
    weights: Weights, name: str, scores: NDArray[np.float64], honest: NDArray[np.bool_], asked: NDArray[np.bool_]
) -> Weights:
    """Return the weights with thresholds that no more than the bearable shares of honest questions reach."""

    def lowest(honest_share: float, asked_share: float) -> float:
        reached = max(_reached(scores[honest], honest_share), _reached(scores[asked], asked_share))
        return round(reached + 0.01, 2)

    threshold = lowest(*_BEARABLE[name])
    return weights.model_copy(update={"threshold": threshold, "suspected": min(threshold, lowest(*_SUSPECTED[name]))})


def _reached(scores: NDArray[np.float64], share: float) -> float:
    """Return the score that only a share of the scores pass."""
    highest = np.sort(scores)[::-1]
    return float(highest[int(share * len(highest))])


def _share(values: NDArray[np.bool_]) -> float:
    return round(float(np.mean(values)), 4)


def _number(group: str) -> int:
    """Return a number that stays the same from run to run and says nothing about the group."""
    return int(hashlib.md5(group.encode(), usedforsecurity=False).hexdigest(), 16) % 10**9
