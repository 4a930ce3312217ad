import pytest

from assistant.understanding.codes import codes_in

KNOWN = frozenset({"0110", "1039", "1210", "1239", "9610", "9710", "9810", "2025"})


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("9810要备案吗", ("9810",)),
        ("9710和9610有什么区别", ("9710", "9610")),
        ("9610/9710/9810", ("9610", "9710", "9810")),
        ("（9810）", ("9810",)),
        ("代码1039，一般贸易0110", ("1039", "0110")),
        ("mode 1210 or 1239?", ("1210", "1239")),
        ("9810 9810", ("9810",)),
        ("$9810", ("9810",)),
    ],
)
def test_codes_are_named_in_the_order_of_the_question(question: str, codes: tuple[str, ...]):
    assert codes_in(question, KNOWN) == codes


@pytest.mark.parametrize(
    "question",
    [
        "1210元",
        "1039 yuan",
        "1210 USD",
        "1210%",
        "1,210",
        "2025年",
        "2025",
        "第1210号",
        "12109",
        "1210.5",
        "3333",
        "",
    ],
)
def test_an_amount_a_year_or_an_unknown_number_is_no_code(question: str):
    assert codes_in(question, KNOWN) == ()


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("9610,9710,9810的区别", ("9610", "9710", "9810")),
        ("Compare 9610, 9710 and 9810", ("9610", "9710", "9810")),
        ("Explain 9810.", ("9810",)),
    ],
)
def test_codes_beside_commas_and_full_stops_are_found(question: str, codes: tuple[str, ...]):
    assert codes_in(question, KNOWN) == codes
