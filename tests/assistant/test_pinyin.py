import pytest
from test_terms import GLOSSARY

from assistant.understanding.pinyin import PinyinReader, is_pinyin


@pytest.fixture(scope="module")
def reader() -> PinyinReader:
    return PinyinReader(GLOSSARY)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("haiwaicang", "海外仓"),
        ("hai wai cang tuishui", "海外仓退税"),
        ("chukouhaiwaicang", "出口海外仓"),
        ("CHUKOU TUISHUI shenme shihou", "出口退税什么时候"),
    ],
)
def test_pinyin_is_read_by_glossary_and_question_words(reader: PinyinReader, question: str, read: str):
    assert reader.read(question) == read


def test_prepared_or_not_the_same_is_read():
    prepared = PinyinReader(GLOSSARY)
    prepared.prepare()
    assert prepared.read("haiwaicang") == PinyinReader(GLOSSARY).read("haiwaicang") == "海外仓"


def test_codes_and_what_spells_nothing_stay(reader: PinyinReader):
    assert reader.read("9810 haiwaicang xyzzy?") == "9810海外仓 xyzzy?"


@pytest.mark.parametrize("question", ["", "9810", "海外仓", "the warehouse", "📦"])
def test_what_is_no_pinyin_stays_as_it_is(reader: PinyinReader, question: str):
    assert reader.read(question) == question


def test_a_phrase_does_not_reach_over_punctuation(reader: PinyinReader):
    assert "出口退税" not in reader.read("chukou, tuishui")


@pytest.mark.parametrize(
    ("question", "pinyin"), [("haiwaicang tuishui ma", True), ("海外仓FBA退税", False), ("FBA", False)]
)
def test_only_a_question_mostly_of_latin_words_is_pinyin(question: str, pinyin: bool):
    assert is_pinyin(question) is pinyin


def test_words_that_many_questions_say_are_read_too():
    reader = PinyinReader(GLOSSARY, ["单证保存几年", "保存多少年", "要保存吗", "单证几年", "单证在哪几年"])
    assert reader.read("danzheng yao baocun") == "单证要保存"


def test_words_run_together_are_parted(reader: PinyinReader):
    assert reader.read("tuishuishenmeshihou") == "退税什么时候"
