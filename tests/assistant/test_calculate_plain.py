import pytest

from assistant.skills.calculate.plain import in_plain_words


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("2000块的奶粉 增值税13 交多少", "2000块的奶粉 增值税13% 交多少"),
        ("4800的保健品,13的税率", "4800的保健品,税率13%"),
        ("增值税13元", "增值税13元"),
        ("增值税1300元", "增值税1300元"),
    ],
)
def test_a_bare_number_beside_a_rate_is_a_percentage_and_an_amount_stays_one(said: str, plain: str):
    assert in_plain_words(said) == plain
