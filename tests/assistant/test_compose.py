"""The statements of an answer; sections are handed over as if search had found them."""

from dataclasses import replace

import pytest
from asking import answering, hit, understood

from assistant.context import Context
from assistant.pipeline import Assistant
from assistant.retrieval.search import Hit
from assistant.steps.compose import BUDGET, compose
from kb.statements import statements


def composed(assistant: Assistant, question: str, *hits: Hit) -> list[str]:
    context: Context = replace(understood(assistant, question), decision=answering(*hits))
    return [claim.statement.text for claim in compose(context).claims]


def with_body(found: Hit, body: str) -> Hit:
    return replace(found, section=found.section.model_copy(update={"body": body}))


def test_the_opening_of_the_section_answers(assistant: Assistant):
    found = hit(assistant, "refund", "when", "2025-01-01")
    assert (
        composed(assistant, "什么时候可以申报退税？", found)[0]
        == "出口海外仓的货物自2025年起在报关离境后即可申报退税。"
    )


def test_a_bare_no_stands_before_its_reason_when_yes_or_no_was_asked(assistant: Assistant):
    texts = composed(assistant, "海外仓还要备案吗？", hit(assistant, "b2b", "filing"))
    assert texts == ["不需要。", "自2024年12月15日起，企业不再办理海外仓业务模式备案。"]


def test_a_bare_no_is_left_out_when_something_else_was_asked(assistant: Assistant):
    texts = composed(assistant, "海外仓备案从哪天起取消？", hit(assistant, "b2b", "filing"))
    assert texts == ["自2024年12月15日起，企业不再办理海外仓业务模式备案。"]


def test_the_same_holds_in_english(assistant: Assistant):
    found = hit(assistant, "b2b", "filing", lang="en")
    assert composed(assistant, "Do I need to file my overseas warehouse?", found)[0] == "No."
    assert "No." not in composed(assistant, "since when is the filing gone", found)


def test_who_asks_how_gets_every_step_in_order(assistant: Assistant):
    context = replace(understood(assistant, "9710怎么报关？"), decision=answering(hit(assistant, "b2b", "steps")))
    steps = [claim.statement for claim in compose(context).claims if claim.statement.form == "step"]
    assert [(s.number, s.text) for s in steps] == [
        (1, "登录国际贸易单一窗口。"),
        (2, "填写9710报关单。"),
        (3, "上传购销合同。"),
    ]


def test_a_lead_in_with_a_colon_never_stands_without_its_list(assistant: Assistant):
    texts = composed(assistant, "企业报关", hit(assistant, "b2b", "steps"))
    assert texts[0].endswith("：")
    assert len(texts) == 4


def test_of_a_table_only_the_rows_asked_for_are_taken_and_name_their_columns(assistant: Assistant):
    texts = composed(assistant, "9710的限值是多少？", hit(assistant, "b2b", "table"))
    assert any("9710" in text and "5000元" in text for text in texts)
    assert not any("15万美元" in text for text in texts)


def test_a_long_table_gives_four_rows_at_the_most(assistant: Assistant):
    rows = "\n".join(f"| 9710 | 限值{n}元 |" for n in range(1, 12))
    found = with_body(hit(assistant, "b2b", "table"), f"限值如下。\n\n| 方式 | 限值 |\n| --- | --- |\n{rows}\n")
    assert len([text for text in composed(assistant, "9710的限值是多少", found) if "9710" in text]) == 4


def test_a_long_list_gives_ten_items_at_the_most(assistant: Assistant):
    items = "\n".join(f"{n}. 第{n}步办理手续。" for n in range(1, 16))
    found = with_body(hit(assistant, "b2b", "steps"), f"企业按照下列各个步骤办理手续：\n\n{items}\n")
    assert len(composed(assistant, "有哪些步骤", found)) == 11


@pytest.mark.parametrize(
    ("lang", "sentence", "question"),
    [
        ("zh", "出口海外仓的货物离境以后第{n}天起企业可以申报办理出口退税。", "出口海外仓的货物什么时候申报退税"),
        ("en", "Goods exported to an overseas warehouse are declared for refund on day {n} after leaving.", "refund"),
    ],
)
def test_prose_stays_within_its_budget(assistant: Assistant, lang: str, sentence: str, question: str):
    body = (" " if lang == "en" else "").join(sentence.format(n=n) for n in range(1, 60))
    found = with_body(hit(assistant, "refund", "when", "2025-01-01", lang), body)  # type: ignore[arg-type]
    context = replace(understood(assistant, question, lang=lang), decision=answering(found))
    texts = [claim.statement.text for claim in compose(context).claims]
    assert len(texts) > 1
    assert sum(map(len, texts)) <= BUDGET[lang]  # type: ignore[index]


def test_statements_stand_in_reading_order_and_in_the_words_of_the_section(assistant: Assistant):
    found = hit(assistant, "b2b", "steps")
    every = [s.text for s in statements(found.section.body)]
    texts = composed(assistant, "上传合同，登录单一窗口要哪些步骤", found)
    assert texts == [text for text in every if text in texts]


def test_a_sentence_that_does_not_bear_on_the_question_is_left_out(assistant: Assistant):
    body = "海外仓出口的货物可以退税。狮子每天在动物园里睡大觉。海外仓退税由税务机关办理。"
    found = with_body(hit(assistant, "refund", "when", "2025-01-01"), body)
    assert composed(assistant, "海外仓退税由谁办理", found) == [
        "海外仓退税由税务机关办理。",
        "海外仓出口的货物可以退税。",
    ]


def test_a_second_section_adds_what_the_first_does_not_say(assistant: Assistant):
    first, second = hit(assistant, "refund", "when", "2025-01-01"), hit(assistant, "office", "office")
    context = replace(understood(assistant, "什么时候退税，账册手续去哪个窗口"), decision=answering(first, second))
    assert {claim.source for claim in compose(context).claims} == {0, 1}
    twice = compose(replace(context, decision=answering(first, first))).claims
    assert len({claim.statement.text for claim in twice}) == len(twice)


def test_a_section_without_text_gives_no_claims(assistant: Assistant):
    assert composed(assistant, "退税", with_body(hit(assistant, "b2b", "filing"), "")) == []


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("税率是多少", "税率为13%。"),
        ("海外仓退税由谁办理", "退税由税务机关办理。"),
        ("企业报关的步骤", "按下列步骤办理：\n\n1. 登录。\n"),
    ],
)
def test_a_short_sentence_that_is_no_yes_or_no_is_no_bare_one(assistant: Assistant, question: str, body: str):
    found = with_body(hit(assistant, "refund", "when", "2025-01-01"), body)
    assert composed(assistant, question, found)[0] == body.partition("\n")[0]


@pytest.mark.parametrize(
    ("question", "body", "opening"),
    [
        ("企业对企业的货走海外仓要备案30天是吧", "要：海外仓备案自收到材料起办26个网点。", "海外仓备案"),
        ("企业对企业的货走海外仓要备案30天是吧", "不需要：海外仓备案已经取消。", "不需要："),
        ("海外仓还需要办理模式备案吗", "要：海外仓备案自收到材料起办26个网点。", "要："),
    ],
)
def test_a_yes_does_not_bear_out_a_figure_that_the_section_does_not_give(
    assistant: Assistant, question: str, body: str, opening: str
):
    filing = hit(assistant, "b2b", "filing")
    section = filing.section.model_copy(update={"body": body, "heading": question.replace("30天", "")})
    filing = replace(filing, section=section)
    assert composed(assistant, question, filing)[0].startswith(opening)
