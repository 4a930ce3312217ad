"""The sides of a comparison: which text speaks of which, and how a statement bears on the point that is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.context import Context
from assistant.retrieval.search import Hit
from assistant.steps.evidence import Evidence
from assistant.steps.showing import is_fit
from assistant.understanding.intent import fitting_heading
from assistant.understanding.sides import Sides
from ingest.tokens import normalise, tokens
from kb.messages import Lang
from kb.model import ABOUT_ANCHOR, INTRODUCTION_ANCHOR
from kb.statements import Statement, statements

_SPOKEN, _BESIDE_A_TERM, _WORDS = 0.5, 0.8, 2
"""Share of a side's own words from which a text speaks of it, the same beside a known term, and their number."""

BY_HEADING = 0.6
"""What a point counts that only the heading above a statement names."""

ITSELF, OPENS, RANK = 0.25, 0.15, 1.0
"""What counts beside the point: that a statement names its side, that it opens its section, the section's rank."""

TELLS_LITTLE = 0.8
"""What a statement counts less that leaves the matter open, or sends the reader elsewhere."""

_LABEL: dict[Lang, int] = {"zh": 24, "en": 60}
"""Characters before a colon that name what a list item or row is about."""

_OPEN = re.compile(
    r"无法|没有(?:查到|收录|看到|要求)|有没有|是否|能不能|哪[个些家][^，。]{0,8}，请向|怎[样么][^，。]{0,8}，请向|怎样(?:处理|适用)"
    r"|not known|could not|cannot be|whether",
    re.I,
)
_ELSEWHERE = re.compile(r"(?:见|详见|请见|，看)[^，。]{2,40}。$|\bsee [^.]{2,80}\.$")
_CODE = re.compile(r"(?<!\d)\d{4}(?![\d年])")
_OF_A_CODE = re.compile(
    r"监管|方式|模式|代码|业务|零售|出口|进口|货物?|的|\b(?:the|code|mode|regime|retail|exports?|imports?|goods)\b|\W"
)
"""What may stand beside a code in the name of a side that is all that the code means."""


@dataclass(frozen=True)
class Told:
    """A statement of a section, and how well it fits."""

    hit: Hit
    statement: Statement
    fit: float


