import pytest

from kb.markdown import parse

FRONT = "---\nid: a\n---\n"


def test_sections_have_their_exact_lines():
    page = parse(FRONT + '{#a sources="k j" from="2024-01-01"}\n## One\n\nText.\nMore.\n\n\n{#b}\n### Two\n\nEnd.\n')
    one, two = page.sections
    assert (one.heading, one.level, one.line, one.end_line, one.body) == ("One", 2, 5, 8, "Text.\nMore.")
    assert one.attributes == {"id": "a", "sources": "k j", "from": "2024-01-01"}
    assert (two.heading, two.level, two.line, two.end_line, two.body) == ("Two", 3, 12, 14, "End.")


def test_front_matter_is_the_text_between_the_fences():
    assert parse(FRONT + "{#a}\n## H\n\nx\n").front_matter == "id: a"
    assert parse("## H\n\nx\n").front_matter is None


def test_headings_in_code_lists_and_quotes_begin_no_section():
    text = FRONT + "{#a}\n## H\n\n```\n## code\n{#x}\n```\n\n- item\n\n  ## inner\n\n> ## quoted\n"
    (section,) = parse(text).sections
    assert section.body == "```\n## code\n{#x}\n```\n\n- item\n\n  ## inner\n\n> ## quoted"
    assert section.end_line == 16


def test_fence_that_never_closes_keeps_all_that_follows():
    (section,) = parse(FRONT + "{#a}\n## H\n\n~~~\n\n{#b}\n## B\n").sections
    assert section.body.endswith("## B")


def test_setext_headings_are_headings():
    one, two = parse(FRONT + "{#a}\nOne\n===\n\nx\n\n{#b}\nTwo\n---\n\ny\n").sections
    assert (one.level, one.line, one.body) == (1, 5, "x")
    assert (two.level, two.line, two.body, two.attributes) == (2, 11, "y", {"id": "b"})


def test_tables_stay_in_the_body_and_their_links_know_their_row():
    page = parse(FRONT + "{#a}\n## H\n\n| a | b |\n|---|---|\n| 1 | [l](#x) |\n")
    assert page.sections[0].body.count("\n") == 2
    assert [(link.href, link.line) for link in page.links] == [("#x", 9)]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_other_line_ends_make_no_difference(ending):
    text = FRONT + "{#a}\n## H\n\nx\ny\n\n{#b}\n## B\n\nz\n"
    assert parse(text.replace("\n", ending)) == parse(text)


def test_byte_order_mark_makes_no_difference():
    text = FRONT + "{#a}\n## H\n\nx\n"
    assert parse("\ufeff" + text) == parse(text)


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x0c", "\x0b", "\x85", "\x1c"])
def test_signs_that_only_python_takes_for_line_ends_count_no_line(odd):
    one, two = parse(FRONT + f"{{#a}}\n## H\n\nx{odd}y\n\n{{#b}}\n## B\n\nz\n").sections
    assert (one.body, two.line, two.body) == (f"x{odd}y", 10, "z")


def test_attribute_line_belongs_to_the_section_below_it():
    one, two = parse(FRONT + "{#a}\n## H\n\nx\n\n{#b}\n## B\n\ny\n").sections
    assert (one.body, two.attributes) == ("x", {"id": "b"})


def test_attribute_line_is_no_text_though_an_empty_line_follows_it():
    one, two = parse(FRONT + "{#a}\n## H\n\nx\n\n{#b}\n\n## B\n\ny\n").sections
    assert (one.body, one.end_line, two.attributes) == ("x", 7, {"id": "b"})


def test_attribute_line_without_an_empty_line_above_gives_no_anchor():
    _, two = parse(FRONT + "{#a}\n## H\n\nx\n{#b}\n## B\n\ny\n").sections
    assert two.attributes == {}


def test_first_line_of_stray_text_is_known():
    assert parse(FRONT + "\nstray\n\n{#a}\n## H\n\nx\n").stray_line == 5
    assert parse(FRONT + "\n{#a}\n## H\n\nx\n").stray_line is None


def test_lines_of_html_are_known():
    assert parse(FRONT + "{#a}\n## H\n\nx <b>y</b>\n\n<div>\n").html_lines == (7, 9)
    assert parse(FRONT + "{#a}\n## H\n\n`<b>` and 3 < 5\n").html_lines == ()


def test_text_without_headings_has_no_sections():
    assert parse("").sections == ()
    assert parse(FRONT + "only text\n").sections == ()


def test_section_without_text_has_an_empty_body():
    one, two = parse(FRONT + "{#a}\n## H\n\n{#b}\n## B").sections
    assert (one.body, one.end_line, two.body) == ("", 5, "")
