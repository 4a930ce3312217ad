"""A checklist as a document: steps with boxes to tick, each with its proof and, where there is one, its last day."""

import re
from datetime import date, datetime
from typing import Self

from pydantic import model_validator

from assistant.export.blocks import Block, Heading, Item, Items, Paragraph, Run, paragraph, plain, strong
from assistant.export.characters import legal
from assistant.export.document import Document, closing
from assistant.export.parse import parse
from assistant.export.proofs import proofs
from assistant.skills.gathering import gathered
from assistant.steps.marks import Marks
from kb.citation import Citation
from kb.dates import say_day
from kb.library import Library
from kb.messages import Lang, say
from kb.model import Frozen


class Step(Frozen):
    """One thing to do or to have.

    Attributes:
        text: Markdown.
        marks: Numbers of the citations that prove it.
        due: The last day to do it; None where there is none.
        done: Whether it is ticked.
    """

    text: str
    marks: tuple[int, ...] = ()
    due: date | None = None
    done: bool = False


class Part(Frozen):
    """Steps that belong together; a part may go without a heading."""

    heading: str = ""
    steps: tuple[Step, ...]


class Checklist(Frozen):
    """What to do under the rules of a day.

    Attributes:
        as_of: The day whose rules it follows.
        citations: In the order of the marks.
    """

    title: str
    lang: Lang
    as_of: date
    parts: tuple[Part, ...]
    citations: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _is_proven(self) -> Self:
        marks = {mark for part in self.parts for step in part.steps for mark in step.marks}
        if unknown := marks - {citation.number for citation in self.citations}:
            raise ValueError(f"there are marks without a citation: {sorted(unknown)}")
        return self


def checklist_of(library: Library, document: str, day: date, lang: Lang) -> Checklist | None:
    """Return the checklist of a guide or manual under the rules of a day.

    Args:
        library: The texts.
        document: Id of the guide or manual.
        day: Whose rules hold.
        lang: Language of the checklist.

    Returns:
        None where the document has no text that day, or its text tells no steps, or nothing but steps.
    """
    found = gathered(library, document, day, lang)
    if found is None:
        return None
    version, told = found
    marks = Marks()
    parts = []
    for part in told:
        proven = [piece for piece in part.pieces if piece.is_proven]
        steps = tuple(Step(text=piece.text, marks=_numbers(marks.of(piece.sources))) for piece in proven)
        parts.append(Part(heading=say(f"checklist.part-{part.name}", lang), steps=steps))
    return Checklist(title=version.title, lang=lang, as_of=day, parts=tuple(parts), citations=marks.citations(library))


def _numbers(marks: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", marks))


def checklist_document(checklist: Checklist, made: datetime, *, address: str = "") -> Document:
    """Return a checklist with its sources.

    Args:
        checklist: What to do.
        made: The moment that the document names as its own.
        address: Web address of the app, for links to the sections; empty where it is not known.
    """
    lang = checklist.lang
    day = say("export.as-of", lang, day=say_day(checklist.as_of, lang))
    blocks: list[Block] = [Paragraph(strong(day))]
    for part in checklist.parts:
        if part.heading:
            blocks.append(Heading(2, plain(legal(part.heading))))
        blocks.append(Items(tuple(_item(step, lang) for step in part.steps)))
    blocks += proofs(checklist.citations, lang, level=2, address=address)
    return Document(legal(checklist.title), lang, made, (*blocks, *closing(lang, made)))


def _item(step: Step, lang: Lang) -> Item:
    marks = tuple(Run(f"[{number}]", mark=True) for number in step.marks)
    first, *rest = parse(step.text) or (Paragraph(()),)
    if isinstance(first, Paragraph):
        opening: tuple[Block, ...] = (Paragraph((*first.runs, Run(" "), *marks) if marks else first.runs), *rest)
    else:
        opening = (first, *rest, Paragraph(marks)) if marks else (first, *rest)
    due = (paragraph(say("export.due", lang, day=say_day(step.due, lang))),) if step.due else ()
    return Item((*opening, *due), done=step.done)
