from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.checks.figures import weighty_figures
from kb.dates import DateRange, day_number, from_number
from kb.library import read_library
from kb.markdown import parse

DAYS = st.dates(date(2020, 1, 1), date(2021, 12, 31))
RANGES = st.builds(
    lambda start, length: DateRange(start=start, end=None if length is None else start + timedelta(days=length)),
    DAYS,
    st.none() | st.integers(0, 400),
)
LINES = st.sampled_from(
    ["", "## H", "### G", "{#a}", '{#b sources="k"}', "text", "```", "~~~", "- item", "  more", "===", "---",
     "| a | b |", "|---|---|", "> ## q", "    ## code", "<b>", "\ufeff", "x\u2028y", "{#c", "## {#d}", "#"]
)  # fmt: skip
TEXT = """\
---
id: refund
kind: guide
lang: zh
title: 指南
authority: [tax]
formats: []
region: national
effective_from: {start}
effective_to: {end}
status: published
reviewed_on: 2026-05-01
review_due: 2026-12-01
sources: []
---
{{#about-this-page}}
## 关于本页

本页说明。
"""


@given(RANGES, RANGES, DAYS)
def test_a_day_is_in_both_ranges_when_it_is_in_their_intersection(one, two, day):
    common = one.intersect(two)
    assert (common is not None and common.contains(day)) == (one.contains(day) and two.contains(day))


@given(RANGES, RANGES)
def test_intersection_has_no_order_and_lies_within_both(one, two):
    common = one.intersect(two)
    assert common == two.intersect(one)
    if common is not None:
        assert common.intersect(one) == common.intersect(two) == common


@given(RANGES, DAYS)
def test_numbers_of_a_range_compare_as_its_days_do(one, day):
    first, last = one.numbers()
    assert (first <= day_number(day) <= last) == one.contains(day)
    assert from_number(day_number(day)) == day
    assert from_number(last) == one.end


@given(st.lists(LINES, max_size=30), st.booleans())
def test_every_line_belongs_to_at_most_one_section(lines, fenced):
    text = ("---\nid: a\n---\n" if fenced else "") + "\n".join(lines)
    end, real = 0, text.removeprefix("\ufeff").split("\n")
    for section in parse(text).sections:
        assert end < section.line <= section.end_line <= len(real)
        end = section.end_line
        body = section.body.split("\n") if section.body else []
        assert real[section.end_line - len(body) : section.end_line] == body


@settings(max_examples=40, deadline=None)
@given(st.sets(DAYS, min_size=1, max_size=6), st.data())
def test_exactly_one_version_is_in_force_on_any_day_from_the_first_on(days, data):
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for day in days:
            path = root / "guides" / "refund" / f"{day.isoformat()}.zh.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(TEXT.format(start=day, end=""), encoding="utf-8")
        library = read_library(root).library
    assert [version.day for version in library.history("refund", "zh")] == sorted(days)
    asked = data.draw(st.dates(min(days), date(2023, 1, 1)))
    (version,) = library.in_force(asked, "zh")
    assert version.day == max(day for day in days if day <= asked)
    assert list(library.in_force(min(days) - timedelta(days=1), "zh")) == []


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(DAYS, st.none() | st.integers(0, 300), min_size=1, max_size=6))
def test_no_day_has_two_versions_whatever_ends_the_files_give(ends):
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for day, length in ends.items():
            path = root / "guides" / "refund" / f"{day.isoformat()}.zh.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            end = "" if length is None else str(day + timedelta(days=length))
            path.write_text(TEXT.format(start=day, end=end), encoding="utf-8")
        history = read_library(root).library.history("refund", "zh")
    for older, newer in pairwise(history):
        assert older.in_force.intersect(newer.in_force) is None


@given(st.integers(1, 9999), st.sampled_from([("万", 10**4), ("百万", 10**6), ("千万", 10**7), ("亿", 10**8)]))
def test_a_folded_figure_is_the_same_written_out(number, unit):
    name, times = unit
    assert weighty_figures(f"{number}{name}元") == weighty_figures(f"CNY {number * times:,}")
