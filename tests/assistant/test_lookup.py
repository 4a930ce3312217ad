"""Looking up documents and codes: only when nothing else is asked, and never by guessing."""

import pytest
from asking import DAY, cited, said, understood

from assistant.answer import Answer
from assistant.draft import Draft
from assistant.pipeline import STEPS, Assistant
from assistant.skills.instruments import Known, known_instruments, meant
from assistant.skills.lookup import look_up
from ingest.document_numbers import document_numbers
from ingest.tokens import normalise
from kb.messages import LANGS, Lang, say


def asked(assistant: Assistant, question: str, **options: object) -> Draft | None:
    return look_up(understood(assistant, question, **options))


def answered(assistant: Assistant, question: str) -> Answer:
    context, _ = assistant.run(question, DAY, (), None, STEPS)
    assert context.answer
    return context.answer


def named(assistant: Assistant, text: str) -> list[str]:
    known = known_instruments(assistant.index, "zh")
    normal = normalise(text)
    found: tuple[Known, ...] = meant(document_numbers(normal)[0], normal, known)
    return [item.source.key for item in found]


@pytest.mark.parametrize(
    "question",
    [
        "海关总署公告2024年第7号讲什么",
        "海关总署2024年7号公告",
        "7号公告是什么",
        "請問海關總署公告2024年第７號講什麼？",
        "这个7号公告（2024年）还有效吗",
        "what does Announcement No. 7 of 2024 say?",
        "Is GACC Announcement 7 of 2024 still in force?",
    ],
)
def test_a_document_is_told_with_its_name_its_issuer_and_what_rests_on_it(assistant: Assistant, question: str):
    answer = answered(assistant, question)
    assert answer.status == "answered"
    assert "海关总署公告2024年第7号" in answer.text
    assert cited(answer)
    assert all("b2b" in address or "office" in address for address in cited(answer))


@pytest.mark.parametrize(
    "question",
    [
        "9810要备案吗",
        "海关总署公告2024年第7号规定的限值是多少",
        "2024年第7号公告和2024年第2号公告有什么区别",
        "按2024年第7号公告怎么报关",
        "What is the limit under Announcement No. 7 of 2024?",
        "出口海外仓有限额吗",
        "2024年5月7号出口的货能退税吗",
    ],
)
def test_a_question_that_only_mentions_a_document_is_left_to_others(assistant: Assistant, question: str):
    assert asked(assistant, question) is None


def test_the_issuer_tells_documents_of_one_number_apart(assistant: Assistant):
    assert named(assistant, "国家税务总局2024年第1号公告") == ["sta-2024-1"]
    assert named(assistant, "海关总署2024年第1号公告") == []
    assert named(assistant, "2024年第2号公告") == ["gacc-2024-2"]
    assert named(assistant, "1号公告") == ["sta-2024-1"]


def test_a_document_no_text_rests_on_is_refused_with_near_ones(assistant: Assistant):
    answer = answered(assistant, "海关总署公告2024年第5号讲什么")
    assert (answer.status, answer.reason) == ("refused", "not_covered")
    assert "2024年第7号" in answer.text
    assert not answer.citations
    assert answer.suggestions[0].startswith("海关总署公告2024年第")
    assert "12360" in answer.text


def test_a_suggestion_to_look_up_another_document_is_understood(assistant: Assistant):
    (first, *_) = answered(assistant, "海关总署公告2024年第5号讲什么").suggestions
    assert answered(assistant, first).status == "answered"


def test_a_follow_up_asks_whether_it_still_holds(assistant: Assistant):
    context, _ = assistant.run("它还有效吗", DAY, said("海关总署公告2024年第7号讲什么"), None, STEPS)
    assert context.answer
    assert say("lookup.still", "zh", day="2026年6月1日") in context.answer.text


@pytest.mark.parametrize("lang", LANGS)
def test_everything_a_lookup_says_is_proven(assistant: Assistant, lang: Lang):
    for known in known_instruments(assistant.index, lang):
        draft = asked(assistant, say("lookup.ask-document", lang, name=known.label(lang)))
        assert draft, known.source.instrument
        assert draft.status == "answered"
        assert all(piece.is_proven for piece in draft.pieces), known.source.instrument


def test_four_digits_that_no_text_knows_are_no_code(assistant: Assistant):
    assert asked(assistant, "4321") is None
    assert asked(assistant, "限额5000元") is None
