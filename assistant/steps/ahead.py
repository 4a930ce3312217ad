"""Rules among the cited that begin, end, or changed within half a year of the answer's day."""

from datetime import date, timedelta

from assistant.answer import ChangeAhead
from assistant.understanding.days import SaidDay
from kb.citation import Citation
from kb.dates import next_day, say_day
from kb.library import Library
from kb.messages import say

WINDOW = timedelta(days=180)


def changes_near(
    library: Library, citations: tuple[Citation, ...], day: date, said: SaidDay | None
) -> tuple[ChangeAhead, ...]:
    """Return what changes near a day, of the rules that citations rest on.

    A rule that began within the period a question named is always pointed out, since part of the period had another.
    """
    found: list[ChangeAhead] = []
    for citation in citations:
        heading = citation.section_path[-1]
        days = citation.in_force
        if days.end is not None and days.end - day <= WINDOW:
            follows = _follows(library, citation, next_day(days.end))
            what = "replaced" if follows else "ends"
            shown = next_day(days.end) if follows else days.end
            key = "answer.change-begins" if follows else "answer.change-ends"
            found.append(_change(citation, what, shown, key, heading))
        within = said is not None and said.period.start < days.start <= min(day, said.period.end or day)
        recent = timedelta(0) <= day - days.start <= WINDOW
        if (recent or within) and _differed(library, citation, days.start):
            found.append(_change(citation, "began", days.start, "answer.change-began", heading))
    return tuple(found)


def _change(citation: Citation, what: str, day: date, key: str, heading: str) -> ChangeAhead:
    text = say(key, citation.lang, heading=heading, day=say_day(day, citation.lang))
    return ChangeAhead.model_validate(
        {
            "document": citation.document,
            "anchor": citation.anchor,
            "heading": heading,
            "what": what,
            "day": day,
            "text": text,
        }
    )


def _follows(library: Library, citation: Citation, day: date) -> bool:
    """Tell whether the document goes on with another text on the day."""
    return any(v.in_force.contains(day) for v in library.history(citation.document, citation.lang))


def _differed(library: Library, citation: Citation, day: date) -> bool:
    """Tell whether the document had another rule the day before, and not merely no text yet."""
    return any(v.day < day for v in library.history(citation.document, citation.lang))
