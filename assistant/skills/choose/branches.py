"""Where one thing is left open: every answer to it with the format it leads to, instead of a question back."""

from dataclasses import dataclass
from datetime import date

from assistant.draft import Block, Draft, Items, Paragraph, Piece
from assistant.skills.choose.asking import joined, told
from assistant.skills.choose.business import Facts
from assistant.skills.choose.rules import FormatRules, Question, next_question
from assistant.skills.choose.saying import Result
from kb.figures import figures
from kb.library import Library
from kb.messages import Lang, say

_MOST = 3
"""Formats that may stand side by side; with more, a question is shorter."""

_TOLD = 2
"""What must be known already: who has told less is asked."""


_MOST_IN_ALL = 7
"""Lines for several kinds of trade; with more, none is told."""


@dataclass(frozen=True)
class _Branch:
    choice: str
    result: Result
    item: FormatRules


def branches(library: Library, question: Question, facts: Facts, day: date, lang: Lang) -> Draft | None:
    """Return what each choice of a question leads to; None where one of them leaves more to be asked.

    A choice that no format of the library answers is left out; at least two must remain.
    """
    if len(facts.told) < _TOLD:
        return None
    found: list[_Branch] = []
    for choice in question.choices:
        result = Result(library, facts.with_(question.slot, choice), day, lang, short=True)
        fits, undecided = result.verdict.fits, result.verdict.open
        if len(fits) > 1 or (undecided and not fits):
            return None
        found += [_Branch(choice, result, fits[0])] if fits else []
    if not 1 < len({branch.item.document for branch in found}) <= _MOST:
        return None
    pieces = tuple(piece for branch in found if (piece := _piece(branch, question.slot, lang)))
    opening = (
        say("choose.as-told", lang),
        say("choose.one-more", lang, facts=joined(facts, lang), question=say(f"choose.ask-{question.slot}", lang)),
    )
    text = "".join(opening)
    blocks: tuple[Block, ...] = (Paragraph((Piece(text, own=figures(text)),)), Items(pieces))
    choices = tuple(told(question.slot, branch.choice, lang) for branch in found)
    return Draft("choose", blocks, suggestions=choices, retells=True)


def for_each_case(library: Library, cases: tuple[Facts, ...], day: date, lang: Lang) -> Draft | None:
    """Return what fits for each of several kinds of trade; None where one of them has nothing, or all have too much."""
    if not cases:
        return None
    first, *others = (set(case.told) for case in cases)
    shared = Facts(tuple(item for item in cases[0].told if item in first.intersection(*others)))
    found = [_leaves(library, case, day, lang) for case in cases]
    if not all(found) or sum(map(len, found)) > _MOST_IN_ALL:
        return None
    pieces = []
    for result in (result for leaves in found for result in leaves):
        own = Facts(tuple(item for item in result.facts.told if item not in shared.told))
        lines = (_line(result, item, joined(own, lang), lang) for item in result.verdict.fits)
        pieces += [piece for piece in lines if piece]
    key = "choose.each-case" if shared.told else "choose.each-case-bare"
    text = say("choose.as-told", lang) + say(key, lang, facts=joined(shared, lang))
    return Draft("choose", (Paragraph((Piece(text, own=figures(text)),)), Items(tuple(pieces))), retells=True)


def _leaves(library: Library, facts: Facts, day: date, lang: Lang) -> list[Result]:
    """Return a result for every answer to what is left open, each format once."""
    result = Result(library, facts, day, lang, short=True)
    question = None if result.verdict.fits else next_question(facts)
    if question is None:
        return [result] if result.verdict.fits else []
    every = [
        leaf for choice in question.choices for leaf in _leaves(library, facts.with_(question.slot, choice), day, lang)
    ]
    return list({leaf.verdict.fits[0].document: leaf for leaf in every}.values())


def _piece(branch: _Branch, slot: str, lang: Lang) -> Piece | None:
    return _line(branch.result, branch.item, told(slot, branch.choice, lang), lang)


def _line(result: Result, item: FormatRules, said: str, lang: Lang) -> Piece | None:
    """Return under what a format fits, and what it is."""
    what = result.what(item, alone=True)
    if what is None:
        return None
    name = f"**{result.name(item)}**"
    text = say("choose.branch", lang, told=said, name=name, what=what.text)
    return Piece(text, (*what.sources, *result.grounds(item, what)), what.own | figures(name))
