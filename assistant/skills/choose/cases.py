"""Several kinds of trade told side by side in one question: what is known of each."""

import re

from assistant.skills.choose.business import Facts
from assistant.skills.choose.facts import facts_in, words
from assistant.skills.choose.rules import verdict
from ingest.tokens import normalise

_CLAUSES = re.compile(r"[，,。；;：:？?！!、和跟]|\.\s")

_TWO = 2

_USUAL = ("place", "domestic")
"""Where goods go of which nothing is said, beside others of which it is: from China straight to the buyer."""

_KIND = frozenset({"buyer", "place", "source", "activity"})
"""What makes a kind of trade of its own; a platform alone is only where they are sold."""


def cases_in(text: str) -> tuple[Facts, ...]:
    """Return what is known of each kind of trade that a text tells side by side; nothing where it tells of one.

    A clause tells more of the kind before it unless it contradicts that, or stands behind a word such as 一部分 or
    `some`. What is told before the first kind, or of all, holds for each.
    """
    normal, known = normalise(text), words()
    if not re.search(known.several, normal):
        return ()
    shared, cases = Facts(), list[Facts]()
    for part in re.split(known.part, normal):
        begins = True
        for clause in (clause.strip() for clause in _CLAUSES.split(part)):
            said = facts_in(clause)
            if not said.told:
                continue
            if re.match(known.of_all, clause):
                shared = shared.then(said)
            elif not cases or (begins and _is_a_kind(said)) or said.contradicts(cases[-1]):
                cases.append(said)
            else:
                cases[-1] = cases[-1].then(said)
            begins = False
    if len(cases) > _TWO and not _has_its_format(cases[0]) and not cases[0].contradicts(cases[1]):
        shared = cases.pop(0).then(shared)
    if len(cases) < _TWO:
        return ()
    return tuple(dict.fromkeys(_with_the_usual(shared.then(case), cases) for case in cases))


def _has_its_format(facts: Facts) -> bool:
    return bool(verdict(facts, lambda _: True).fits)


def _is_a_kind(facts: Facts) -> bool:
    return any(slot in _KIND or (slot, value) == ("platform", "no") for slot, value in facts.told)


def _with_the_usual(case: Facts, cases: list[Facts]) -> Facts:
    slot, value = _USUAL
    told = [other for other in cases if other.get(slot) not in {None, value}]
    return case if case.get(slot) or not told or not case.get("buyer") else case.with_(slot, value)
