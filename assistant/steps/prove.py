"""Step 6: hold every statement against its section, cite, tell the day and what changes near it."""

from dataclasses import replace
from datetime import date

from assistant.answer import Answer
from assistant.context import Claim, Context
from assistant.retrieval.search import Hit
from assistant.steps.ahead import changes_near
from assistant.steps.refuse import clarification, refusal
from kb.citation import Citation, cite
from kb.dates import say_day
from kb.figures import figures
from kb.messages import Lang, say
from kb.model import ABOUT_ANCHOR, INTRODUCTION_ANCHOR

_SUGGESTIONS = 3


def prove(context: Context) -> Context:
    """Fill in `answer`; statements whose figures do not stand in the section they cite are left out."""
    if context.decided.kind == "refuse":
        return replace(context, answer=refusal(context))
    if context.decided.kind == "clarify":
        return replace(context, answer=clarification(context))
    proven = [claim for claim in context.claims if is_proven(claim, context.decided.evidence[claim.source])]
    if not proven:
        return replace(context, answer=refusal(context, "not_covered"))
    understood = context.understood
    citations = _citations(context, proven)
    numbers = {source: number for number, source in enumerate(dict.fromkeys(c.source for c in proven), start=1)}
    ahead = changes_near(context.index.library, citations, understood.day, understood.said)
    lines = [_body(proven, numbers, understood.lang), *(change.text for change in ahead), _day_line(context)]
    if understood.completed:
        lines.insert(0, say("answer.understood-as", understood.lang, question=understood.question))
    answer = Answer(
        status="answered",
        lang=understood.lang,
        as_of=understood.day,
        text="\n\n".join(lines),
        citations=citations,
        changes_ahead=ahead,
        suggestions=_suggestions(context),
    )
    return replace(context, answer=answer)


def is_proven(claim: Claim, hit: Hit) -> bool:
    """Tell whether every figure of a claim stands in the section it cites."""
    return figures(claim.statement.text) <= figures(f"{hit.section.heading}\n{hit.section.body}")


def _citations(context: Context, proven: list[Claim]) -> tuple[Citation, ...]:
    library = context.index.library
    found = []
    for number, source in enumerate(dict.fromkeys(claim.source for claim in proven), start=1):
        hit = context.decided.evidence[source]
        quotes = tuple(claim.statement.quote for claim in proven if claim.source == source)
        found.append(cite(number, library, hit.version, hit.section, quotes))
    return tuple(found)


def _body(proven: list[Claim], numbers: dict[int, int], lang: Lang) -> str:
    """Return Markdown: sentences run on, list items stand in lists, each run ends with the mark of its section."""
    lines: list[str] = []
    runs: list[str] = []
    space = "" if lang == "zh" else " "
    for place, claim in enumerate(proven):
        statement, mark = claim.statement, f"[{numbers[claim.source]}]"
        after = proven[place + 1] if place + 1 < len(proven) else None
        same_run = (
            after is not None and after.source == claim.source and statement.form == after.statement.form == "sentence"
        )
        if statement.form == "sentence":
            runs.append(statement.text)
            if not same_run:
                lines.append(space.join(runs) + f" {mark}")
                runs = []
            continue
        bullet = f"{statement.number}. " if statement.form == "step" else "- "
        lines.append(f"{bullet}{statement.text} {mark}")
    joined = ""
    for line in lines:
        both_items = _is_item(line) and _is_item(joined.rsplit("\n", 1)[-1])
        joined += ("\n" if both_items else "\n\n") + line if joined else line
    return joined


def _is_item(line: str) -> bool:
    return line.startswith("- ") or line.split(". ", 1)[0].isdigit()


def _day_line(context: Context) -> str:
    understood = context.understood
    day = say_day(understood.day, understood.lang)
    if understood.day > context.today:
        return say("answer.future", understood.lang, day=day)
    return say("answer.as-of-said" if understood.said else "answer.as-of", understood.lang, day=day)


def _suggestions(context: Context) -> tuple[str, ...]:
    """Return headings near the answer: neighbours that the search found too, other hits, other neighbours."""
    decision, found = context.decided, context.found
    used = {hit.address for hit in decision.evidence}
    further = [hit for hit in (found.hits if found else ()) if hit.address not in used]
    beside = _neighbours(decision.evidence[0], context.understood.day)
    near = [hit.section.heading for hit in further if hit.section.heading in beside]
    headings = (*near, *(hit.section.heading for hit in further), *beside)
    return tuple(dict.fromkeys(headings))[:_SUGGESTIONS]


def _neighbours(hit: Hit, day: date) -> tuple[str, ...]:
    """Return the headings of the sections before and after a hit, as far as they are in force."""
    sections = [s for s in hit.version.sections if s.anchor not in {ABOUT_ANCHOR, INTRODUCTION_ANCHOR}]
    place = next((i for i, s in enumerate(sections) if s.anchor == hit.section.anchor), None)
    if place is None:
        return ()
    beside = (*sections[max(0, place - 1) : place], *sections[place + 1 : place + 2])
    return tuple(s.heading for s in beside if s.served and s.served.contains(day))
