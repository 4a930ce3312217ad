"""What the interview says: its questions, and its result with the reasons, each resting on a section."""

from dataclasses import replace
from datetime import date
from typing import Literal

from assistant.draft import Block, Draft, Items, Paragraph, Piece, source_of
from assistant.skills.choose.business import UNSURE, Facts
from assistant.skills.choose.rules import FormatRules, Question, Rule, Verdict, verdict
from assistant.skills.formats import entries, labelled, name_of, rule_at, sentence, source_at
from assistant.skills.grid import grid, label
from kb.figures import figures
from kb.library import Library
from kb.messages import Lang, say
from kb.model import Version
from kb.statements import statements

_NEAR = 3
_COMPARED = 3
_SHOWN = ("declaration", "tax", "limits")
"""Fields of the catalog that say what a choice means first of all."""


def told(slot: str, value: str, lang: Lang) -> str:
    """Return a fact as a phrase; sent as a message it is understood again."""
    return say(f"choose.{slot}-{value.replace('_', '-')}", lang)


def asking(question: Question, facts: Facts, lang: Lang) -> Draft:
    """Return a question of the interview with its choices."""
    pieces = [Piece(say(f"choose.ask-{question.slot}", lang))]
    if facts.told:
        pieces.insert(0, Piece(say("choose.so-far", lang, facts=_joined(facts, lang))))
    choices = tuple(told(question.slot, value, lang) for value in question.choices)
    return Draft(
        "choose", (Paragraph(tuple(pieces)),), status="clarify", suggestions=choices, dated=False, retells=True
    )


