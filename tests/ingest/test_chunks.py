from datetime import date

import pytest
from building import Base

from ingest.chunks import MAX_CHARACTERS, Chunk, Row, chunks, serves

GUIDE = "guides/refund/2025-01-01.zh.md"
ANSWER = "出口海外仓的货物自2025年起在报关离境后即可申报退税。"


def of(base: Base, section: str, field: str = "text") -> list[Chunk]:
    return [c for c in chunks(base.library()) if c.id.startswith(f"{section}/") and c.field == field]


def test_every_published_section_in_both_languages_has_a_text_and_its_heading_as_a_question(base: Base):
    found = chunks(base.library())
    for lang in ("zh", "en"):
        for version, section in base.library().sections(lang):
            if section.anchor == "about-this-page":
                continue
            mine = [c for c in found if c.address == version.address(section.anchor) and c.lang == lang]
            assert [c.field for c in mine].count("text") == 1
            assert section.heading in [c.text for c in mine if c.field == "question"]


def test_ids_say_document_version_language_anchor_and_number_and_are_never_used_twice(base: Base):
    found = [chunk.id for chunk in chunks(base.library())]
    assert "refund@2025-01-01/zh#when/0" in found
    assert "refund@2025-01-01/en#when/q1" in found
    assert len(set(found)) == len(found)


def test_a_text_begins_with_title_and_heading_path(base: Base):
    (chunk,) = of(base, "refund@2025-01-01/zh#call")
    assert chunk.text.splitlines()[:2] == [
        "出口退税指南",
        "出口海外仓什么时候可以申报退税？ › 不清楚时问谁？",
    ]


def test_a_text_holds_words_without_marks(base: Base):
    base.edit(GUIDE, ANSWER, "**出口海外仓**见[目录](../../catalog/overseas#limits)，写`9810`。")
    (chunk,) = of(base, "refund@2025-01-01/zh#when")
    assert chunk.text.splitlines()[2] == "出口海外仓见目录，写9810。"


def test_what_a_page_says_of_itself_is_not_indexed(base: Base):
    assert not [c for c in chunks(base.library()) if c.address.anchor == "about-this-page"]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_published_is_not_indexed(base: Base, status: str):
    for lang in ("zh", "en"):
        base.edit(f"guides/refund/2025-01-01.{lang}.md", "status: published", f"status: {status}")
    assert not of(base, "refund@2025-01-01/zh#when")
    (older,) = of(base, "refund@2024-01-01/zh#when")
    assert older.last == 99991231


def test_a_version_is_served_until_the_day_before_the_next_one(base: Base):
    (older,) = of(base, "refund@2024-01-01/zh#when")
    (newer,) = of(base, "refund@2025-01-01/zh#when")
    assert (older.first, older.last) == (20240101, 20241231)
    assert (newer.first, newer.last) == (20250101, 99991231)


def test_a_section_with_days_of_its_own_is_served_on_those(base: Base):
    base.edit(
        GUIDE,
        '{#when sources="sta-2024-1"}',
        '{#when sources="sta-2024-1" from="2025-03-01" to="2025-09-30"}',
    )
    (chunk,) = of(base, "refund@2025-01-01/zh#when")
    assert (chunk.first, chunk.last) == (20250301, 20250930)


def test_a_section_that_is_never_served_is_not_indexed(base: Base):
    base.edit(
        GUIDE,
        '{#when sources="sta-2024-1"}',
        '{#when sources="sta-2024-1" from="2020-01-01" to="2020-12-31"}',
    )
    assert not of(base, "refund@2025-01-01/zh#when")


def test_the_instruments_of_a_section_are_words_of_its_text_but_change_no_vector(base: Base):
    (before,) = of(base, "refund@2025-01-01/zh#when")
    assert before.instruments == ("2024-1",)
    assert "2024-1" in before.words
    assert "2024-1" not in before.text
    base.edit(GUIDE, "国家税务总局公告2024年第1号（关于", "国家税务总局公告2024年第9号（关于")
    (after,) = of(base, "refund@2025-01-01/zh#when")
    assert after.vector_key == before.vector_key
    assert after.digest != before.digest


def test_a_phrasing_asked_twice_is_indexed_once(base: Base):
    base.edit("guides/refund/questions.yaml", "出口多久退", "啥时候能退税")
    texts = [chunk.text for chunk in of(base, "refund@2025-01-01/zh#when", "question")]
    assert texts.count("啥时候能退税") == 1
    assert texts[0] == "出口海外仓什么时候可以申报退税？"


def test_a_document_without_questions_is_asked_for_by_its_headings(base: Base):
    base.remove("guides/refund/questions.yaml")
    assert len(of(base, "refund@2025-01-01/zh#when", "question")) == 1


def test_an_overlong_section_is_split_and_every_part_begins_with_title_and_heading_path(base: Base):
    sentences = [f"第{n}项：出口企业应当保存第{n}号单证并在规定的期限内办理。" for n in range(200)]
    base.edit(GUIDE, ANSWER, "".join(sentences))
    parts = of(base, "refund@2025-01-01/zh#when")
    assert len(parts) > 2
    assert [chunk.id.rpartition("/")[2] for chunk in parts] == [str(n) for n in range(len(parts))]
    assert all(len(chunk.text) <= MAX_CHARACTERS for chunk in parts)
    assert all(chunk.text.startswith("出口退税指南\n出口海外仓什么时候可以申报退税？\n") for chunk in parts)
    assert "".join(chunk.text.split("\n", 2)[2] for chunk in parts) == "".join(sentences)


def test_the_digest_covers_everything_and_the_vector_key_only_what_is_embedded():
    chunk = chunk_of()
    later = chunk.model_copy(update={"last": 20251231})
    assert later.digest != chunk.digest
    assert later.vector_key == chunk.vector_key
    assert chunk.model_copy(update={"field": "question"}).vector_key != chunk.vector_key
    assert chunk.model_copy(update={"text": "退税。"}).vector_key != chunk.vector_key


def test_a_row_is_a_chunk_without_its_text():
    chunk = chunk_of()
    row = Row.of(chunk)
    assert row.digest == chunk.digest
    assert not hasattr(row, "text")


@pytest.mark.parametrize(("day", "served"), [(20231231, False), (20240101, True), (20241231, True), (20250101, False)])
def test_first_and_last_day_are_both_served(day: int, served: bool):
    assert serves(Row.of(chunk_of()), day) is served


def chunk_of() -> Chunk:
    address = {"document": "d", "version": date(2024, 1, 1), "anchor": "a"}
    return Chunk.model_validate(
        {"id": "d@2024-01-01/zh#a/0", "address": address, "lang": "zh", "field": "text", "text": "退税",
         "first": 20240101, "last": 20241231}
    )  # fmt: skip
