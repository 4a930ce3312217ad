"""Citations as blocks: where a statement stands, what it rests on, on which days it holds, what it says."""

from urllib.parse import urljoin

from assistant.export.blocks import Block, Blocks, Heading, Item, Items, Paragraph, Quote, Run, Runs, paragraph, plain
from assistant.export.characters import legal
from kb.citation import Citation, Instrument
from kb.dates import say_day
from kb.messages import Lang, say


def proofs(citations: tuple[Citation, ...], lang: Lang, *, level: int, address: str = "") -> Blocks:
    """Return the list of citations under its heading; nothing when there are none.

    Args:
        citations: In the order of the marks.
        lang: Language of the words around them.
        level: Of the heading.
        address: Web address of the app, for links to the sections; empty where it is not known.
    """
    if not citations:
        return ()
    blocks: list[Block] = [Heading(level, plain(say("export.sources", lang)))]
    for citation in citations:
        blocks += _proof(citation, lang, address)
    return tuple(blocks)


def _proof(citation: Citation, lang: Lang, address: str) -> Blocks:
    place = (
        Run(f"[{citation.number}]", mark=True),
        Run(" "),
        Run(legal(citation.title), bold=True),
        Run(f" · {say_version(citation, lang)} · {say_path(citation)}"),
    )
    lines = [(Run(say("export.rests-on", lang)), *instrument_runs(each, lang)) for each in citation.instruments]
    lines.append(plain(say("cite.in-force", lang, days=citation.in_force.say(lang))))
    if link := link_of(citation, address):
        lines.append((Run(say("export.open", lang)), Run(link, href=link)))
    facts = Items(tuple(Item((Paragraph(line),)) for line in lines))
    quote = tuple(paragraph(line) for line in legal(citation.quote).splitlines() if line.strip())
    return (Paragraph(place), facts, Quote(quote)) if quote else (Paragraph(place), facts)


def say_version(citation: Citation, lang: Lang) -> str:
    """Name the version by its first day."""
    return say("panel.version", lang, day=say_day(citation.version, lang))


def say_path(citation: Citation) -> str:
    """Return the headings that lead to the section."""
    return legal(" › ".join(citation.section_path))


def instrument_runs(instrument: Instrument, lang: Lang) -> Runs:
    """Return an instrument's name, a link where its official address is known, with issuer and date."""
    name = Run(legal(instrument.name), href=instrument.url or "")
    origin = say_origin(instrument, lang)
    return (name, Run(origin)) if origin else (name,)


def say_origin(instrument: Instrument, lang: Lang) -> str:
    """Say who issued an instrument and when, in brackets; empty where neither is known."""
    issuer, day = instrument.issuer, instrument.issued and say_day(instrument.issued, lang)
    if issuer and day:
        return say("export.instrument-both", lang, issuer=legal(issuer), day=day)
    if issuer:
        return say("export.instrument-issuer", lang, issuer=legal(issuer))
    return say("export.instrument-day", lang, day=day) if day else ""


def link_of(citation: Citation, address: str) -> str:
    """Return the web address that opens the section; empty where the app's address is not known."""
    return urljoin(address, citation.link) if address else ""
