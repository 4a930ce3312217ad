from datetime import date

OLD, NEW = "guides/refund/2024-01-01", "guides/refund/2025-01-01"
LATER = date(2027, 1, 1)


def test_explicit_end_after_the_next_version_begins_overlaps(base):
    base.edit_both(OLD, "effective_to:", "effective_to: 2025-01-01")
    assert base.found("overlap") == [(f"{OLD}.en.md", 10), (f"{OLD}.zh.md", 10)]


def test_explicit_end_the_day_before_is_sound(base):
    base.edit_both(OLD, "effective_to:", "effective_to: 2024-12-31")
    assert base.problems() == ()


def test_two_texts_of_one_day_overlap(base):
    base.write("manuals/refund/2025-01-01.zh.md", base.read(f"{NEW}.zh.md"))
    assert base.found("overlap") == [("manuals/refund/2025-01-01.zh.md", 9)]


def test_days_that_no_version_covers_are_a_gap(base):
    base.edit_both(OLD, "effective_to:", "effective_to: 2024-12-30")
    assert base.found("gap", "overlap") == [(f"{OLD}.en.md", 10), (f"{OLD}.zh.md", 10)]


def test_a_draft_neither_overlaps_nor_needs_a_note(base):
    base.edit_both(OLD, "effective_to:", "effective_to: 2025-03-01")
    base.edit_both(NEW, "status: published", "status: draft")
    assert not base.rules() & {"overlap", "gap", "unexplained-replacement"}


def test_section_whose_days_lie_outside_its_version_is_found(base):
    base.edit_both(NEW, 'from="2023-06-01"', 'from="2023-06-01" to="2024-06-01"')
    files = (f"{NEW}.en.md", f"{NEW}.zh.md")
    assert base.found("section-outside") == [(file, base.line(file, "###")) for file in files]


def test_second_version_without_a_note_is_found(base):
    base.edit(f"{NEW}.zh.md", "change_note: 离境即退税", "change_note:")
    assert base.found("unexplained-replacement") == [(f"{NEW}.zh.md", 12)]


def test_review_due_before_the_review_is_found(base):
    base.edit(f"{NEW}.zh.md", "review_due: 2026-12-01", "review_due: 2026-05-01")
    assert base.found("review-dates") == [(f"{NEW}.zh.md", 14)]


def test_overdue_review_is_a_warning_only_for_texts_that_serve(base):
    found = [problem for problem in base.problems(LATER) if problem.rule == "review-overdue"]
    assert {problem.file.rsplit("/", 1)[0] for problem in found} == {"catalog/overseas", "guides/refund"}
    assert not any(problem.file.startswith(OLD) for problem in found)
    assert {problem.severity for problem in found} == {"warning"}
    assert (f"{NEW}.zh.md", 14) in base.found("review-overdue", today=LATER)
