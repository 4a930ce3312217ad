ZH = "guides/refund/2025-01-01.zh.md"


def test_heading_without_text_is_found(base):
    base.edit(ZH, "这份指南写给出口企业。\n", "")
    assert base.found("empty-section") == [(ZH, base.line(ZH, "## 这份"))]


def test_heading_with_only_headings_below_it_is_found(base):
    base.edit(ZH, "出口海外仓的货物自2025年起在报关离境后即可申报退税。\n", "")
    assert base.found("empty-section") == [(ZH, base.line(ZH, "## 出口海外仓"))]


def test_text_above_the_first_heading_is_found(base):
    line = base.edit(ZH, "{#who-this-is-for}", "先说一句。\n\n{#who-this-is-for}")
    assert base.found("stray-text") == [(ZH, line)]


def test_text_without_sections_is_found(base):
    text = base.read(ZH)
    base.write(ZH, text[: text.index("{#who")])
    assert base.found("no-sections") == [(ZH, 1)]
    assert "no-about" not in base.rules()


def test_text_that_does_not_end_with_about_is_found(base):
    base.edit(ZH, "{#about-this-page}", '{#others sources="sta-2024-1"}')
    assert base.found("no-about") == [(ZH, base.line(ZH, "## 关于本页"))]


def test_section_over_the_limit_is_found(base):
    sentence = "这份指南写给出口企业。"
    base.edit(ZH, sentence, "".join(f"第{n}条。" for n in range(400)))
    assert base.found("too-long") == [(ZH, base.line(ZH, "## 这份"))]


def test_section_of_just_the_limit_is_sound(base):
    base.edit(ZH, "这份指南写给出口企业。", "文" * 1500)
    assert base.problems() == ()


def test_attribute_line_that_is_not_above_a_heading_is_found(base):
    line = base.edit(ZH, "这份指南写给出口企业。", "{#lost}\n\n这份指南写给出口企业。")
    assert base.found("stray-attributes") == [(ZH, line)]


def test_html_is_found_in_a_line_and_as_a_block(base):
    first = base.edit(ZH, "这份指南写给出口企业。", "这份指南写给<b>出口企业</b>。")
    base.edit(ZH, "本页解释规定", "<div>\n本页解释规定")
    assert base.found("html") == [(ZH, first), (ZH, base.line(ZH, "<div>"))]


def test_anchor_used_twice_is_found_at_the_second(base):
    base.edit(ZH, "{#call ", "{#when ")
    assert base.found("anchor-twice") == [(ZH, base.line(ZH, "###"))]