class Opposed:
    """The sides, and how statements bear on them.

    Args:
        context: The question, understood.
        sides: What it compares.
    """

    def __init__(self, context: Context, sides: Sides) -> None:
        self.context, self.sides = context, sides
        self._evidence, self._knows = Evidence(context.index, sides.point, ()), context.index.lexical["text"].knows
        names = [normalise(name) for name in sides.names]
        words = [frozenset(tokens(name)) for name in names]
        # A bare number, as the 2 of class 2, is of many things.
        self._words = [
            frozenset() if any(word.isdigit() for word in own) else own.difference(*(o for o in words if o is not own))
            for own in words
        ]
        self._phrases = [self._said(name, [other for other in names if other != name]) for name in names]
        self._point = frozenset(tokens(sides.point)).difference(*words)
        point = normalise(sides.point)
        self._meant = self._point.union(
            *(
                tokens(said.term.term.get(context.understood.lang, ""))
                for said in context.understood.terms
                if said.phrase in point
            )
        )

    def _said(self, name: str, others: list[str]) -> tuple[str, ...]:
        """Return by what phrases a side is spoken of: its name, and what the term is called that only it names."""
        codes = [code for code in _CODE.findall(name) if not any(code in other for other in others)]
        # 9610 alone does not speak of 9610出口退货, but 1300 does of 修理物品1300.
        is_all = name.endswith(tuple(codes)) or not _OF_A_CODE.sub("", _CODE.sub("", name))
        found = [name, *(codes if is_all else ())]
        for said in self.context.understood.terms:
            rest = name.replace(said.phrase, "").strip()
            shared = len(rest) < len(said.phrase) or all(rest in other for other in others)
            if said.phrase in name and shared and not any(said.phrase in other for other in others):
                official = (normalise(phrase) for phrase in said.term.term.values())
                found += [said.phrase, *(phrase for phrase in official if not any(phrase in other for other in others))]
        return tuple(dict.fromkeys(found))

    def speaks(self, number: int, text: str) -> bool:
        """Tell whether a text speaks of a side: of 认证企业 does not speak what says 高级认证企业."""
        said = _plain(text)
        for phrase in (p for other, phrases in enumerate(self._phrases) if other != number for p in phrases):
            if any(own in phrase and own != phrase for own in self._phrases[number]):
                said = said.replace(_plain(phrase), " ")
        if any(_holds(said, _plain(phrase)) for phrase in self._phrases[number]):
            return True
        own = self._words[number]
        words = frozenset(word for word in own if self._knows(word))
        held = len(words & set(tokens(said)))
        named = len(self._phrases[number]) > 1
        return held >= max(min(_WORDS, len(own)), (_BESIDE_A_TERM if named else _SPOKEN) * len(words)) > 0

    def touches(self, number: int, text: str) -> bool:
        """Tell whether a text has at least a word of a side, where a side has known words at all."""
        own = [word for word in self._words[number] if self._knows(word)]
        return self.speaks(number, text) or bool(set(own) & set(tokens(_plain(text))))

    def names_all(self, text: str) -> bool:
        """Tell whether a text names every side by what it is called, and not only in words like it."""
        said = _plain(text)
        return all(any(_holds(said, _plain(phrase)) for phrase in phrases) for phrases in self._phrases)

    def tells_all(self, hit: Hit) -> bool:
        """Tell whether a section speaks of every side, in its heading or in what it states."""
        texts = [hit.section.heading, *(statement.text for statement in statements(hit.section.body))]
        return all(any(self.speaks(number, text) for text in texts) for number in range(len(self.sides.names)))

    def point_in(self, text: str) -> float:
        """Return the share of the point that a text speaks of, in its words or official ones; 1 without a point."""
        total = sum(self._evidence.idf(word) for word in self._point if self._knows(word))
        held = sum(self._evidence.idf(word) for word in self._meant & set(tokens(text)))
        return min(held / total, 1.0) if total else 1.0

    def is_of_an_unnamed_format(self, hit: Hit) -> bool:
        """Tell whether a text is on one trade format alone, where the question names no format."""
        understood = self.context.understood
        named = understood.codes or any(said.term.codes for said in understood.terms)
        return len(hit.version.formats) == 1 and not named

    def spoken_in(self, text: str) -> frozenset[int]:
        """Return of which sides a text speaks."""
        return frozenset(number for number in range(len(self.sides.names)) if self.speaks(number, text))

    def _spoken_by(self, statement: Statement) -> frozenset[int]:
        """Return of which sides a statement speaks; of a list item or row its label tells, where it names one."""
        label, colon, _ = re.split("([：:])", f"{statement.text}::", maxsplit=1)
        if colon and statement.form != "sentence" and len(label) <= _LABEL[self.context.understood.lang]:
            named = self.spoken_in(label)
            if len(named) == 1:
                return named
        return self.spoken_in(statement.text)

    def told(self, hit: Hit, best: float) -> Iterator[tuple[Told, frozenset[int]]]:
        """Yield each statement of a section with its fit, and of which sides it speaks itself."""
        if hit.section.anchor in {ABOUT_ANCHOR, INTRODUCTION_ANCHOR}:
            return
        by_heading = BY_HEADING * self.point_in(hit.section.heading)
        rank = RANK * hit.score / best
        for place, statement in enumerate(statements(hit.section.body)):
            if is_fit(statement.text, self.context) and not _ELSEWHERE.search(statement.text):
                fit = max(self.point_in(statement.text), by_heading) + rank + (OPENS if place == 0 else 0.0)
                fit -= TELLS_LITTLE if leaves_open(statement) else 0.0
                yield Told(hit, statement, fit), self._spoken_by(statement)

    def made_for_it(self, hit: Hit) -> bool:
        """Tell whether a section's heading sets them against each other."""
        heading, asks = hit.section.heading, fitting_heading("comparison")
        chinese = self.context.index.library.version(hit.version.document, hit.version.day, "zh")
        said = chinese.by_anchor.get(hit.section.anchor) if chinese else None
        sets = bool(said and asks and asks.search(said.heading))
        return sets or len(self.spoken_in(heading)) > 1


def _plain(text: str) -> str:
    """Return a text as questions write it: 退（免）税 is 退免税."""
    return re.sub(r"[（(](免)[)）]", r"\1", normalise(text))


def _holds(text: str, phrase: str) -> bool:
    if not phrase.isascii():
        return phrase in text
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(phrase)}(?:s|es)?(?![a-z0-9])", text))


def leaves_open(statement: Statement) -> bool:
    """Tell whether a statement leaves a matter open."""
    return bool(_OPEN.search(statement.text))
