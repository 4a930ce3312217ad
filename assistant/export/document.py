"""A document before it has a file format, and what stands at the end of each."""

from dataclasses import dataclass
from datetime import datetime

from assistant.export.blocks import Blocks, Rule, paragraph
from kb.dates import say_day
from kb.messages import Lang, say


@dataclass(frozen=True)
class Document:
    """What a writer writes.

    Attributes:
        title: Stands above all and in the file's properties.
        lang: Language of the words around the content.
        made: When it was made, with its time zone.
        blocks: Everything below the title.
    """

    title: str
    lang: Lang
    made: datetime
    blocks: Blocks


def closing(lang: Lang, made: datetime) -> Blocks:
    """Return the end of every document: which text prevails, whom to call, when it was made."""
    return Rule(), paragraph(say("export.notice", lang)), paragraph(say_made(made, lang))


def say_made(made: datetime, lang: Lang) -> str:
    """Say when a file was made; a moment without a time zone is local time."""
    moment = made if made.tzinfo else made.astimezone()
    zone = moment.strftime("%z")
    return say(
        "export.made", lang, day=say_day(moment.date(), lang), time=f"{moment:%H:%M} (UTC{zone[:3]}:{zone[3:5]})"
    )
