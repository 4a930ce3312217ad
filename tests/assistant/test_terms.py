import pytest

from assistant.understanding.terms import TermFinder
from kb.glossary import Glossary

GLOSSARY = Glossary.model_validate(
    [
        {"term": {"zh": "海外仓", "en": "overseas warehouse"}, "says": {"zh": ["国外仓库"], "en": ["FBA"]}},
        {"term": {"zh": "出口海外仓", "en": "overseas warehouse export"}, "codes": ["9810"]},
        {"term": {"zh": "出口退税", "en": "export refund"}, "says": {"zh": ["退税"], "en": ["rebate"]}},
        {"term": {"zh": "认证经营者", "en": "authorised economic operator"}, "says": {"en": ["AEO"]}},
    ]
)


@pytest.fixture
def finder() -> TermFinder:
    return TermFinder(GLOSSARY)


def named(finder: TermFinder, question: str) -> list[tuple[str, str]]:
    return [(said.phrase, said.term.term["zh"]) for said in finder.find(question)]


def test_the_longest_term_is_taken_and_nothing_overlaps(finder: TermFinder):
    assert named(finder, "出口海外仓怎么退税") == [("出口海外仓", "出口海外仓"), ("退税", "出口退税")]


def test_what_people_say_stands_for_the_official_term_in_the_order_of_the_question(finder: TermFinder):
    assert named(finder, "退税前货在国外仓库") == [("退税", "出口退税"), ("国外仓库", "海外仓")]


def test_traditional_script_and_full_width_letters_are_known(finder: TermFinder):
    assert named(finder, "海外倉的ＦＢＡ") == [("海外仓", "海外仓"), ("fba", "海外仓")]


def test_a_latin_term_is_found_as_a_whole_word_only(finder: TermFinder):
    assert named(finder, "archaeology of the palaeozoic") == []
    assert named(finder, "AEO的等级") == [("aeo", "认证经营者")]


def test_a_plural_is_the_same_term(finder: TermFinder):
    assert [term for _, term in named(finder, "two overseas warehouses and rebates")] == ["海外仓", "出口退税"]


@pytest.mark.parametrize("typo", ["rebat", "rebaate", "rebte"])
def test_a_misspelt_latin_word_is_taken_for_the_term(finder: TermFinder, typo: str):
    assert named(finder, f"when is the {typo} paid") == [(typo, "出口退税")]


@pytest.mark.parametrize("word", ["debate", "reboot", "release", "weather"])
def test_another_word_is_not_taken_for_a_misspelt_term(finder: TermFinder, word: str):
    assert named(finder, f"the {word} of today") == []


@pytest.mark.parametrize("question", ["", "今天天气", "123", "📦"])
def test_a_question_without_terms_says_none(finder: TermFinder, question: str):
    assert finder.find(question) == ()


def test_an_empty_glossary_finds_nothing():
    assert TermFinder(Glossary(())).find("出口退税") == ()


def test_romanised_terms_of_an_english_question_are_put_in_english():
    glossary = Glossary.model_validate(
        [{"term": {"zh": "出口退（免）税", "en": "export refund (exemption)"}, "says": {"zh": ["tuishui", "FBA仓"]}}]
    )
    finder = TermFinder(glossary)
    assert finder.in_english("When does Tuishui arrive?") == "When does export refund arrive?"
    assert finder.in_english("how long does it take") == "how long does it take"
