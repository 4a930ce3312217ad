STEM = "catalog/overseas/2024-01-01"
ZH = f"{STEM}.zh.md"


def test_field_whose_section_is_not_there_is_found(base):
    line = base.edit(ZH, "{value: 退税, anchor: limits}", "{value: 退税, anchor: tax}")
    assert base.found("field-anchor") == [(ZH, line)]


def test_figure_that_the_section_does_not_state_is_found(base):
    line = base.edit(ZH, "每票15万美元以下", "每票16万美元以下")
    assert base.found("field-figures") == [(ZH, line)]


def test_figure_written_another_way_is_proven(base):
    base.edit(ZH, "每票15万美元以下", "'每票150,000美元以下'")
    base.edit(ZH, "{value: 36个月", "{value: 三十六个月")
    assert base.problems() == ()


def test_format_that_lacks_a_field_is_a_warning(base):
    for lang, value in (("zh", "退税"), ("en", "refund")):
        base.edit(f"{STEM}.{lang}.md", f"  tax: {{value: {value}, anchor: limits}}\n", "")
    problems = base.problems()
    assert [(p.rule, p.severity, p.values["field"]) for p in problems] == [("field-missing", "warning", "tax")] * 2
    assert (problems[1].file, problems[1].line) == (ZH, base.line(ZH, "fields:"))


def test_format_without_a_code_is_a_warning(base):
    base.edit_both(STEM, 'code: "9810"\n', "")
    assert [(p.file, p.line, p.rule, p.severity) for p in base.problems()] == [
        (f"{STEM}.en.md", 1, "no-code", "warning"),
        (ZH, 1, "no-code", "warning"),
    ]


def test_guide_needs_neither_code_nor_fields(base):
    assert not base.rules() & {"no-code", "field-missing"}


def test_field_said_to_have_no_source_is_no_gap(base):
    for lang, value in (("zh", "退税"), ("en", "refund")):
        base.edit(f"{STEM}.{lang}.md", f"  tax: {{value: {value}, anchor: limits}}\n", "")
    base.edit_both(STEM, 'code: "9810"\n', "unsupported: [code, tax]\n")
    assert base.problems() == ()


def test_field_with_a_value_that_is_said_to_have_no_source_is_found(base):
    base.edit_both(STEM, 'code: "9810"\n', 'code: "9810"\nunsupported: [tax]\n')
    assert [(p.file, p.rule) for p in base.problems()] == [(f"{STEM}.en.md", "field-both"), (ZH, "field-both")]
