from datetime import date

import pytest

from kb.checks.asking import normalised

FILE = "guides/refund/questions.yaml"
ENTRY = "catalog/overseas/questions.yaml"


def test_phrasing_under_two_anchors_is_found_at_the_second(base):
    base.edit(FILE, "    - 退税时间\n", "    - 有限额　吗？\n")
    assert base.found("question-twice") == [(ENTRY, base.line(ENTRY, "有限额"))]


def test_phrasing_twice_under_one_anchor_counts_once(base):
    base.edit(FILE, "出口多久退", "退税 时间！")
    assert base.found("question-twice") == []
    assert base.found("few-questions") == [(FILE, base.line(FILE, "when:"))]


def test_questions_for_an_unknown_anchor_are_found(base):
    line = base.edit(FILE, "call:", "phone:")
    assert base.found("question-anchor") == [(FILE, line)]


def test_questions_of_a_document_that_is_not_there_are_found(base):
    base.write("manuals/lost/questions.yaml", "when:\n  zh: [问]\n")
    assert base.found("question-anchor") == [("manuals/lost/questions.yaml", 1)]


def test_section_with_too_few_questions_is_found(base):
    base.edit(FILE, ", phone number]", "]")
    assert base.found("few-questions") == [(FILE, base.line(FILE, "call:"))]


def test_sections_of_a_document_without_questions_are_found(base):
    base.remove(ENTRY)
    assert base.found("few-questions") == [(ENTRY, 1)]


def test_section_that_does_not_serve_today_needs_no_questions(base):
    base.edit(FILE, ", phone number]", "]")
    base.edit_both("guides/refund/2025-01-01", 'from="2023-06-01"', 'from="2023-06-01" to="2025-12-31"')
    assert base.found("few-questions") == []
    assert base.found("few-questions", today=date(2025, 12, 31)) != []


def test_unreadable_questions_are_one_finding(base):
    base.write(FILE, "when: [")
    assert base.rules() == {"yaml"}


@pytest.mark.parametrize(
    ("one", "two"), [("退税，时间？", "退税时间"), ("ＦＢＡ 退税", "fba退税"), ("Tax_back!", "taxback")]
)
def test_phrasings_are_compared_without_case_width_and_punctuation(one, two):
    assert normalised(one) == normalised(two)
