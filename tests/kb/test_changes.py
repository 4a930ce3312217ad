from datetime import date

import pytest

from kb.changes import changes_since, diff_versions

OLD, NEW = "guides/refund/2024-01-01", "guides/refund/2025-01-01"
DAY = date(2025, 1, 1)
EXTRA = {
    "zh": '{#late sources="sta-2024-1"}\n## 逾期未核销怎么办？\n\n逾期未核销的，应当补税。\n\n',
    "en": '{#late sources="sta-2024-1"}\n## What if it is late?\n\nLate write-off means tax is due.\n\n',
}


def diff(base, lang="zh"):
    older, newer = base.library().history("refund", lang)
    return diff_versions(older, newer)


def changes(base, since, **wanted):
    found = changes_since(base.library(), since, "zh", **wanted)
    return [(change.day, change.what, change.document, change.anchor) for change in found]


def test_reworded_section_is_told_with_both_texts_and_its_instrument(base):
    change = diff(base)
    assert [(section.anchor, section.what) for section in change.sections] == [
        ("who-this-is-for", "same"),
        ("when", "reworded"),
        ("call", "same"),
        ("about-this-page", "same"),
    ]
    (when,) = change.changed
    assert "实现销售后" in when.older.body
    assert "报关离境后" in when.newer.body
    assert [source.key for source in when.instruments] == ["sta-2024-1"]
    assert change.note == "离境即退税"


def test_added_section_has_no_older_text(base):
    for lang, text in EXTRA.items():
        base.edit(f"{NEW}.{lang}.md", "{#about-this-page}", text + "{#about-this-page}")
    added = diff(base).sections[3]
    assert (added.anchor, added.what, added.older, added.heading) == (
        "late",
        "added",
        None,
        "逾期未核销怎么办？",
    )


def test_removed_section_stands_where_it_stood_with_its_old_instrument(base):
    for lang, text in EXTRA.items():
        base.edit(f"{OLD}.{lang}.md", "{#when ", text + "{#when ")
    removed = diff(base).sections[1]
    assert (removed.anchor, removed.what, removed.newer) == ("late", "removed", None)
    assert [source.key for source in removed.instruments] == ["sta-2024-1"]


def test_other_line_breaks_and_other_page_notes_are_no_change(base):
    base.edit(f"{NEW}.zh.md", "这份指南写给出口企业。", "这份指南写给出口企业。\n")
    base.edit(f"{NEW}.zh.md", "本页解释规定", "本页说明规定")
    assert [section.anchor for section in diff(base).changed] == ["when"]


def test_new_version_and_its_sections_are_told_on_its_first_day(base):
    assert changes(base, DAY) == [(DAY, "begins", "refund", None), (DAY, "reworded", "refund", "when")]
    begins, reworded = changes_since(base.library(), DAY, "zh")
    assert begins.detail == diff(base)
    assert begins.heading == "出口退税指南"
    assert [source.key for source in begins.instruments] == ["sta-2024-1"]
    assert (reworded.version, reworded.heading) == (DAY, "出口海外仓什么时候可以申报退税？")


def test_rule_that_held_before_is_no_change_of_the_day_on_which_a_version_tells_it_first(base):
    for lang, text in EXTRA.items():
        base.edit(f"{NEW}.{lang}.md", "{#about-this-page}", text + "{#about-this-page}")
    assert (DAY, "added", "refund", "late") in changes(base, DAY, until=DAY)
    for lang in EXTRA:
        base.edit(f"{NEW}.{lang}.md", '{#late sources="sta-2024-1"}', '{#late sources="sta-2024-1" from="2023-06-01"}')
    assert (DAY, "added", "refund", "late") not in changes(base, DAY, until=DAY)
    assert (date(2023, 6, 1), "begins", "refund", "late") in changes(base, date(2023, 1, 1))


def test_rule_that_goes_on_in_other_words_is_no_change_of_law(base):
    for lang in EXTRA:
        base.edit(f"{NEW}.{lang}.md", '{#when sources="sta-2024-1"}', '{#when sources="sta-2024-1" from="2024-01-01"}')
    assert diff(base).changed
    assert changes(base, DAY) == [(DAY, "begins", "refund", None)]


def test_first_version_begins_without_a_comparison(base):
    begins = changes_since(base.library(), date(2024, 1, 1), "en", until=date(2024, 1, 1))
    assert [(change.document, change.detail) for change in begins] == [("overseas", None), ("refund", None)]


def test_nothing_is_told_outside_the_period(base):
    assert changes(base, date(2025, 1, 2)) == []
    assert changes(base, date(2024, 2, 1), until=date(2024, 12, 31)) == []


def test_rule_with_its_own_first_day_is_told_once(base):
    found = [change for change in changes(base, date(2023, 1, 1)) if change[3] == "call"]
    assert found == [(date(2023, 6, 1), "begins", "refund", "call")]


def test_end_of_a_rule_to_come_is_told_unless_the_period_ends_before(base):
    base.edit_both(NEW, '{#when sources="sta-2024-1"}', '{#when sources="sta-2024-1" to="2027-12-31"}')
    assert (date(2027, 12, 31), "ends", "refund", "when") in changes(base, date(2026, 6, 1))
    assert changes(base, date(2026, 6, 1), until=date(2027, 12, 30)) == []


def test_version_that_ends_without_a_next_one_is_told(base):
    base.edit_both("catalog/overseas/2024-01-01", "effective_to:", "effective_to: 2026-12-31")
    assert changes(base, date(2026, 6, 1)) == [(date(2026, 12, 31), "ends", "overseas", None)]


def test_rule_that_ended_before_its_text_was_taken_out_is_told_once(base):
    for lang, text in EXTRA.items():
        ended = text.replace('1"}', '1" to="2024-06-30"}')
        base.edit(f"{OLD}.{lang}.md", "{#about-this-page}", ended + "{#about-this-page}")
    found = [change for change in changes(base, date(2024, 1, 2)) if change[3] == "late"]
    assert found == [(date(2024, 6, 30), "ends", "refund", "late")]


def test_changes_of_one_code_only(base):
    base.edit_both(OLD, 'formats: ["9810"]', 'formats: ["9610"]')
    base.edit_both(NEW, 'formats: ["9810"]', 'formats: ["9610"]')
    found = changes(base, date(2023, 1, 1), code="9810")
    assert {document for _, _, document, _ in found} == {"overseas"}


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_published_is_not_told(base, status):
    base.edit_both(NEW, "status: published", f"status: {status}")
    assert changes(base, DAY) == []


def test_changes_come_by_day(base):
    base.edit_both(NEW, '{#when sources="sta-2024-1"}', '{#when sources="sta-2024-1" to="2027-12-31"}')
    days = [day for day, *_ in changes(base, date(2020, 1, 1))]
    assert days == sorted(days)
