"""The screen that says what this is and is not, what state its knowledge is in, and how well it answers."""

import json
from dataclasses import dataclass
from html import escape
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import streamlit as st

from assistant.ui.answer_view import user_text
from assistant.ui.controls import top_bar
from assistant.ui.navigation import screen_title
from assistant.ui.state import assistant, lang, words
from assistant.ui.unavailable import unavailable
from ingest.index import Index
from ingest.settings import PROJECT
from kb.dates import BEIJING, say_day
from kb.errors import NewTradeError

_SETS = ("dev", "held", "fresh")
_MEASURES = ("correct", "cited", "correct_refusal", "false_refusal", "stale")


def about_page() -> None:
    """Show the screen."""
    top_bar(asking=False)
    screen_title(words("about.title"))
    st.markdown(words("about.is"))
    st.markdown(words("about.is-not"))
    st.info(words("chat.disclaimer"), icon=":material/gavel:")
    st.header(words("about.state"), anchor=False)
    try:
        _state(assistant().index)
    except NewTradeError as error:
        unavailable(error)
    _evaluation(PROJECT / "docs" / "evaluation")
    st.header(words("about.errors"), anchor=False)
    st.markdown(words("about.errors-text"))
    st.header(words("about.licence"), anchor=False)
    st.markdown(_licence())


def _state(index: Index) -> None:
    """Show what the knowledge base holds and since when; all of it from the generation that serves."""
    manifest, library = index.manifest, index.library
    with st.container(key="counts", horizontal=True):
        for name, count in (
            ("documents", manifest.documents),
            ("versions", manifest.versions),
            ("sections", manifest.sections),
        ):
            st.metric(words(f"about.{name}"), f"{count:,}", width=150)
    synced = manifest.created.astimezone(BEIJING)
    facts = {
        "synced": words("about.at", day=say_day(synced.date(), lang()), time=f"{synced:%H:%M}"),
        "generation": manifest.name,
        "model": manifest.embedding,
    }
    if library.published:
        facts["reviewed"] = say_day(max(version.reviewed_on for version in library.published), lang())
        facts["review-due"] = say_day(min(version.review_due for version in library.published), lang())
    lines = (f"- {words(f'about.{name}', said=user_text(said))}" for name, said in facts.items())
    st.markdown("\n".join(lines))


@dataclass(frozen=True)
class _Share:
    """A share of questions in percent, with the interval in which it lies with 95 % certainty."""

    count: int
    of: int
    low: float
    high: float

    def say(self) -> str:
        percent = 100 * self.count / self.of if self.of else 0.0
        return words(
            "about.share",
            percent=f"{percent:.1f}",
            count=self.count,
            of=self.of,
            low=f"{100 * self.low:.0f}",
            high=f"{100 * self.high:.0f}",
        )


def _evaluation(folder: Path) -> None:
    measured = {name: found for name in _SETS if (found := _measured(folder / f"{name}.json"))}
    if not measured:
        return
    st.header(words("about.evaluation"), anchor=False)
    st.markdown(words("about.evaluation-text"))
    sets = (words(f"about.{name}", count=found["questions"]) for name, found in measured.items())
    head = [words("about.measure"), *sets]
    rows = [
        [words(f"about.{measure.replace('_', '-')}"), *(_share(found[measure]).say() for found in measured.values())]
        for measure in _MEASURES
    ]
    st.html(_table_html(head, rows))
    st.caption(words("about.evaluation-note"))


def _table_html(head: list[str], rows: list[list[str]]) -> str:
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = ""
    for name, *cells in rows:
        body += f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
    return f'<div class="measures"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _measured(path: Path) -> dict[str, Any] | None:
    """Return what an evaluation wrote; None where it is missing or made by other code: then it is not shown."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        for measure in _MEASURES:
            _share(found[measure])
        return {**found, "questions": int(found["questions"])}
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _share(found: dict[str, Any]) -> _Share:
    return _Share(count=int(found["count"]), of=int(found["of"]), low=float(found["low"]), high=float(found["high"]))


def _licence() -> str:
    try:
        facts = metadata("newtrade")
    except PackageNotFoundError:
        return words("about.licence-none")
    declared = next((facts[name] for name in ("License-Expression", "License") if name in facts), None)
    return words("about.licence-is", name=user_text(declared)) if declared else words("about.licence-none")
