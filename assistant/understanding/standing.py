"""Where a past day stands in a question: its own rules are asked for, today's, or both."""

import re
from functools import cache
from pathlib import Path

from assistant.understanding.days import SaidDay
from ingest.tokens import normalise
from kb.data_files import read_data
from kb.model import Frozen

_FILE = Path(__file__).with_name("standing.yaml")
_CLAUSES = re.compile(r"[，,。.;；:：!！?？]+\s*|\s+(?=and\b|but\b)")
_SENTENCES = re.compile(r"[.?!;]\s+")


class _Words(Frozen):
    then: str
    now: str
    after: str
    lasts: str
    state: str
    goes_on: str
    this_year: str
    beside: str
    differs: str
    asks: str
    past: str


@cache
def _words() -> _Words:
    return _Words.model_validate({key: text.replace("| ", "|").strip() for key, text in read_data(_FILE).items()})


def asks_of_today(question: str, said: SaidDay) -> bool:
    """Tell whether a past day is only the background of a question that asks what holds today.

    It is where the question says 现在 or now of something that is no shipment of that day, or where it tells since when
    a company, a filing or a habit exists. The day of an export decides its rule, whenever it is asked for.
    """
    text, words = normalise(question), _words()
    clauses = _CLAUSES.split(text)
    own = next((clause for clause in clauses if said.words in clause), text)
    goes_on = bool(re.search(words.goes_on, own))
    if said.precision == "event" or re.search(words.then, text) or (said.of_trade and not goes_on):
        return False
    others = [clause for clause in clauses if clause != own]
    asks = bool(re.search(words.asks, own))
    if re.search(words.now, text) or re.search(words.lasts, text):
        return True
    if not asks and any(re.search(words.this_year, clause) for clause in others):
        return True
    if not (re.search(words.state, own) or goes_on):
        return False
    return _asked_in_the_present(text, said) if text.isascii() else not asks


def asks_of_both(question: str, said: SaidDay) -> bool:
    """Tell whether a question asks what held on a day, and then what holds now: 去年出口的和今年出口的分别怎么退."""
    text, words = normalise(question), _words()
    rest = text.replace(said.words, " ")
    present = f"{words.now}|{words.this_year}" if said.of_trade else words.now
    if re.search(words.differs, text):
        return True
    if re.search(words.beside, rest) and re.search(present, rest):
        return True
    asking = [clause for clause in _CLAUSES.split(text) if re.search(words.asks, clause)]
    of_now = [c for c in asking if said.words not in c and re.search(f"{words.now}|{words.after}|{words.this_year}", c)]
    return bool(of_now) and len(asking) > len(of_now)


def _asked_in_the_present(text: str, said: SaidDay) -> bool:
    """Tell whether the sentence that asks does so in the present tense, and the day stands apart from it."""
    asked = [part for part in _SENTENCES.split(text) if part][-1]
    rest = asked.partition(said.words)[2] if said.words in asked else asked
    asks = any(re.search(_words().asks, clause) for clause in _CLAUSES.split(rest))
    return asks and not re.search(_words().past, rest)
