"""What of the screen Find the format stands in the address: the view, the answers given, the formats compared."""

from collections.abc import Iterable

import streamlit as st

from assistant.skills.choose.business import UNSURE, Facts
from assistant.skills.choose.rules import rules
from kb.model import Version

_PROOF = ("doc", "version", "anchor", "at")


def facts() -> Facts:
    """Return the answers given so far; what the address makes up is passed over."""
    known: dict[str, set[str]] = {}
    for question in rules().questions:
        known.setdefault(question.slot, {UNSURE}).update(question.choices)
    given = Facts()
    for item in st.query_params.get("facts", "").split(","):
        slot, _, value = item.partition(".")
        if value in known.get(slot, ()):
            given = given.with_(slot, value)
    return given


def keep_facts(given: Facts) -> None:
    """Keep the answers in the address."""
    _keep("facts", ",".join(f"{slot}.{value}" for slot, value in given.told))


def formats(entries: dict[str, Version]) -> tuple[list[str], list[str]]:
    """Return the formats to compare, and those the address names that have no entry on the day."""
    by_name = {short_name(version): document for document, version in entries.items()}
    asked = [name for name in st.query_params.get("formats", "").split(",") if name]
    return [by_name[name] for name in dict.fromkeys(asked) if name in by_name], [n for n in asked if n not in by_name]


def keep_formats(versions: Iterable[Version]) -> None:
    """Keep the formats to compare in the address."""
    _keep("formats", ",".join(short_name(version) for version in versions))


def short_name(version: Version) -> str:
    """Return how a format stands in the address: by its code, or by its document."""
    return version.code or version.document


def view() -> str:
    """Return `choose` or `compare`."""
    asked = st.query_params.get("view")
    return asked if asked in {"choose", "compare"} else "compare" if st.query_params.get("formats") else "choose"


def keep_view(chosen: str) -> None:
    """Keep the view in the address."""
    _keep("view", chosen)
    close_proof()


def open_proof(version: Version, anchor: str, at: str) -> None:
    """Let the address name the section that is shown, and the place on the screen below which it is shown."""
    for name, value in zip(_PROOF, (version.document, version.day.isoformat(), anchor, at), strict=True):
        st.query_params[name] = value


def is_open(at: str) -> bool:
    """Tell whether a section is shown below a place on the screen."""
    return bool(st.query_params.get("doc")) and st.query_params.get("at") == at


def close_proof() -> None:
    """Show no section beside."""
    for name in _PROOF:
        st.query_params.pop(name, None)


def _keep(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
