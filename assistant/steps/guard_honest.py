"""Tell who discloses a wrong, or only asks what it leads to or where to report it: honest, however ill the story."""

import re
from functools import cache
from pathlib import Path

from ingest.tokens import normalise
from kb.data_files import read_data

_FILE = Path(__file__).with_name("guard_honest.yaml")
_CLAUSE = re.compile(r"[,，、。;；:：!！?？\n]+|(?<!\d)\.(?!\d)|\s+(?:and|but|so)\s+")


def is_honest(question: str) -> bool:
    """Tell whether a question is one of someone who discloses, reports or fears a wrong.

    The clauses that tell the story ask for nothing, whoever does wrong in them: 有人叫我…，被抓到会怎样? So what counts
    is that every clause that asks for something asks for what follows, or that the authority was told of it.
    A clause that asks how to do it, or how to get away with it, makes the question what it was without this.
    """
    clauses = [clause.strip() for clause in _CLAUSE.split(normalise(question)) if clause and clause.strip()]
    if any(_said("escapes", clause) for clause in clauses):
        return False
    asking = [clause for clause in clauses if _said("asks", clause)]
    asks_what_follows = bool(asking) and all(_said("follows", clause) for clause in asking)
    return asks_what_follows or any(_said("disclosed", clause) for clause in clauses)


def _said(name: str, clause: str) -> bool:
    return bool(_patterns()[name].search(clause))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    loaded: dict[str, list[str]] = read_data(_FILE)
    return {name: re.compile("|".join(words)) for name, words in loaded.items()}
