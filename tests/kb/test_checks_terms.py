FILE = "glossary.yaml"


def test_phrase_under_two_terms_is_found_at_the_second(base):
    base.edit(FILE, "en: [tax back]", "en: [tax back, ｆｂａ]")
    assert base.found("term-two-ways") == [(FILE, 4)]


def test_phrase_that_is_the_official_name_of_another_term_is_found(base):
    base.edit(FILE, "zh: [国外仓库]", "zh: [国外仓库, 出口退税]")
    assert base.found("term-two-ways") == [(FILE, 1)]


def test_phrase_twice_under_one_term_is_sound(base):
    base.edit(FILE, "en: [tax back]", "en: [tax back, Export Refund]")
    assert base.problems() == ()


def test_term_without_a_language_is_found(base):
    base.edit(FILE, "{zh: 出口退税, en: export refund}", "{zh: 出口退税}")
    assert base.found("term-language") == [(FILE, 4)]


def test_related_term_that_is_no_official_name_is_found(base):
    line = base.edit(FILE, "related: [出口退税]", "related: [退税]")
    assert base.found("term-related") == [(FILE, line)]


def test_key_that_stands_twice_in_yaml_is_found(base):
    base.edit("guides/refund/questions.yaml", "call:\n", "call:\n  zh: [先前的]\ncall:\n")
    file = "guides/refund/questions.yaml"
    assert base.found("key-twice") == [(file, base.line(file, "zh: [先前的]") + 1)]


def test_key_that_stands_twice_in_a_front_matter_is_found(base):
    file = "guides/refund/2025-01-01.zh.md"
    line = base.edit(file, "region: national\n", "region: chongqing\nregion: national\n")
    assert base.found("key-twice") == [(file, line + 1)]
