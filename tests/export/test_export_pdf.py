import io

import pypdfium2
import pytest
from exporting import ADDRESS, MADE, WILD, made_exchange, read_pdf, squeezed, stands_in_order
from hypothesis import given, settings

from assistant.export import fonts
from assistant.export.conversation import answer_document
from assistant.export.document import Document
from assistant.export.pages import named
from assistant.export.parse import parse
from assistant.export.pdf import write
from kb.errors import NewTradeError
from kb.messages import LANGS, Lang, say


def written(markdown: str) -> list[str]:
    return read_pdf(write(Document("标题", "zh", MADE, parse(markdown))))


def body(markdown: str) -> str:
    """Return the text between title and page number, without spaces."""
    (page,) = written(markdown)
    return squeezed(page).removeprefix("标题").removesuffix("第1页")


@pytest.mark.parametrize("lang", LANGS)
def test_the_text_of_the_file_is_what_was_written(base, lang: Lang):
    document = answer_document(made_exchange(base, lang), MADE, address=ADDRESS)
    pages = read_pdf(write(document))
    feet = [say("export.page", lang, number=number) for number in range(1, len(pages) + 1)]
    assert all(page.rstrip().endswith(foot) for page, foot in zip(pages, feet, strict=True))
    text = "".join(page.rstrip().removesuffix(foot) for page, foot in zip(pages, feet, strict=True))
    assert squeezed(text).startswith(squeezed(document.title))
    assert stands_in_order(document.blocks, text) is None


def test_signs_of_lists_are_set_before_their_items():
    assert body("1. 甲\n2. 乙\n\n- 丙\n- [ ] 丁\n- [x] 戊") == "1.甲2.乙•丙□丁√戊"


def test_what_the_font_lacks_is_named_and_never_an_empty_box():
    assert body("A😀B") == "A[grinningface]B"
    assert body("ع") == "[U+0639]"
    assert body("A\u200d\ufe0fB") == "AB"


def test_a_symbol_is_named_and_a_letter_has_its_number():
    assert (named("😀"), named("ע"), named("\u202e")) == ("[grinning face]", "[U+05E2]", "")


def test_braces_are_no_command():
    assert body("共 {nb} 页") == "共{nb}页"


def test_text_goes_on_over_pages_and_stays_above_the_foot():
    pages = written("\n\n".join(f"第{n}段：出口海外仓的货物离境后即可申报退税。" for n in range(60)))
    assert len(pages) > 1
    text = squeezed("".join(pages))
    assert all(f"第{n}段" in text for n in range(60))
    assert all(squeezed(page).endswith(f"第{number}页") for number, page in enumerate(pages, start=1))


def test_a_row_taller_than_a_page_goes_on_over_pages():
    cell = "".join(f"第{n}句说明。" for n in range(700))
    pages = written(f"| 方式 | 说明 |\n| - | - |\n| 9810 | {cell} |\n| 9710 | 尾 |")
    text = squeezed("".join(page.rstrip().removesuffix(f"第 {n} 页") for n, page in enumerate(pages, start=1)))
    assert len(pages) > 2
    assert squeezed(cell) in text
    assert text.endswith("9710尾")


def test_a_table_wider_than_the_page_is_set_as_lists():
    names, values = [f"名{n}" for n in range(12)], [f"值{n}" for n in range(12)]
    text = body(f"|{'|'.join(names)}|\n|{'-|' * 12}\n|{'|'.join(values)}|")
    assert all(f"{name}：{value}" in text for name, value in zip(names, values, strict=True))


def test_nothing_is_drawn_outside_the_page(base):
    data = write(Document("标题", "zh", MADE, parse(f"{'长' * 300} {'x' * 500}\n\n- {'[1]' * 300}")))
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        for page in pdf:
            text = page.get_textpage()
            boxes = [text.get_charbox(n) for n in range(text.count_chars())]
            assert max(right for _, _, right, _ in boxes) <= page.get_width() - 20 * 72 / 25.4 + 1
            assert min(left for left, *_ in boxes if left) >= 20 * 72 / 25.4 - 1


def test_chinese_letters_are_drawn_and_differ_from_one_another():
    with pypdfium2.PdfDocument(io.BytesIO(write(Document("税", "zh", MADE, ())))) as pdf:
        one = pdf[0].render(scale=1, grayscale=True).to_numpy()
    with pypdfium2.PdfDocument(io.BytesIO(write(Document("关", "zh", MADE, ())))) as pdf:
        other = pdf[0].render(scale=1, grayscale=True).to_numpy()
    assert (one < 128).sum() > 20
    assert (one != other).any()


def test_links_and_properties_are_kept():
    data = write(Document("标题", "zh", MADE, parse("[官网](https://e.com/a)")))
    assert b"https://e.com/a" in data
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        assert pdf.get_metadata_dict()["Title"] == "标题"
        assert pdf.get_metadata_dict()["CreationDate"].startswith("D:20260601090500")


def test_without_any_font_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fonts, "packaged_font", lambda: None)
    monkeypatch.setattr(fonts, "system_font", lambda: None)
    with pytest.raises(NewTradeError) as raised:
        write(Document("标题", "zh", MADE, ()))
    assert all("fonts-noto-cjk" in raised.value.message(lang) for lang in LANGS)


def test_a_font_of_the_system_serves_where_the_package_is_missing(monkeypatch: pytest.MonkeyPatch):
    font = fonts.system_font()
    if font is None:
        pytest.skip("this system has no Chinese font")
    (page,) = read_pdf(write(Document("标题", "zh", MADE, parse("出口海外仓9810")), font))
    assert "出口海外仓9810" in page


@settings(max_examples=25, deadline=None)
@given(WILD)
def test_any_markdown_makes_a_file_that_opens_with_all_its_words(source: str):
    words = [word for word in ("出口", "退税。", "abc", "长" * 200) if word in source]
    text = squeezed("".join(written(source + "\n\n尾")))
    assert "尾" in text
    assert [word for word in words if word not in text] == []
