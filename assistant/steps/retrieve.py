"""Step 3: find the sections in force on the day."""

from dataclasses import replace

import numpy as np

from assistant.context import Context
from assistant.retrieval.beside import beside
from assistant.retrieval.search import Query, search
from assistant.steps.covering import Coverage
from assistant.steps.former import before_the_rule
from assistant.steps.telling_then import with_what_tells_of_it
from assistant.understanding.intent import fitting_heading, subject_of
from assistant.understanding.terms import Said
from ingest.tokens import tokens
from ingest.vectors import Vector


def retrieve(context: Context) -> Context:
    """Fill in `found`; of a question on what held before the new rule, as of the day before that rule began."""
    searched = _searched(context)
    former = before_the_rule(context, searched.found) if searched.found else None
    if former is None:
        return searched
    earlier = _searched(former)
    return earlier if earlier.found and earlier.found.hits else searched


def _searched(context: Context) -> Context:
    query, coverage = query_of(context), Coverage(context)
    found = search(context.index, query, context.weights, context.understood.lang)
    found = coverage.ranked(with_what_tells_of_it(context, query, found))
    return replace(context, query=query, found=found)


def query_of(context: Context) -> Query:
    """Return what is searched for; its vector is made beside what follows."""
    understood = context.understood
    return Query(
        vector=beside(lambda: _vector(context)),
        words=understood.words,
        day=understood.day,
        codes=understood.codes,
        instruments=understood.instruments,
        subjects=tuple(_words_for(said) for said in understood.terms),
        fitting=fitting_heading(understood.intent),
        changed_in=understood.said.period if understood.said and understood.intent == "changes" else None,
        by_ways=understood.intent != "changes",
        places="重庆" in understood.question or "chongqing" in understood.question.lower(),
    )


def _vector(context: Context) -> Vector:
    """Return the question's embedding; of a follow-up the mean of the completed question's and its own.

    The question before is the longer one and would have the completed one near itself.
    """
    understood = context.understood
    asked = [understood.question, understood.own] if understood.completed else [understood.question]
    if understood.intent == "changes":
        asked = [subject_of(question, "changes") for question in asked]
    mean = context.index.embed(asked).mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def _words_for(said: Said) -> frozenset[str]:
    """Return the words of the phrase and of what it officially is, in both languages."""
    return frozenset(word for name in (said.phrase, *said.term.term.values()) for word in tokens(name))
