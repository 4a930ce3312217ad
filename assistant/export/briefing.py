"""What changed in a period, month by month, as a document for those who must tell others."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urljoin

from assistant.export.blocks import Block, Heading, Item, Items, Paragraph, Quote, Run, Runs, paragraph, plain, strong
from assistant.export.characters import legal
from assistant.export.document import Document, closing
from assistant.export.proofs import instrument_runs
from assistant.export.told import address_of, before, instruments_of, now, title_of
from kb.changes import Change
from kb.dates import DateRange, say_day, say_month
from kb.library import Library
from kb.messages import Lang, say


def briefing_document(
    library: Library,
    changes: tuple[Change, ...],
    period: DateRange,
    lang: Lang,
    made: datetime,
    *,
    code: str | None = None,
    address: str = "",
) -> Document:
    """Return the briefing.

    Args:
        library: Where the changed texts stand.
        changes: What it tells, by day.
        period: The days looked at; without a last day all that is known of the future.
        lang: Language of the texts.
        made: The moment that the document names as its own.
        code: The supervision mode code to which it is limited, if any.
        address: Web address of the app, for links to the sections; empty where it is not known.
    """
    blocks: list[Block] = [Paragraph(strong(say("export.period", lang, days=period.say(lang))))]
    if code:
        blocks.append(paragraph(say("export.only-format", lang, code=code)))
    count = say("change.count", lang, count=len(changes)) if changes else say("export.no-changes", lang)
    blocks.append(paragraph(count))
    for month, found in groupby(changes, key=lambda change: (change.day.year, change.day.month)):
        blocks.append(Heading(2, plain(say_month(date(*month, 1), lang))))
        for change in found:
            blocks += _change(library, change, address)
    return Document(say("export.briefing-title", lang), lang, made, (*blocks, *closing(lang, made)))


def _change(library: Library, change: Change, address: str) -> Iterator[Block]:
    lang = change.lang
    where = say("export.whole-text", lang) if change.anchor is None else legal(change.heading)
    yield Heading(3, plain(f"{say_day(change.day, lang)} · {say(f'change.{change.what}', lang)} · {where}"))
    yield Paragraph(strong(legal(title_of(library, change))))
    if change.detail and change.detail.note:
        yield paragraph(legal(change.detail.note))
    for key, lines in (("export.before", before(library, change)), ("export.now", now(library, change))):
        if lines:
            yield paragraph(say(key, lang).strip())
            yield Quote(tuple(paragraph(legal(line)) for line in lines))
    facts: list[Runs] = [
        (Run(say("export.rests-on", lang)), *instrument_runs(each, lang)) for each in instruments_of(change)
    ]
    link = address_of(library, change)
    if address and link:
        opened = urljoin(address, link)
        facts.append((Run(say("export.open", lang)), Run(opened, href=opened)))
    if facts:
        yield Items(tuple(Item((Paragraph(fact),)) for fact in facts))
