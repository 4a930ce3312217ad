import pytest
from test_terms import GLOSSARY

from assistant.understanding.mixed import MixedReader
from assistant.understanding.pinyin import PinyinReader
from assistant.understanding.terms import TermFinder
from kb.messages import Lang

ENGLISH = ["what is beian", "how does beian work", "our cargo can go", "can the cargo stay in chongqing"]
ASKED = ["铁路运输单证", "走铁路的货", "铁路启运"]


@pytest.fixture(scope="module")
def reader() -> MixedReader:
    return MixedReader(PinyinReader(GLOSSARY, ASKED), ENGLISH)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("走tielu能不能先退税", "走铁路能不能先退税"),
        ("hai wai cang 的货怎么退", "海外仓的货怎么退"),
        ("haiwaicangtuishui 什么时候到账", "海外仓退税什么时候到账"),
        ("去哪个 haiguan 办", "去哪个海关办"),
        ("tuìshuì 要多久", "退税要多久"),
        ("货到 haiwaichang 能退吗", "货到海外仓能退吗"),
        ("海外仓 yao beian ma", "海外仓要备案吗"),
        ("按renhang的文", "按人行的文"),
    ],
)
def test_pinyin_within_a_chinese_question_is_read(reader: MixedReader, question: str, read: str):
    assert reader.read(question, "zh") == read


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("FBA 的货 platform 和 cargo 怎么报", "zh"),
        ("women and men like to take a cargo here", "en"),
        ("what is beian", "en"),
        ("can I ship from Haiwaicang", "en"),
        ("9810 退税", "zh"),
        ("", "zh"),
    ],
)
def test_english_words_codes_and_names_stay(reader: MixedReader, question: str, lang: Lang):
    assert reader.read(question, lang) == question


def test_pinyin_does_not_reach_over_punctuation(reader: MixedReader):
    assert reader.read("hai, wai cang 怎么办", "zh") == "hai, wai cang 怎么办"


def test_a_pinyin_term_in_an_english_question_is_put_in_english():
    finder = TermFinder(GLOSSARY, ASKED, ENGLISH)
    assert finder.in_english("does a haiwaicang need a licence") == "does a overseas warehouse need a licence"
