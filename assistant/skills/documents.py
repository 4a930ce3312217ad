"""What a legal document is, what our texts take from it, and whether it still holds."""

from datetime import date

from assistant.context import Context, Understanding
from assistant.draft import Block, Draft, Items, Paragraph, Piece, Source, source_of
from assistant.skills.fates import Fate, fate
from assistant.skills.instruments import Known, issuers_in, known_instruments, last_uses, meant, uses_on
from ingest.document_numbers import DocumentNumber
from ingest.tokens import tokens
from kb.dates import say_day
from kb.figures import figures
from kb.messages import Lang, say
from kb.model import ABOUT_ANCHOR, INTRODUCTION_ANCHOR, Section, Version
from kb.statements import Statement, statements

_TOLD = 3
_SAME = 0.4
"""Share of common words from which two sections say the same."""

_CHOICES = 4
_NEAR = 3
_MORE = 3
_SHORT: dict[Lang, int] = {"zh": 10, "en": 28}


def about_document(context: Context, said: DocumentNumber, text: str, *, is_asked_in_force: bool) -> Draft | None:
    """Return what a document is, which of several is meant, or that our texts do not rest on it.

    Args:
        context: The question.
        said: The number it names.
        text: The question, normalised.
        is_asked_in_force: Whether it asks if the document still holds.

    Returns:
        None where no text rests on the document but some speak of it.
    """
    understood = context.understood
    known = known_instruments(context.index, understood.lang)
    found = meant(said, text, known)
    if not found:
        return _unknown(context, said, text, known)
    if len(found) > 1:
        return _which(said, found, understood.lang)
    return _told(context, found[0], is_asked_in_force=is_asked_in_force)


def _which(said: DocumentNumber, found: tuple[Known, ...], lang: Lang) -> Draft:
    names = tuple(item.name(lang) for item in found[:_CHOICES])
    pieces = tuple(Piece(name, own=figures(name)) for name in names)
    blocks: tuple[Block, ...] = (
        Paragraph((Piece(say("lookup.which", lang, number=said.number), own=figures(str(said.number))),)),
        Items(pieces),
    )
    choices = tuple(say("lookup.ask-document", lang, name=item.label(lang)) for item in found[:_CHOICES])
    return Draft("lookup", blocks, status="clarify", suggestions=choices, dated=False, retells=True)


def _unknown(context: Context, said: DocumentNumber, text: str, known: tuple[Known, ...]) -> Draft | None:
    """Return that no text of ours rests on it; None when one at least speaks of it, or too little was said."""
    lang, token = context.understood.lang, said.token
    spoken = token and any(field.holding((token,)) for field in context.index.lexical.values())
    named = issuers_in(text)
    if spoken and not named:
        return None
    near = _near(said, text, known)
    what = text[said.start : said.end].strip()
    blocks: list[Block] = [Paragraph((Piece(say("lookup.unknown", lang, name=what), own=figures(what)),))]
    if near:
        names = (item.name(lang) for item in near)
        pieces = tuple(Piece(name, own=figures(name)) for name in names)
        blocks += [Paragraph((Piece(say("lookup.near", lang)),)), Items(pieces)]
    choices = tuple(say("lookup.ask-document", lang, name=item.label(lang)) for item in near)
    return Draft("lookup", tuple(blocks), status="refused", suggestions=choices, dated=False, retells=True)


def _near(said: DocumentNumber, text: str, known: tuple[Known, ...]) -> tuple[Known, ...]:
    """Return documents of the same year and kind, those of the named issuer and with near numbers first."""
    named = issuers_in(text)
    same = [item for item in known if (item.number.form == "order") == (said.form == "order")]
    if said.form != "order":
        same = [item for item in same if said.year in {None, item.number.year}]

    def weight(item: Known) -> tuple[bool, int]:
        issued_by = any(name in (item.source.issuer or "") for name in named)
        return not issued_by, abs(item.number.number - said.number)

    return tuple(sorted(same, key=weight)[:_NEAR])


