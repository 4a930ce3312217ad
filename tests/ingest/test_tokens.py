import pytest

from ingest.tokens import instruments_in, normalise, tokens


def test_traditional_full_width_and_capitals_become_one_spelling():
    assert normalise("跨境電商ＦＢＡ海外倉") == "跨境电商fba海外仓"


def test_a_question_in_traditional_chinese_has_the_words_of_a_simplified_text():
    assert tokens("出口退稅申報") == tokens("出口退税申报") == ["出口", "口退", "退税", "税申", "申报"]


def test_a_single_chinese_character_is_a_word():
    assert tokens("税") == ["税"]


@pytest.mark.parametrize("code", ["9610", "1039", "8471.30", "13%", "t86", "e-commerce"])
def test_codes_and_rates_stay_whole(code: str):
    assert tokens(f"用{code}出口") == ["用", code, "出口"]


def test_english_plurals_and_singulars_are_one_word():
    assert tokens("Deposits, duties, warehouses") == tokens("deposit duty warehouse")


@pytest.mark.parametrize("word", ["customs", "business", "status", "basis", "gas"])
def test_a_word_and_its_repetition_are_cut_the_same_way(word: str):
    assert tokens(word) == tokens(word.upper())


def test_words_without_meaning_are_left_out():
    assert tokens("What is the refund?") == ["refund"]
    assert tokens("What about it?") == []


@pytest.mark.parametrize(
    "text",
    [
        "海关总署公告2020年第75号",
        "海關總署公告2020年第75號",
        "海关总署公告 2020 年第 75 号",
        "公告２０２０年第７５号",
        "公告〔2020〕75号",
        "公告[2020]第75号",
        "2020年75号公告",
        "Announcement No. 75 of 2020",
        "GACC Announcement No.75 [2020]",
        "announcement 75 of 2020",
        "Announcement 75/2020",
    ],
)
def test_an_instrument_is_known_in_all_its_spellings(text: str):
    assert instruments_in(text) == ("2020-75",)
    assert "2020-75" in tokens(text)


def test_orders_have_numbers_of_their_own():
    assert instruments_in("国务院令第282号") == instruments_in("State Council Order No. 282") == ("order-282",)


def test_every_instrument_is_named_once_in_the_order_of_the_text():
    assert instruments_in("财税〔2018〕103号与公告2013年第65号，见财税[2018]103号") == ("2018-103", "2013-65")


@pytest.mark.parametrize("text", ["", "   ", "……！？", "2020年1月1日起", "第75号", "9610"])
def test_what_names_no_instrument_names_none(text: str):
    assert instruments_in(text) == ()
