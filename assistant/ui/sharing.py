"""Links to an answer: each asks its question anew, on its day and in its language, and knows what it rested on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from assistant.conversations import Exchange
from assistant.ui.answer_view import user_text
from assistant.ui.navigation import link
from assistant.ui.state import FIRST_DAY, LAST_DAY, assistant, choose_day, lang, words
from assistant.ui.talk import ask, conversation, go_to
from kb.changes import diff_versions
from kb.dates import say_day
from kb.library import Library
from kb.messages import Lang
from kb.model import Version

_LONGEST, _MOST = 1000, 20


def share_query(exchange: Exchange) -> str:
    """Return the query of the address that asks an exchange's question again."""
    answer = exchange.answer
    query = {
        "q": exchange.understood or exchange.question,
        "as_of": answer.as_of.isoformat(),
        "lang": answer.lang,
        "rests": ",".join(f"{c.document}@{c.version.isoformat()}#{c.anchor}" for c in answer.citations),
    }
    return "?" + urlencode({name: value for name, value in query.items() if value})


def take_link() -> None:
    """Ask what a shared link asks, once; going back to it shows the same answer.

    Raises:
        StorageError: The database fails.
    """
    question = st.query_params.get("q", "").strip()[:_LONGEST]
    if "q" not in st.query_params:
        return
    on, rests = _day(st.query_params.get("as_of", "")), st.query_params.get("rests", "")
    for name in ("q", "as_of"):
        st.query_params.pop(name, None)
    if on:
        choose_day(on)
    taken: dict[tuple[str, date | None, Lang], str] = st.session_state.setdefault("links", {})
    asked = (question, on, lang())
    go_to(taken.get(asked, ""))
    if question and asked not in taken:
        ask(question, on)
        taken[asked] = conversation()
    if rests:
        st.query_params["rests"] = rests


@dataclass(frozen=True)
class Replaced:
    """A section that a shared answer rested on and that is no longer the one in force.

    Attributes:
        cited: The version that was cited; None when the knowledge base no longer holds it.
        now: The version in force today, if there is one.
        is_reworded: Whether the section itself is said in other words now, or not at all.
    """

    document: str
    anchor: str
    cited: Version | None
    now: Version | None
    is_reworded: bool


def replaced(library: Library, rests: str, today: date, lang: Lang) -> Iterator[Replaced]:
    """Yield what of an answer's sections is no longer in force.

    Args:
        library: The knowledge base.
        rests: As in the address: `document@version#anchor`, with commas between them; what is no such is passed over.
        today: The day to hold them against.
        lang: Language of the texts.
    """
    for part in rests.split(",")[:_MOST]:
        document, _, rest = part.partition("@")
        named, _, anchor = rest.partition("#")
        on = _day(named)
        history = library.history(document, lang)
        if on is None or not history:
            continue
        cited = library.version(document, on, lang)
        now = next((version for version in history if version.in_force.contains(today)), None)
        section = cited.by_anchor.get(anchor) if cited else None
        if cited is None or section is None:
            yield Replaced(document, anchor, None, now, is_reworded=True)
        elif now is None or now.day != cited.day:
            same = now is not None and any(
                change.anchor == anchor and change.what == "same" for change in diff_versions(cited, now).sections
            )
            yield Replaced(document, anchor, cited, now, is_reworded=not same)
        elif not library.rule_days(cited, section).contains(today):
            yield Replaced(document, anchor, cited, now, is_reworded=True)


def replaced_notice(today: date) -> None:
    """Say which sections of a shared answer are no longer in force, each with the way to the difference."""
    found = list(replaced(assistant().index.library, st.query_params.get("rests", ""), today, lang()))
    if not found:
        return
    with st.container(key="replaced", border=True):
        grave = any(each.is_reworded for each in found)
        st.markdown(f":material/history: **{words('share.replaced' if grave else 'share.newer')}**")
        for place, each in enumerate(found):
            with st.container(key=f"replaced_{place}", gap=None):
                _notice(each)


def _notice(each: Replaced) -> None:
    if each.cited is None:
        st.markdown(words("share.gone"))
        return
    section = each.cited.by_anchor[each.anchor]
    title = user_text(f"{each.cited.title} › {section.heading}")
    was = say_day(each.cited.day, lang())
    if each.now is None:
        st.markdown(words("share.ended", title=title, was=was))
    elif each.now.day == each.cited.day:
        st.markdown(words("share.rule-ended", title=title))
    else:
        key = "share.reworded" if each.is_reworded else "share.same-words"
        st.markdown(words(key, title=title, was=was, now=say_day(each.now.day, lang())))
        older, newer = sorted((each.cited.day, each.now.day))
        between = {"older": older.isoformat(), "newer": newer.isoformat()}
        link(
            "library",
            words("share.difference"),
            icon=":material/difference:",
            doc=each.document,
            view="versions",
            **between,
        )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
