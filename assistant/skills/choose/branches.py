"""Where one thing is left open: every answer to it with the format it leads to, instead of a question back."""

from dataclasses import dataclass
from datetime import date

from assistant.draft import Block, Draft, Items, Paragraph, Piece
from assistant.skills.choose.business import Facts
from assistant.skills.choose.rules import FormatRules, Question
from assistant.skills.choose.saying import Result, joined, told
from kb.figures import figures
from kb.library import Library
from kb.messages import Lang, say

_MOST = 3
"""Formats that may stand side by side; with more, a question is shorter."""

_TOLD = 2
"""What must be known already: who has told less is asked."""


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


def _piece(branch: _Branch, slot: str, lang: Lang) -> Piece | None:
    what = branch.result.what(branch.item)
    if what is None:
        return None
    name = f"**{branch.result.name(branch.item)}**"
    text = say("choose.branch", lang, told=told(slot, branch.choice, lang), name=name, what=what.text)
    return Piece(text, what.sources, what.own | figures(name))
