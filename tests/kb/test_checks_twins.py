import pytest

NEW = "guides/refund/2025-01-01"
EN = f"{NEW}.en.md"
ENTRY = "catalog/overseas/2024-01-01.en.md"


def test_version_in_one_language_only_is_found(base):
    base.remove(EN)
    assert base.found("translation-missing") == [(f"{NEW}.zh.md", 1)]


def test_unreadable_twin_is_one_finding_and_not_also_missing(base):
    base.edit(EN, "title: Export refund guide", "title: Export: refund guide")
    assert base.rules() == {"yaml"}


def test_withdrawn_text_is_left_alone(base):
    base.edit(EN, "status: published", "status: withdrawn")
    base.edit(EN, "This guide is", "<b>This</b> guide is")
    assert "html" not in base.rules()


def test_other_order_of_sections_is_found_where_it_begins(base):
    base.edit(EN, "{#who-this-is-for}", "{#swap}")
    base.edit(EN, "{#when ", "{#who-this-is-for ")
    base.edit(EN, "{#swap}", "{#when}")
    assert base.found("anchors-differ") == [(EN, base.line(EN, "## Whom is"))]


def test_missing_and_extra_sections_are_named(base):
    base.edit(EN, "{#call ", "{#phone ")
    (problem,) = (problem for problem in base.problems() if problem.rule == "anchors-differ")
    assert (problem.values["missing"], problem.values["extra"]) == ("call", "phone")
    assert problem.line == base.line(EN, "### Whom to ask")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("effective_to:", "effective_to: 2028-01-01"),
        ("authority: [tax]", "authority: [tax, customs]"),
        ('formats: ["9810"]', "formats: []"),
        ("region: national", "region: chongqing"),
    ],
)
def test_front_matter_that_a_translation_changed_is_found(base, old, new):
    line = base.edit(EN, old, new)
    assert (EN, line) in base.found("twins-differ")


def test_other_source_keys_are_found(base):
    base.edit(EN, "key: practice", "key: custom")
    base.edit(EN, 'sources="practice"', 'sources="custom"')
    assert base.found("twins-differ") == [
        (EN, base.line(EN, "sources:")),
        (EN, base.line(EN, "### Whom to ask")),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('sources="sta-2024-1"', 'sources="sta-2024-1 practice"'),
        ('sources="sta-2024-1"', 'sources="sta-2024-1" to="2028-01-01"'),
        ('sources="sta-2024-1"', 'sources="sta-2024-1" from="2024-01-01"'),
        ("## When can", "### When can"),
    ],
)
def test_section_days_sources_and_level_are_the_same_in_both(base, old, new):
    base.edit(EN, old, new)
    assert base.found("twins-differ") == [(EN, base.line(EN, "When can"))]


def test_field_with_another_anchor_is_found(base):
    base.edit(ENTRY, "{value: refund, anchor: limits}", "{value: refund, anchor: about-this-page}")
    assert base.found("twins-differ") == [(ENTRY, base.line(ENTRY, "fields:"))]
