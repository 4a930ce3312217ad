"""Days and languages given on the command line."""

from datetime import date

from kb.errors import NewTradeError
from kb.messages import LANGS, Lang

_FIRST = date(1980, 1, 1)
_LAST = date(2100, 12, 31)


def parse_day(text: str, default: date) -> date:
    """Return the day; the default for an empty text.

    Raises:
        NewTradeError: It is no day, or none that a rule of trade could have.
    """
    if not text:
        return default
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise NewTradeError("error.day", day=text) from error
    if not _FIRST <= day <= _LAST:
        raise NewTradeError("error.day", day=text)
    return day


def parse_lang(text: str) -> Lang | None:
    """Return the language; None for an empty text.

    Raises:
        NewTradeError: It is none of ours.
    """
    if not text:
        return None
    for lang in LANGS:
        if text == lang:
            return lang
    raise NewTradeError("error.lang", given=text)
