"""What `newtrade check` finds wrong with the knowledge base: rules, each from a reading to findings."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

from kb.checks import (
    answering,
    asking,
    catalog,
    contradiction,
    figures,
    form,
    instruments,
    links,
    periods,
    repetition,
    sourcing,
    terms,
    twins,
    yaml_keys,
)
from kb.library import Reading
from kb.model import Problem

RULES: tuple[Callable[[Reading], Iterator[Problem]], ...] = (
    form.text_in_sections,
    form.sections_have_words,
    form.sections_short,
    form.anchors_once,
    form.attributes_above_headings,
    form.no_html,
    yaml_keys.keys_once,
    periods.versions_meet,
    periods.sections_within_version,
    periods.replacements_explained,
    periods.reviews_in_order,
    twins.both_languages,
    twins.same_anchors,
    twins.same_facts,
    figures.figures_agree,
    sourcing.sources_known,
    sourcing.sources_used,
    sourcing.sections_sourced,
    sourcing.practice_confirmed,
    instruments.keys_mean_one,
    instruments.keys_once_in_a_text,
    instruments.instruments_have_one_key,
    links.addresses_official,
    links.links_lead_somewhere,
    repetition.paragraphs_once,
    repetition.sections_distinct,
    contradiction.sections_agree,
    repetition.answers_once,
    answering.yes_or_no_first,
    asking.questions_once,
    asking.questions_have_section,
    catalog.fields_complete,
    catalog.fields_said_once,
    catalog.fields_proven,
    terms.phrases_mean_one_term,
    terms.terms_in_both_languages,
    terms.related_terms_exist,
)
"""What holds on every day."""

RULES_OF_A_DAY: tuple[Callable[[Reading, date], Iterator[Problem]], ...] = (
    periods.reviews_due,
    asking.questions_enough,
)
"""What holds on a given day only."""


def run(reading: Reading, today: date) -> tuple[Problem, ...]:
    """Return everything that is wrong, by file and line: what could not be read, and what the rules find."""
    found = chain(
        reading.problems,
        chain.from_iterable(rule(reading) for rule in RULES),
        chain.from_iterable(rule(reading, today) for rule in RULES_OF_A_DAY),
    )
    return tuple(sorted(found, key=lambda problem: (problem.file, problem.line, problem.rule)))
