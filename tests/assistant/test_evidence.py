import pytest
from asking import understood

from assistant.pipeline import Assistant
from assistant.steps.evidence import Evidence, units, without_day
from ingest.tokens import tokens
from kb.model import SectionAddress


def evidence(assistant: Assistant, question: str) -> Evidence:
    return Evidence(assistant.index, question, understood(assistant, question).understood.terms)


def address(assistant: Assistant, anchor: str) -> SectionAddress:
    return next(row.address for row in assistant.index.rows if row.address.anchor == anchor)


def test_function_words_prove_nothing():
    assert [unit.start for unit in units("请问我们可以吗")] == []


def test_a_character_counts_with_its_pairs_and_a_latin_word_whole():
    found = units("海外仓 FBA 9810")
    assert [unit.start for unit in found] == [0, 1, 2, 4, 8]
    assert "海外" in found[0].words
    assert {"海外", "外仓"} <= set(found[1].words)
    assert [unit.words for unit in found[3:]] == [("fba",), ("9810",)]


def test_the_words_of_a_day_are_blanked(assistant: Assistant):
    known = understood(assistant, "2024年10月出口海外仓退税").understood
    blanked = without_day(known.question, known.said)
    assert "2024" not in blanked
    assert "海外仓" in blanked
    assert len(blanked) == len(known.question)


def test_without_a_day_the_question_stays_as_it_is():
    assert without_day("海外仓退税", None) == "海外仓退税"


def test_a_rare_word_weighs_more_than_a_common_one(assistant: Assistant):
    weigher = evidence(assistant, "海外仓")
    assert weigher.idf("账册") > weigher.idf("海外")
    assert weigher.idf("neverseen") >= weigher.idf("账册")


def test_coverage_is_all_of_the_question_or_nothing_of_it(assistant: Assistant):
    weigher = evidence(assistant, "账册手续")
    assert weigher.coverage(weigher.held_by(address(assistant, "office"))) == pytest.approx(1.0)
    assert weigher.coverage(frozenset()) == 0.0


def test_what_people_say_is_met_by_the_official_term(assistant: Assistant):
    weigher = evidence(assistant, "FBA")
    assert weigher.coverage(frozenset(tokens("海外仓"))) == pytest.approx(1.0)
    assert weigher.coverage(frozenset(tokens("保税区"))) == 0.0


def test_missing_units_have_the_share_that_coverage_lacks(assistant: Assistant):
    weigher = evidence(assistant, "海外仓的账册手续和天气预报")
    held = weigher.held_by(address(assistant, "office"))
    missing = weigher.missing(held)
    assert missing
    assert weigher.share(missing) == pytest.approx(1 - weigher.coverage(held))


def test_words_that_no_text_uses_are_unknown(assistant: Assistant):
    assert evidence(assistant, "狮子火锅").unknown == pytest.approx(1.0)
    assert evidence(assistant, "海外仓退税").unknown == 0.0


def test_a_question_of_function_words_alone_is_all_unknown(assistant: Assistant):
    weigher = evidence(assistant, "请问可以吗")
    assert weigher.unknown == 1.0
    assert weigher.coverage(frozenset({"海外"})) == 0.0


def test_the_words_of_a_section_are_those_of_both_languages_and_its_questions(assistant: Assistant):
    weigher = evidence(assistant, "卖掉退税 refund 账册")
    assert {"退税", "refund", "卖掉"} <= weigher.held_by(address(assistant, "when"))
    assert "账册" not in weigher.held_by(address(assistant, "when"))


@pytest.mark.parametrize("question", ["卖掉退税 refund 账册", "FBA什么手续", "税", "请问可以吗"])
def test_all_sections_at_once_are_covered_as_each_by_what_it_holds(assistant: Assistant, question: str):
    weigher = evidence(assistant, question)
    for section in assistant.index.places.sections:
        assert weigher.coverage_of(section) == weigher.coverage(weigher.held_by(section))


def test_the_longest_stretch_left_out_counts_and_a_word_between_breaks_it(assistant: Assistant):
    whole, broken = evidence(assistant, "海外仓狮子火锅"), evidence(assistant, "狮子海外仓火锅")
    held = frozenset(tokens("海外仓"))
    assert whole.missing(held) != frozenset()
    assert whole.unaccounted(held) > broken.unaccounted(held) > 0.0


def test_latin_words_that_follow_each_other_are_one_stretch(assistant: Assistant):
    together, apart = evidence(assistant, "海外仓 lion dumpling"), evidence(assistant, "lion 海外仓 dumpling")
    held = frozenset(tokens("海外仓"))
    assert together.unaccounted(held) == pytest.approx(2 * apart.unaccounted(held))


def test_nothing_is_left_out_where_every_word_is_held(assistant: Assistant):
    assert evidence(assistant, "海外仓").unaccounted(frozenset(tokens("海外仓"))) == 0.0
