"""Tell which trade formats there are: all of the catalog with a code, or those of a group such as e-commerce."""

import re
from functools import cache
from pathlib import Path

from assistant.context import Context
from assistant.draft import Draft, Items, Paragraph, Piece
from assistant.skills.formats import entries, labelled, name_of, named, sentence, trade_formats, what_it_is
from ingest.tokens import normalise
from kb.data_files import read_data
from kb.figures import figures
from kb.messages import say
from kb.model import Frozen

_FILE = Path(__file__).with_name("roster.yaml")
_LEFT = re.compile(r"[\u4e00-\u9fff]|[a-z]+|\d+")


class _Words(Frozen):
    mode: str
    asks: str
    groups: dict[str, str]
    plain: str
    fillers: str


@cache
def _words() -> _Words:
    loaded = read_data(_FILE)
    return _Words.model_validate(
        {key: value.replace("| ", "|") if isinstance(value, str) else value for key, value in loaded.items()}
    )


def list_formats(context: Context) -> Draft | None:
    """Return the formats of the group that a question asks for; None when it asks for anything else."""
    understood = context.understood
    groups = _asked(normalise(understood.question))
    if groups is None:
        return None
    known = entries(context.index.library, understood.day, understood.lang)
    if named(understood.question, understood.terms, known):
        return None  # it names a format, and asks for something about it
    chosen = [item.document for item in trade_formats() if item.document in known and groups <= {*item.groups}]
    pieces = []
    for version in (known[document] for document in chosen):
        piece = what_it_is(version, understood.day) if version.code or groups else None
        if piece:
            name = name_of(version)
            text = sentence(labelled(name, piece.text, understood.lang), understood.lang)
            pieces.append(Piece(text, piece.sources, piece.own | figures(name)))
    if len(pieces) < 2:
        return None
    count = str(len(pieces))
    lead = Piece(say("choose.there-are", understood.lang, count=count), own=figures(count))
    return Draft("choose", (Paragraph((lead,)), Items(tuple(pieces))))


def _asked(text: str) -> frozenset[str] | None:
    """Return the groups that a question for formats names, none for all formats; None when it is no such question."""
    known = _words()
    if not (re.search(known.asks, text) and re.search(known.mode, text)):
        return None
    groups = frozenset(group for group, pattern in known.groups.items() if re.search(pattern, text))
    if not groups and not re.search(known.plain, text):
        return None
    left = text
    for pattern in (known.mode, known.asks, *known.groups.values(), known.fillers):
        left = re.sub(pattern, " ", left)
    return None if _LEFT.search(left) else groups
