import pytest

from kb.errors import LibraryError
from kb.library import read_library

ZH = "guides/refund/2025-01-01.zh.md"
QUESTIONS = "guides/refund/questions.yaml"


def test_file_that_is_not_utf8_is_found_on_the_line(base):
    text = base.read(ZH)
    before, after = text.split("这份指南写给出口企业。")
    (base.root / ZH).write_bytes(before.encode() + "出口".encode("gb18030") + after.encode())
    assert base.found("encoding") == [(ZH, before.count("\n") + 1)]


def test_yaml_file_that_is_not_utf8_is_found(base):
    (base.root / QUESTIONS).write_bytes("问".encode("gb18030"))
    assert base.found("encoding") == [(QUESTIONS, 1)]


def test_file_that_cannot_be_read_is_found(base):
    base.remove(ZH)
    (base.root / ZH).mkdir()
    assert base.found("unreadable") == [(ZH, 1)]


def test_broken_yaml_is_found_on_its_line(base):
    line = base.edit(ZH, "title: 出口退税指南", "title: a: b")
    assert base.found("yaml") == [(ZH, line)]


def test_text_without_front_matter_is_found(base):
    text = base.read(ZH)
    base.write(ZH, text[text.index("{#who") :])
    assert base.found("no-front-matter") == [(ZH, 1)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: guide", "kind: leaflet"),
        ("region: national", "region: beijing"),
        ("authority: [tax]", "authority: []"),
        ("reviewed_on: 2026-05-01", "reviewed_on: soon"),
        ("status: published", "status: published\nauthor: me"),
        ("instrument: 税务公开信息（无文号）", "instrument: []"),
    ],
)
def test_front_matter_against_the_schema_is_found_on_its_line(base, old, new):
    line = base.edit(ZH, old, new) + new.count("\n")
    assert base.found("schema") == [(ZH, line)]


def test_missing_key_is_found(base):
    base.edit(ZH, "region: national\n", "")
    assert base.found("schema") == [(ZH, 2)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: refund", "id: rebate"),
        ("kind: guide", "kind: manual"),
        ("lang: zh", "lang: en"),
        ("effective_from: 2025-01-01", "effective_from: 2025-01-02"),
    ],
)
def test_front_matter_that_contradicts_the_place_of_the_file_is_found(base, old, new):
    base.edit(ZH, old, new)
    assert base.found("misplaced") == [(ZH, 1)]


def test_version_that_ends_before_it_begins_is_found(base):
    base.edit(ZH, "effective_to:", "effective_to: 2024-12-31")
    assert base.found("dates-reversed") == [(ZH, 1)]


def test_section_that_ends_before_it_begins_is_found(base):
    base.edit(ZH, 'from="2023-06-01"', 'from="2023-06-01" to="2023-05-31"')
    assert base.found("dates-reversed") == [(ZH, base.line(ZH, "###"))]


@pytest.mark.parametrize("attributes", ["{.call}", "{#Call}", "{#call_us}", "{#call", "{#退税}"])
def test_section_without_a_valid_anchor_is_found(base, attributes):
    base.edit(ZH, '{#call sources="practice" from="2023-06-01"}', attributes)
    assert base.found("anchor") == [(ZH, base.line(ZH, "###"))]


def test_unknown_attribute_is_found(base):
    base.edit(ZH, '{#call sources="practice"', '{#call source="x" sources="practice"')
    assert base.found("attribute") == [(ZH, base.line(ZH, "###"))]


def test_section_date_that_is_none_is_found(base):
    base.edit(ZH, 'from="2023-06-01"', 'from="June 2023"')
    assert base.found("section-date") == [(ZH, base.line(ZH, "###"))]


def test_one_broken_file_does_not_hide_the_others(base):
    base.edit(ZH, "lang: zh", "lang: fr")
    reading = base.reading()
    assert len(reading.library.versions) == 5
    assert ZH in reading.pages


def test_missing_folder_is_an_error_that_names_it(tmp_path):
    with pytest.raises(LibraryError, match="nowhere"):
        read_library(tmp_path / "nowhere")


def test_library_with_errors_does_not_load_and_says_how_many(base):
    base.edit(ZH, "lang: zh", "lang: fr")
    with pytest.raises(LibraryError, match=f"{ZH}:4") as raised:
        base.library()
    assert "1 errors" in raised.value.message("en")
