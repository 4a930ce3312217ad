"""Everything a procedure needs, from one guide or manual: conditions, documents, steps, deadlines, whom to ask."""

import re
from collections import defaultdict

from assistant.context import Context
from assistant.draft import Block, Draft, Items, Paragraph, Piece
from assistant.retrieval.search import Hit
from assistant.skills.gathering import Part, gathered, words
from ingest.tokens import normalise
from kb.messages import Lang, say
from kb.model import Version

_SURE = 0.8
"""Share of the best text's score from which a text with a checklist is the one that is meant."""

_SILENT = 0.7
"""What a section counts that leaves a term of the question out."""

_CHOICES = 4
_LEFT = re.compile(r"[\u4e00-\u9fff]|[a-z]{2,}|\d")


def list_everything(context: Context) -> Draft | None:
    """Return the checklist of the procedure, when all of it is asked for; None for any other question."""
    understood = context.understood
    text = normalise(understood.question)
    if not re.search(words().asks, text):
        return None
    if not _LEFT.search(re.sub(words().fillers, " ", text)):
        return _asking(understood.lang)
    if not understood.in_field or understood.elsewhere:
        return None
    for document in _documents(context, text):
        found = gathered(context.index.library, document, understood.day, understood.lang)
        if found:
            return _draft(*found)
    return None


def _documents(context: Context, text: str) -> list[str]:
    """Return the guides and manuals that the question may mean, best first."""
    understood = context.understood
    named = [name for name, pattern in words().authorities.items() if re.search(pattern, text)]
    scores: dict[str, float] = defaultdict(float)
    phrases = [(said.phrase, *said.term.phrases()) for said in understood.terms]
    hits = (*context.found.hits, *context.found.rejected) if context.found else ()
    for hit in hits:
        version = hit.version
        fits = not understood.codes or set(understood.codes) & set(version.formats)
        meant = len(named) != 1 or named[0] in version.authority
        if version.kind != "format" and fits and meant and hit.score > 0:
            score = hit.score * (1 if _speaks_of_all(hit, phrases) else _SILENT)
            scores[version.document] = max(scores[version.document], score)
    best = max(scores.values(), default=0.0)
    return sorted((d for d, score in scores.items() if score >= _SURE * best), key=lambda d: -scores[d])


def _speaks_of_all(hit: Hit, terms: list[tuple[str, ...]]) -> bool:
    """Tell whether a section or its title names every term of the question."""
    text = f"{hit.version.title} {hit.section.heading} {hit.section.body}".lower()
    return all(any(phrase.lower() in text for phrase in phrases) for phrases in terms)


def _draft(version: Version, parts: tuple[Part, ...]) -> Draft:
    lang = version.lang
    title = Piece(say("checklist.title", lang, title=version.title), own=Piece(version.title).unproven)
    blocks: list[Block] = [Paragraph((title,))]
    for part in parts:
        blocks.append(Paragraph((Piece(f"**{say(f'checklist.part-{part.name}', lang)}**"),)))
        blocks.append(Items(part.pieces, "steps" if part.name == "steps" else "tasks"))
    return Draft("checklist", tuple(blocks), suggestions=_suggestions(version, parts))


def _suggestions(version: Version, parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Return headings of the text that the checklist leaves out."""
    used = {source.section.anchor for part in parts for piece in part.pieces for source in piece.sources}
    mistakes = [s.heading for s in version.sections if s.anchor == "mistakes"]
    others = [s.heading for s in version.sections[1:-1] if s.anchor not in used]
    return tuple(dict.fromkeys((*mistakes, *others)))[:3]


def _asking(lang: Lang) -> Draft:
    choices = tuple(say(f"checklist.example-{number}", lang) for number in range(1, _CHOICES + 1))
    block = Paragraph((Piece(say("checklist.which", lang)),))
    return Draft("checklist", (block,), status="clarify", suggestions=choices, dated=False, retells=True)