def _told(context: Context, known: Known, *, is_asked_in_force: bool) -> Draft:
    understood = context.understood
    day, lang = understood.day, understood.lang
    serving, last = uses_on(known, day), last_uses(known, day)
    told = fate(context.index, known, day, lang)
    past = not serving or bool(told and told.is_over and last)
    uses = (last if past else serving) or serving or known.uses
    status = _status(known, told, serving, understood, is_asked=is_asked_in_force)
    blocks: list[Block] = [Paragraph((_name(known, uses, lang),))]
    if status:
        blocks.append(Paragraph((status,)))
    chosen = _telling(uses)
    heading = say("lookup.used" if past else "lookup.uses", lang)
    pieces = [piece for piece in (_opening(*use) for use in chosen) if status is None or piece.text != status.text]
    if pieces:
        blocks += [Paragraph((Piece(heading),)), Items(tuple(pieces))]
    further = [use for use in uses if use not in chosen]
    if further:
        count = len(further)
        blocks.append(Paragraph((Piece(say("lookup.more", lang, count=count), own=figures(str(count))),)))
    return Draft("lookup", tuple(blocks), suggestions=_further(chosen, further, day), dated=not past)


def _telling(uses: tuple[tuple[Version, Section], ...]) -> tuple[tuple[Version, Section], ...]:
    """Return the first sections that do not say what one before them says."""
    chosen: list[tuple[Version, Section]] = []
    said: list[set[str]] = []
    for use in uses:
        words = set(tokens(statements(use[1].body)[0].text))
        if len(chosen) < _TOLD and not any(len(words & held) >= _SAME * len(words | held) for held in said):
            chosen.append(use)
            said.append(words)
    return tuple(chosen)


def _further(
    chosen: tuple[tuple[Version, Section], ...], others: list[tuple[Version, Section]], day: date
) -> tuple[str, ...]:
    """Return headings of further sections that rest on the document, then of the text that uses it most."""
    version, main = chosen[0]
    beside = [s for s in version.sections if s.anchor not in {ABOUT_ANCHOR, INTRODUCTION_ANCHOR, main.anchor}]
    shown = {section.anchor for _, section in chosen}
    near = [s.heading for s in beside if s.anchor not in shown and s.served and s.served.contains(day)]
    return tuple(dict.fromkeys([*(section.heading for _, section in others), *near]))[:_MORE]


def _name(known: Known, uses: tuple[tuple[Version, Section], ...], lang: Lang) -> Piece:
    """Return name, issuer and date, resting on the section that uses the document most."""
    version, section = uses[0]
    source = known.source
    name = f"**{known.name(lang)}**"
    parts = {"name": name, "issuer": known.issuers(lang)}
    key = "lookup.name" if source.issuer else "lookup.name-only"
    if source.issued:
        key = "lookup.name-issued" if source.issuer else "lookup.name-dated"
        parts["day"] = say_day(source.issued, lang)
    text = say(key, lang, **parts)
    quotes = tuple(statement.quote for statement in statements(section.body)[:1])
    return Piece(text, (Source(version, section, quotes),), own=figures(f"{name} {known.issuers(lang)}"))


def _status(
    known: Known,
    told: Fate | None,
    serving: tuple[tuple[Version, Section], ...],
    understood: Understanding,
    *,
    is_asked: bool,
) -> Piece | None:
    """Return whether the document holds on the day, as far as our texts tell."""
    lang = understood.lang
    if told:
        return Piece(told.statement.text, (source_of(told.version, told.section, told.statement),))
    if not serving:
        return _over(known, understood.day, lang)
    if not is_asked:
        return None
    day = say_day(understood.day, lang)
    version, section = serving[0]
    source = Source(version, section, (statements(section.body)[0].quote,))
    return Piece(say("lookup.still", lang, day=day), (source,), own=figures(day))


def _over(known: Known, day: date, lang: Lang) -> Piece:
    """Return until or from when our texts rest on a document that they do not rest on that day."""
    spans = [section.served for _, section in known.uses if section.served]
    first = min(span.start for span in spans)
    if first > day:
        shown, key = say_day(first, lang), "lookup.begins"
    else:
        shown, key = say_day(max(span.end for span in spans if span.end), lang), "lookup.until"
    return Piece(say(key, lang, day=shown), own=figures(shown))


def _opening(version: Version, section: Section) -> Piece:
    """Return the sentence with which a section answers; a bare yes or no takes the next along."""
    first, *others = statements(section.body)
    taken: list[Statement] = [first]
    if others and first.form == "sentence" and len(first.text) <= _SHORT[version.lang]:
        taken.append(others[0])
    text = ("" if version.lang == "zh" else " ").join(statement.text for statement in taken)
    sources = tuple(source_of(version, section, statement) for statement in taken[:1])
    quotes = tuple(statement.quote for statement in taken)
    return Piece(text, (Source(version, section, quotes, sources[0].head),))
