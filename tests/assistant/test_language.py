import pytest

from assistant.understanding.language import detect_language


@pytest.mark.parametrize(
    "question",
    [
        "9810要备案吗",
        "FBA要备案吗",
        "請問9810要備案嗎？",
        "什么是 overseas warehouse export",
        "出口退税 deadline 是哪天",
        "chukou haiwaicang xuyao beian ma",
        "9810 haiyao buyao beian",
        "海外仓 FBA 货没卖掉",
        "VAT退税多久到账",
    ],
)
def test_a_chinese_question_full_of_trade_words_is_answered_in_chinese(question: str):
    assert detect_language(question) == "zh"


@pytest.mark.parametrize(
    "question",
    [
        "Do I still have to file my overseas warehouse for 9810?",
        "what is 无票免税",
        "Do I need 备案 for 9810",
        "AEO levels",
        "how about 9710",
        "VAT refund deadline",
    ],
)
def test_an_english_question_with_chinese_terms_is_answered_in_english(question: str):
    assert detect_language(question) == "en"


@pytest.mark.parametrize("question", ["", "9810", "📦", "？！"])
def test_a_question_without_words_is_answered_in_chinese(question: str):
    assert detect_language(question) == "zh"


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("gaoji renzheng qiye duojiu fuhe yici", "zh"),
        ("can we use one china code", "en"),
        ("late refund penalty for exporters", "en"),
    ],
)
def test_a_question_made_of_chinese_syllables_is_romanised(question: str, lang: str):
    assert detect_language(question) == lang
