"""Numbers of documents in the forms in which texts print and people type them."""

import pytest

from ingest.document_numbers import document_numbers
from ingest.tokens import instruments_in, normalise


def numbers(text: str) -> list[tuple[int | None, int, str]]:
    return [(found.year, found.number, found.form) for found in document_numbers(normalise(text))]


@pytest.mark.parametrize(
    "text",
    [
        "2021年47号公告讲什么",
        "47号公告2021",
        "47号公告（2021年）",
        "公告 2021年 第 47 号",
        "公告２０２１年第４７号",
        "海關總署公告2021年第47號",
        "2021年海关总署47号公告",
        "2021年海关总署公告第47号",
        "2021年的47号公告",
        "GACC 2021 No. 47",
        "GACC Announcement 2021/47",
        "announcement #47 (2021)",
        "GACC announcement 47, 2021",
        "STA No. 47 of 2021",
    ],
)
def test_a_number_with_its_year_is_known_in_all_its_spellings(text: str):
    assert instruments_in(text) == ("2021-47",)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("海关总署令282号是什么", 282),
        ("282号令是什么", 282),
        ("署令第282号", 282),
        ("国务院第826号令", 826),
        ("主席令第四十一号", 41),
        ("GACC Order No. 253: what does it regulate?", 253),
        ("2021年海关总署令第251号", 251),
        ("State Council Order No. 420 of 2004", 420),
    ],
)
def test_an_order_has_a_number_and_no_year(text: str, number: int):
    assert instruments_in(text) == (f"order-{number}",)


@pytest.mark.parametrize(
    ("text", "number", "form"),
    [
        ("国税总局5号公告", 5, "announcement"),
        ("第5号公告", 5, "announcement"),
        ("财税103号文", 103, "letter"),
        ("39号文", 39, "any"),
        ("announcement no. 11", 11, "announcement"),
        ("STA No. 5", 5, "any"),
        ("47号公告2024年还有效吗", 47, "announcement"),
        ("11号公告2026年1月1日起施行", 11, "announcement"),
    ],
)
def test_a_number_without_a_year_is_found_and_is_no_word_of_the_index(text: str, number: int, form: str):
    assert numbers(text) == [(None, number, form)]
    assert instruments_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "3月5号通知我去海关",
        "2026年5月1号公告了什么",
        "2025年1月1号出口",
        "2019年5000元",
        "9610",
        "公告20241号",
        "Cai Shui rules",
    ],
)
def test_days_amounts_and_codes_are_no_numbers_of_documents(text: str):
    assert numbers(text) == []


def test_a_series_and_an_announcement_are_told_apart():
    assert numbers("财税〔2018〕103号")[0][2] == "letter"
    assert numbers("公告〔2020〕75号")[0][2] == "announcement"
    assert numbers("2018年103号文")[0][2] == "any"


def test_where_a_number_stands_is_known():
    text = normalise("请问海关总署2021年第47号公告")
    (found,) = document_numbers(text)
    assert text[found.start : found.end] == "2021年第47号"
