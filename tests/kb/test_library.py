from datetime import date

from kb.dates import DateRange
from kb.library import Library
from kb.model import SectionAddress

OLD, NEW = date(2024, 1, 1), date(2025, 1, 1)
STEM = "guides/refund/2025-01-01"


def in_force(library: Library, day: date) -> list[str]:
    return [version.key for version in library.in_force(day, "zh")]


def test_version_in_force_on_a_day_is_the_one_served(base):
    library = base.library()
    assert in_force(library, date(2024, 12, 31)) == ["overseas@2024-01-01/zh", "refund@2024-01-01/zh"]
    assert in_force(library, NEW) == ["overseas@2024-01-01/zh", "refund@2025-01-01/zh"]
    assert in_force(library, date(2023, 12, 31)) == []


def test_next_version_ends_the_one_before(base):
    older, newer = base.library().history("refund", "zh")
    assert older.in_force == DateRange(start=OLD, end=date(2024, 12, 31))
    assert newer.in_force == DateRange(start=NEW)


def test_earlier_explicit_end_stays(base):
    base.edit_both("guides/refund/2024-01-01", "effective_to:", "effective_to: 2024-06-30")
    older, _ = base.library().history("refund", "zh")
    assert older.in_force.end == date(2024, 6, 30)


def test_drafts_and_withdrawn_texts_are_kept_but_not_served(base):
    for status in ("draft", "withdrawn"):
        base.edit_both(STEM, f"status: {'published' if status == 'draft' else 'draft'}", f"status: {status}")
        library = base.library()
        assert library.version("refund", NEW, "zh") is not None
        assert in_force(library, date(2026, 1, 1)) == ["overseas@2024-01-01/zh", "refund@2024-01-01/zh"]
        assert len(library.history("refund", "zh")) == 1


def test_draft_does_not_end_the_version_before(base):
    base.edit_both(STEM, "status: published", "status: draft")
    (version,) = base.library().history("refund", "zh")
    assert version.in_force.end is None


def test_section_serves_its_own_days_within_its_version(base):
    base.edit_both(STEM, 'from="2023-06-01"', 'from="2023-06-01" to="2025-06-30"')
    found = base.library().section(SectionAddress(document="refund", version=NEW, anchor="call"), "zh")
    assert found is not None
    _, section = found
    assert section.in_force == DateRange(start=date(2023, 6, 1), end=date(2025, 6, 30))
    assert section.served == DateRange(start=NEW, end=date(2025, 6, 30))


def test_section_without_days_of_its_own_has_its_versions(base):
    older, _ = base.library().history("refund", "zh")
    assert older.by_anchor["when"].in_force == DateRange(start=OLD)
    assert older.by_anchor["when"].served == older.in_force


def test_path_of_a_section_names_the_headings_above_it(base):
    version = base.library().version("refund", NEW, "zh")
    assert version is not None
    assert version.by_anchor["call"].path == ("出口海外仓什么时候可以申报退税？", "不清楚时问谁？")
    assert version.by_anchor["about-this-page"].path == ("关于本页",)


def test_address_of_nothing_gives_nothing(base):
    library = base.library()
    assert library.section(SectionAddress(document="refund", version=NEW, anchor="lost"), "zh") is None
    assert library.section(SectionAddress(document="lost", version=NEW, anchor="when"), "zh") is None


def test_rule_carried_on_by_the_next_version_goes_on(base):
    library = base.library()
    older, _ = library.history("refund", "zh")
    assert library.rule_days(older, older.by_anchor["call"]) == DateRange(start=date(2023, 6, 1))
    assert library.rule_days(older, older.by_anchor["when"]).end == date(2024, 12, 31)


def test_questions_and_glossary_are_read_with_the_texts(base):
    library = base.library()
    assert "退税时间" in library.questions["refund"].of("when", "zh")
    assert library.questions["refund"].of("lost", "zh") == ()
    assert library.glossary.by_official["海外仓"].related == ("出口退税",)
    assert library.first_day == OLD


def test_library_is_the_same_after_a_round_trip(base):
    library = base.library()
    assert Library.model_validate_json(library.model_dump_json()) == library


def test_library_of_no_files_is_empty(tmp_path):
    library = Library.load(tmp_path)
    assert library.versions == ()
    assert library.first_day is None


def test_codes_are_those_that_published_texts_are_about(base):
    library = base.library()
    assert library.codes == {code for version in library.published for code in version.formats}
    assert "9810" in library.codes
