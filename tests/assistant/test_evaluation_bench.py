"""What the comparison with the plain recipe is made of; the comparison itself is `make bench`."""

import os
import sys
from pathlib import Path

import pytest
from asking import DAY

from assistant.evaluation.bench import _times
from assistant.evaluation.costs import process_cost
from assistant.evaluation.plain_recipe import K, PlainRecipe
from assistant.pipeline import Assistant


@pytest.fixture
def recipe(assistant: Assistant, tmp_path: Path) -> PlainRecipe:
    return PlainRecipe(assistant.index.library, assistant.index.embeddings, tmp_path)


def test_the_plain_recipe_finds_texts_of_any_day_and_tells_which_are_not_in_force(
    recipe: PlainRecipe, assistant: Assistant
):
    found = recipe.similarity_search("出口海外仓申报退税", DAY)
    every = {f"{v.document}#{s.anchor}" for v in assistant.index.library.published for s in v.sections}
    assert len(found) == K
    assert {address.removesuffix(" (not in force)") for address in found} <= every
    early = recipe.similarity_search("出口海外仓申报退税", DAY.replace(year=2001))
    assert len(early) == K
    assert all(address.endswith("(not in force)") for address in early)


def test_the_plain_recipe_answers_with_the_text_of_its_first_piece_and_cites_its_section(recipe: PlainRecipe):
    first = recipe.found("出口海外仓申报退税")[0]
    answer = recipe.ask("出口海外仓申报退税", DAY)
    assert (answer.text, answer.status, answer.as_of) == (first.text, "answered", DAY)
    (citation,) = answer.citations
    assert (citation.document, citation.anchor) == (first.version.document, first.section.anchor)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell what a child process cost")
def test_the_cost_of_a_process_is_its_time_and_its_memory():
    idle = process_cost([sys.executable, "-c", "pass"])
    busy = process_cost([sys.executable, "-c", "held = bytearray(200_000_000); sum(range(10_000_000))"])
    assert busy.cpu_seconds > idle.cpu_seconds >= 0
    assert busy.peak_megabytes > idle.peak_megabytes + 150


@pytest.mark.slow
def test_a_process_that_fails_has_no_cost():
    with pytest.raises(RuntimeError, match="ended with 3"):
        process_cost([sys.executable, "-c", "raise SystemExit(3)"])


def test_runs_take_turns_and_each_has_a_time_for_every_question():
    turns: list[str] = []
    times = _times(["one", "two"], lambda q: turns.append(f"a {q}"), lambda q: turns.append(f"b {q}"))  # type: ignore[arg-type, list-item]
    assert turns == ["a one", "b one", "a two", "b two"]
    assert [len(taken) for taken in times] == [2, 2]
