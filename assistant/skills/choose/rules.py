"""Which trade format fits which business: rules as data, and what follows from what is known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from functools import cache
from pathlib import Path

from pydantic import Field

from assistant.skills.choose.business import UNSURE, Facts
from kb.data_files import read_data
from kb.model import Frozen

_FILE = Path(__file__).with_name("rules.yaml")

ACTIVITY = "activity"
"""The slot of a kind of business with an entry of its own: it alone decides."""


class Rule(Frozen):
    """One condition of a format.

    Attributes:
        fits: Values that meet it.
        proof: `document#anchor` of the section that holds it.
        say: End of the key of the message that says it.
        decides: Whether it must be known before the format fits.
        when: Slots that must have one of the values for the rule to count.
    """

    slot: str
    fits: tuple[str, ...]
    proof: str
    say: str
    decides: bool = True
    when: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class FormatRules(Frozen):
    """The conditions of one format.

    Attributes:
        document: The catalog entry, or the manual for a use that has no entry of its own.
        code: The code of such a use.
        without_invoice: The section on its tax when purchase invoices are missing.
        next: The section that tells the steps.
        beside: Slots that must have one of the values for it to be named beside another that fits.
    """

    document: str
    code: str | None = None
    rules: tuple[Rule, ...]
    without_invoice: str | None = None
    next: str
    beside: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Question(Frozen):
    """A question of the interview.

    Attributes:
        choices: Values offered.
        when: Slots that must have one of the values for it to be asked.
        unless: Slots that must not, for then the answer is near.
        although: Slots with which it is asked all the same.
    """

    slot: str
    choices: tuple[str, ...]
    when: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    although: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Limit(Frozen):
    """An amount in a currency."""

    limit: float
    currency: str


class Rules(Frozen):
    """Everything that decides."""

    value: Limit
    questions: tuple[Question, ...]
    formats: tuple[FormatRules, ...]


@cache
def rules() -> Rules:
    """Return the rules."""
    return Rules.model_validate(read_data(_FILE))


@dataclass(frozen=True)
class Verdict:
    """What follows from what is known.

    Attributes:
        fits: Formats all of whose rules are met.
        open: Formats that nothing speaks against, but of which something that decides is not known.
        out: Formats with exactly one broken rule, each with it: the near ones.
        broken: Document → its broken rules, for every format looked at.
        all: Every format looked at.
    """

    fits: tuple[FormatRules, ...]
    open: tuple[FormatRules, ...]
    out: tuple[tuple[FormatRules, Rule], ...]
    broken: Mapping[str, tuple[Rule, ...]] = dataclass_field(default_factory=dict)
    all: tuple[FormatRules, ...] = ()

    def only(self, keeps: Callable[[FormatRules], bool]) -> "Verdict":
        """Return the verdict on some of the formats that fit, are open or near."""
        return replace(
            self,
            fits=tuple(filter(keeps, self.fits)),
            open=tuple(filter(keeps, self.open)),
            out=tuple(item for item in self.out if keeps(item[0])),
        )


def next_question(facts: Facts) -> Question | None:
    """Return what to ask next; None when enough is known."""
    if facts.get(ACTIVITY):
        return None
    for question in rules().questions:
        due = facts.all_of(question.when)
        spared = facts.any_of(question.unless) and not facts.any_of(question.although)
        if due and not spared and facts.get(question.slot) is None:
            return question
    return None


def verdict(facts: Facts, holds: Callable[[str], bool]) -> Verdict:
    """Return which formats fit.

    Args:
        facts: What is known.
        holds: Whether the section at an address is in force on the day; a format without its proof is left out.
    """
    fits: list[FormatRules] = []
    undecided: list[FormatRules] = []
    out: list[tuple[FormatRules, Rule]] = []
    every: list[FormatRules] = []
    against: dict[str, tuple[Rule, ...]] = {}
    for item in rules().formats:
        if bool(facts.get(ACTIVITY)) != any(rule.slot == ACTIVITY for rule in item.rules):
            continue
        if not all(holds(rule.proof) for rule in item.rules):
            continue
        due = [rule for rule in item.rules if facts.all_of(rule.when)]
        broken = [rule for rule in due if not _unknown(rule, facts) and facts.get(rule.slot) not in rule.fits]
        missing = [rule for rule in due if rule.decides and _unknown(rule, facts)]
        every.append(item)
        against[item.document] = tuple(broken)
        if len(broken) == 1 and _met(item, facts):
            out.append((item, broken[0]))
        elif not broken:
            (undecided if missing else fits).append(item)
    return Verdict(tuple(fits), tuple(undecided), tuple(out), against, tuple(every))


def _unknown(rule: Rule, facts: Facts) -> bool:
    return facts.get(rule.slot) in {None, UNSURE}


def _met(item: FormatRules, facts: Facts) -> bool:
    """Tell whether something speaks for the format, so that it is worth a word why it does not fit."""
    return any(facts.get(rule.slot) in rule.fits for rule in item.rules)
