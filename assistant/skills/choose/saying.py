"""The result of the interview with its reasons, each resting on a section."""

import re
from dataclasses import replace
from datetime import date
from typing import Literal

from assistant.draft import Block, Draft, Items, Paragraph, Piece, Source, source_of
from assistant.skills.choose.asking import joined, told
from assistant.skills.choose.business import UNSURE, Facts
from assistant.skills.choose.rules import FormatRules, Rule, Verdict, verdict
from assistant.skills.formats import entries, labelled, name_of, rule_at, sentence, source_at, what_it_is
from assistant.skills.grid import Row, grid, label
from kb.figures import figures
from kb.library import Library
from kb.messages import Lang, say
from kb.model import Version
from kb.statements import statements

_NEAR = 3
_NEAR_SHORT = 2
_COMPARED = 3
_ABROAD = {"consumer_abroad", "business_abroad"}
_OF_IMPORTS = re.compile(r"(?:零售)?进口|(?:retail )?imports?\b", re.I)
_SHOWN = ("declarant", "declaration", "tax", "limits")
"""Fields of the catalog that say what a choice means first of all."""

_BESIDES, _LITTLE = ("documents",), 2
"""Fields shown besides where no more of those are told."""


class Result:
    """What follows from facts on a day, in words.

    Args:
        library: The texts.
        facts: What is known.
        day: Whose rules hold.
        lang: Language of the words.
        short: Whether it is an answer in a conversation, which nobody reads to the end when it is long.
        without: Codes that are ruled out already.
        named: Codes that are asked about: where one does not fit, it is told why, before any other.
    """

    def __init__(
        self,
        library: Library,
        facts: Facts,
        day: date,
        lang: Lang,
        *,
        short: bool = False,
        without: frozenset[str] = frozenset(),
        named: frozenset[str] = frozenset(),
    ) -> None:
        self._library, self._short, self._named = library, short, named
        self._entries = entries(library, day, lang)
        self.facts, self.day, self.lang = facts, day, lang
        found = verdict(facts, lambda address: rule_at(library, address, day, lang) is not None)
        self.verdict: Verdict = found.only(lambda item: self.code(item) not in without)

    def draft(self) -> Draft | None:
        """Return the result as a draft; None when no text speaks for or against any format."""
        found = self.verdict
        first = found.fits[0] if found.fits else None
        blocks: list[Block] = [self._headline()]
        if self._short:
            blocks += self._fits_in_short()
        else:
            blocks += [Items(self.reasons(item)) for item in found.fits]
        blocks += self._further()
        if first and not self._short:
            blocks += self._next(first)
        status: Literal["answered", "partial"] = "answered" if first else "partial"
        made = Draft("choose", tuple(blocks), status=status, suggestions=self._suggestions(), retells=True)
        return made if any(piece.sources for piece in made.pieces) else None

    def about(self, code: str) -> Draft | None:
        """Return why the format of a code does not fit; None where nothing told speaks against it.

        That nothing does is no yes: who asks may have goods or be a firm that it is not open to.
        """
        item = next((item for item in self.verdict.all if self.code(item) == code), None)
        against = self.verdict.broken.get(item.document, ()) if item else ()
        if item is None or not against:
            return None
        pieces = tuple(self.out(item, rule) for rule in against)
        instead = (self._headline(), *self._fits_in_short()) if self.verdict.fits else ()
        blocks: tuple[Block, ...] = (Paragraph(pieces[:1]), *((Items(pieces[1:]),) if pieces[1:] else ()), *instead)
        return Draft("choose", blocks, suggestions=self._suggestions(), retells=True)

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
        return (*pieces, *self._in_short(item))

    def _fits_in_short(self) -> list[Block]:
        """Return what each format that fits is, when there are several, and how the first is declared and taxed."""
        fits = self.verdict.fits
        whats = [piece for item in fits if (piece := self.what(item))] if len(fits) > 1 else []
        pieces = (*whats, *(self._in_short(fits[0]) if fits else ()))
        return [Items(pieces)] if pieces else []

    def _in_short(self, item: FormatRules) -> tuple[Piece, ...]:
        """Return how a format is declared and taxed."""
        pieces: list[Piece] = []
        version = self._entries.get(item.document)
        if version:
            for row in self._rows_of(version):
                (cell,) = row.cells
                if self.facts.get("buyer") in _ABROAD and _OF_IMPORTS.match(cell.piece.text):
                    continue  # 1210 serves both ways, and its entry speaks of imports
                several = self._short and len(self.verdict.fits) > 1
                name = f"{version.code} {label(row.field, self.lang)}" if several else label(row.field, self.lang)
                text = labelled(name, cell.piece.text, self.lang)
                pieces.append(Piece(text, cell.piece.sources, cell.piece.own | figures(version.code or "")))
        if item.without_invoice and self.facts.get("source") == "no_invoice":
            pieces += self._quoted(item.without_invoice, "choose.without-invoice")
        return tuple(piece for piece in pieces if piece.sources)

    def _rows_of(self, version: Version) -> tuple[Row, ...]:
        """Return the rows that say what the choice of a format means."""
        rows = tuple(row for row in grid((version,), self.day, (*_SHOWN, *_BESIDES)).rows if row.cells[0].is_told)
        shown = tuple(row for row in rows if row.field in _SHOWN)
        return shown if len(shown) > _LITTLE else rows

    def out(self, item: FormatRules, rule: Rule) -> Piece:
        """Return why a format does not fit."""
        name, reason = self.name(item), self._rule(rule)
        value = told(rule.slot, self.facts.get(rule.slot) or UNSURE, self.lang)
        key = "choose.not-short" if self._short else "choose.not"
        text = say(key, self.lang, name=name, rule=reason.text, told=value)
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
        facts = joined(self._bearing, self.lang)
        text = f"{say('choose.as-told', self.lang)}{say(key, self.lang, facts=facts, names=bold)}"
        only = self.verdict.fits[0] if self._short and len(self.verdict.fits) == 1 else None
        what = self.what(only) if only else None
        grounds = self.grounds(only, what) if only and what else ()
        return Paragraph((Piece(text, grounds, own=figures(text)), *((what,) if what else ())))

    def grounds(self, item: FormatRules, what: Piece) -> tuple[Source, ...]:
        """Return where the last rule of a format stands, by which it is chosen, unless what it is stands there too."""
        told = {source.section.anchor for source in what.sources}
        return tuple(source for source in self._rule(item.rules[-1]).sources if source.section.anchor not in told)

    @property
    def _bearing(self) -> Facts:
        """What of the facts bears on the formats that fit; all of them where none does."""
        slots = {rule.slot for item in self.verdict.fits for rule in item.rules}
        return Facts(tuple(item for item in self.facts.told if not slots or item[0] in slots))

    def what(self, item: FormatRules, *, alone: bool = False) -> Piece | None:
        """Return what a format that fits is; of a use without an entry, the rule that decided.

        Args:
            item: The format.
            alone: Whether it is named just before, whatever else fits.
        """
        version = self._entries.get(item.document)
        if version is None or item.code:
            rule = self._rule(item.rules[-1])
            return replace(rule, text=sentence(rule.text, self.lang))
        piece = what_it_is(version, self.day)
        if piece is None:
            return None
        # One format has just been named; of several each is named again.
        text = piece.text if alone or len(self.verdict.fits) == 1 else labelled(self.name(item), piece.text, self.lang)
        return Piece(sentence(text, self.lang), piece.sources, piece.own | figures(self.name(item)))

    def _further(self) -> list[Block]:
        fits = self.verdict.fits
        named = [item for item in self.verdict.open if not fits or self._is_beside(item)]
        most = max(_NEAR_SHORT if self._short else _NEAR, len(self._named))
        open_ = [self.undecided(item) for item in named][: most if fits else _NEAR]
        open_ += [piece for item in named if fits and self.code(item) in self._named for piece in self._taxed(item)]
        near = {item.document: (item, rule) for item, rule in (*self._asked_about(), *self.verdict.out)}
        out = [self.out(item, rule) for item, rule in near.values()][:most]
        blocks: list[Block] = []
        if open_ and not fits:
            blocks += [Paragraph((Piece(say("choose.depends", self.lang)),)), Items(tuple(open_))]
        elif open_:
            out += open_
        if out:
            blocks += [Paragraph((Piece(say("choose.others", self.lang)),)), Items(tuple(out))]
        return blocks

    def _is_beside(self, item: FormatRules) -> bool:
        """Tell whether an undecided format is named beside one that fits."""
        return self.code(item) in self._named or bool(item.beside and self.facts.all_of(item.beside))

    def _taxed(self, item: FormatRules) -> tuple[Piece, ...]:
        """Return how goods of a format are taxed: by that one chooses between two that are both possible."""
        version = self._entries.get(item.document)
        rows = grid((version,), self.day, ("tax",)).rows if version else ()
        name = f"{self.code(item)} {label('tax', self.lang)}"
        return tuple(
            replace(row.cells[0].piece, text=labelled(name, row.cells[0].piece.text, self.lang)) for row in rows
        )

    def _asked_about(self) -> tuple[tuple[FormatRules, Rule], ...]:
        """Return the formats that are asked about and do not fit, each with the rule that tells it from one that does.

        A code of two formats stands for the one against which less speaks.
        """
        decisive = {rule.slot for item in self.verdict.fits for rule in item.rules if rule.decides}
        found = []
        for code in sorted(self._named):
            against = [
                (item, self.verdict.broken[item.document]) for item in self.verdict.all if self.code(item) == code
            ]
            item, broken = min(against, key=lambda one: len(one[1]), default=(None, ()))
            if item and broken:
                found.append((item, next((rule for rule in broken if rule.slot in decisive), broken[0])))
        return tuple(found)

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
