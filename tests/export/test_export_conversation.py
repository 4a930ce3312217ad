import pytest
from exporting import ADDRESS, MADE, made_citations, made_exchange

from assistant.conversations import Exchange
from assistant.export.blocks import Heading, Paragraph, Quote, Run, text_of, texts
from assistant.export.conversation import answer_document, conversation_document
from kb.messages import LANGS, Lang, say

TOLD = {
    "zh": (
        "出口海外仓什么时候可以申报退税？",
        "已回答，按2026年6月1日有效的规定",
        "出口退税指南 · 2025年1月1日版本 · 出口海外仓什么时候可以申报退税？",
        "依据：国家税务总局公告2024年第1号（关于出口退税的公告）（国家税务总局，2023年12月20日发布）",
        "有效期：自2025年1月1日起",
        "出口海外仓的货物自2025年起在报关离境后即可申报退税。",
        "在线查看：https://newtrade.example/?doc=refund&version=2025-01-01&lang=zh&anchor=when",
        "以官方文本为准",
        "12366",
        "12360",
        "生成时间：2026年6月1日 09:05 (UTC+08:00)",
    ),
    "en": (
        "When is the refund declared?",
        "Answered, by the rules in force on 1 June 2026",
        "Export refund guide · version of 1 January 2025",
        "Rests on: STA Announcement No. 1 of 2024",
        "issued 20 December 2023",
        "In force from 1 January 2025",
        "the official text prevails",
        "12366",
        "12360",
        "Made on 1 June 2026 at 09:05 (UTC+08:00)",
    ),
}


@pytest.mark.parametrize("lang", LANGS)
def test_an_answer_tells_all_that_it_rests_on_in_the_language_of_the_reader(base, lang: Lang):
    document = answer_document(made_exchange(base, lang), MADE, address=ADDRESS)
    told = "\n".join(texts(document.blocks))
    assert [part for part in TOLD[lang] if part not in told] == []
    assert document.lang == lang


def test_an_instrument_with_a_known_address_is_a_link_and_one_without_is_not(base):
    document = answer_document(made_exchange(base), MADE)
    facts = [item.blocks[0].runs for block in document.blocks[-8:] for item in getattr(block, "items", ())]
    linked = [run.href for runs in facts for run in runs if run.href]
    assert linked == ["https://www.chinatax.gov.cn/2024-1.html"]


def test_without_an_address_of_the_app_no_link_leads_nowhere(base):
    told = "\n".join(texts(answer_document(made_exchange(base), MADE).blocks))
    assert "在线查看" not in told
    assert "?doc=" not in told


def test_a_refusal_has_no_list_of_sources(base):
    exchange = made_exchange(base, status="refused", reason="not_covered", text="没有规定。", citations=())
    blocks = answer_document(exchange, MADE).blocks
    assert say("export.sources", "zh") not in texts(blocks)
    assert say("status.refused", "zh") in "".join(texts(blocks))


def test_a_follow_up_shows_how_it_was_understood(base):
    answer = made_exchange(base).answer
    blocks = answer_document(Exchange("那9810呢？", answer, "9810什么时候退税？"), MADE).blocks
    assert text_of(blocks[2].runs) == "按这个问题回答：9810什么时候退税？"
    same = answer_document(Exchange("x", answer, "x"), MADE).blocks
    assert "按这个问题回答" not in "".join(texts(same))


def test_headings_of_an_answer_stand_below_those_of_the_document(base):
    blocks = answer_document(made_exchange(base, text="# 大标题\n\n###### 小标题"), MADE).blocks
    levels = {text_of(b.runs): b.level for b in blocks if isinstance(b, Heading)}
    assert levels == {"问题": 2, "回答": 2, "大标题": 4, "小标题": 6, "出处": 3}


def test_a_question_is_shown_as_typed(base):
    typed = "# 9810 <b>**x**</b>\n[1]: $y$"
    blocks = answer_document(Exchange(typed, made_exchange(base).answer), MADE).blocks
    assert blocks[1] == Paragraph((Run(typed),))


def test_a_quote_of_several_statements_is_as_many_paragraphs(base):
    first, _ = made_citations(base, "zh")
    exchange = made_exchange(base, citations=(first.model_copy(update={"quote": "甲。\n乙。"}),))
    (quote,) = [block for block in answer_document(exchange, MADE).blocks if isinstance(block, Quote)]
    assert list(texts(quote.blocks)) == ["甲。", "乙。"]


def test_a_conversation_has_all_questions_each_with_its_own_sources(base):
    document = conversation_document((made_exchange(base, "zh"), made_exchange(base, "en")), MADE, "zh")
    headings = [text_of(block.runs) for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["问题 1", "回答 1", "出处", "Question 2", "Answer 2", "Sources"]
    assert document.title == say("export.conversation-title", "zh")


def test_an_empty_conversation_is_still_a_document():
    assert len(conversation_document((), MADE, "en").blocks) == 3