class Result:
    """What follows from facts on a day, in words.

    Args:
        library: The texts.
        facts: What is known.
        day: Whose rules hold.
        lang: Language of the words.
    """

    def __init__(self, library: Library, facts: Facts, day: date, lang: Lang) -> None:
        self._library = library
        self._entries = entries(library, day, lang)
        self.facts, self.day, self.lang = facts, day, lang
        self.verdict: Verdict = verdict(facts, lambda address: rule_at(library, address, day, lang) is not None)

    def draft(self) -> Draft | None:
        """Return the result as a draft; None when no text speaks for or against any format."""
        found = self.verdict
        blocks: list[Block] = [self._headline()]
        for item in found.fits:
            blocks.append(Items(self.reasons(item)))
        blocks += self._further()
        first = found.fits[0] if found.fits else None
        if first:
            blocks += self._next(first)
        status: Literal["answered", "partial"] = "answered" if first else "partial"
        made = Draft("choose", tuple(blocks), status=status, suggestions=self._suggestions(), retells=True)
        return made if any(piece.sources for piece in made.pieces) else None

    def name(self, item: FormatRules) -> str:
        """Return code and name of a format."""
        version = self._entries.get(item.document)
        return name_of(version) if version else say(f"choose.name-{item.document}", self.lang)

    @property
    def compared(self) -> tuple[Version, ...]:
        """Entries of the formats that fit or are open, then the near ones: what one may want to see side by side."""
        near = (item for item, _ in self.verdict.out)
        items = (*self.verdict.fits, *(() if self.verdict.fits else self.verdict.open), *near)
        documents = dict.fromkeys(item.document for item in items if item.document in self._entries)
        return tuple(self._entries[document] for document in documents)[:_COMPARED]

    def reasons(self, item: FormatRules) -> tuple[Piece, ...]:
        """Return why a format fits, and how it is declared and taxed."""
        met = [rule for rule in item.rules if rule.decides and self.facts.get(rule.slot) in rule.fits]
        pieces = [replace(piece, text=sentence(piece.text, self.lang)) for piece in map(self._rule, met)]
        version = self._entries.get(item.document)
        if version:
            for row in grid((version,), self.day, _SHOWN).rows:
                (cell,) = row.cells
                text = labelled(label(row.field, self.lang), cell.piece.text, self.lang)
                pieces.append(Piece(text, cell.piece.sources, cell.piece.own))
        if item.without_invoice and self.facts.get("source") == "no_invoice":
            pieces += self._quoted(item.without_invoice, "choose.without-invoice")
        return tuple(piece for piece in pieces if piece.sources)

    def out(self, item: FormatRules, rule: Rule) -> Piece:
        """Return why a format does not fit."""
        name, reason = self.name(item), self._rule(rule)
        value = told(rule.slot, self.facts.get(rule.slot) or UNSURE, self.lang)
        text = say("choose.not", self.lang, name=name, rule=reason.text, told=value)
        return Piece(text, reason.sources, reason.own | figures(name))

    def undecided(self, item: FormatRules) -> Piece:
        """Return under which condition a format would fit."""
        rule = next(r for r in item.rules if r.decides and self.facts.get(r.slot) in {None, UNSURE})
        name, reason = self.name(item), self._rule(rule)
        text = say("choose.if", self.lang, name=name, rule=reason.text)
        return Piece(text, reason.sources, reason.own | figures(name))

    def _rule(self, rule: Rule) -> Piece:
        text = say(f"choose.rule-{rule.say}", self.lang)
        source = source_at(self._library, rule.proof, self.day, self.lang, text)
        return Piece(text, (source,) if source else ())

    def _headline(self) -> Paragraph:
        names = "、".join if self.lang == "zh" else " / ".join
        bold = names(f"**{self.name(item)}**" for item in self.verdict.fits)
        key = "choose.fits" if bold else "choose.fits-none"
        facts = _joined(self.facts, self.lang)
        text = f"{say('choose.as-told', self.lang)}{say(key, self.lang, facts=facts, names=bold)}"
        return Paragraph((Piece(text, own=figures(text)),))

    def _further(self) -> list[Block]:
        fits = self.verdict.fits
        named = [item for item in self.verdict.open if not fits or (item.beside and self.facts.all_of(item.beside))]
        open_ = [self.undecided(item) for item in named][:_NEAR]
        out = [self.out(item, rule) for item, rule in self.verdict.out][:_NEAR]
        blocks: list[Block] = []
        if open_ and not fits:
            blocks += [Paragraph((Piece(say("choose.depends", self.lang)),)), Items(tuple(open_))]
        elif open_:
            out += open_
        if out:
            blocks += [Paragraph((Piece(say("choose.others", self.lang)),)), Items(tuple(out))]
        return blocks

    def _next(self, item: FormatRules) -> list[Block]:
        pieces = self._quoted(item.next, "choose.next")
        return [Paragraph(tuple(pieces))] if pieces else []

    def _quoted(self, address: str, key: str) -> list[Piece]:
        """Return the first step of a section, or its first sentence, under a word of ours."""
        found = rule_at(self._library, address, self.day, self.lang)
        if found is None:
            return []
        every = statements(found[1].body)
        first = next((s for s in every if s.form == "step"), every[0])
        return [Piece(say(key, self.lang, told=first.text), (source_of(*found, first),))]

    def _suggestions(self) -> tuple[str, ...]:
        more = []
        for item in self.verdict.fits[:2]:
            found = rule_at(self._library, item.next, self.day, self.lang)
            more += [found[1].heading] if found else []
        return tuple(dict.fromkeys((*more, *self._comparison())))

    def _comparison(self) -> tuple[str, ...]:
        near = [item for item, _ in self.verdict.out]
        codes = [code for item in (*self.verdict.fits, *near) if (code := self.code(item))]
        pair = list(dict.fromkeys(codes))[:2]
        if len(pair) < 2:
            return ()
        return (say("choose.compare", self.lang, one=pair[0], other=pair[1]),)

    def code(self, item: FormatRules) -> str | None:
        """Return the code under which the format is declared."""
        version = self._entries.get(item.document)
        return version.code if version else item.code


def _joined(facts: Facts, lang: Lang) -> str:
    phrases = [told(slot, value, lang) for slot, value in facts.told if value != UNSURE]
    return ("；" if lang == "zh" else "; ").join(phrases)
