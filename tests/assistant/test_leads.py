import pytest

from assistant.steps.leads import without_answer, without_lead
from kb.statements import Statement


def sentence(text: str, form: str = "sentence") -> Statement:
    return Statement(text=text, quote=text, form=form, block=1)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("不需要：自2024年12月15日起不再备案。", "自2024年12月15日起不再备案。"),
        ("能：报关离境后即可申报。", "报关离境后即可申报。"),
        ("No: since 15 December 2024 no filing is needed.", "Since 15 December 2024 no filing is needed."),
        ("Yes: it may be claimed.", "It may be claimed."),
        ("Yes, in full: the advance refund is paid back.", "The advance refund is paid back."),
    ],
)
def test_a_leading_yes_or_no_goes_from_what_is_said_and_stays_in_the_quote(text: str, left: str):
    said = without_lead(sentence(text))
    assert said.text == left
    assert said.quote == text


@pytest.mark.parametrize(
    "text",
    [
        "能，但要全额缴税：超过限值的按一般贸易征税。",
        "可以免税但不退税：没有发票的货物。",
        "示例：1000元。",
        "自2024年12月15日起不再备案：见公告。",
        "Example: 100 yuan.",
        "Yes, but with full tax: what is over the limit is taxed.",
    ],
)
def test_what_says_more_than_yes_or_no_stays(text: str):
    assert without_lead(sentence(text)).text == text


def test_an_item_of_a_list_keeps_its_lead():
    assert without_lead(sentence("要：先备案。", "item")).text == "要：先备案。"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("出口关税能退：跨境电商商品符合退运免税条件的，准予退还。", "跨境电商商品符合退运免税条件的，准予退还。"),
        ("能，但要全额缴税：自2019年1月1日起超过限值的按一般贸易征税。", "自2019年1月1日起超过限值的按一般贸易征税。"),
        (
            "Yes, but with full tax: since 1 January 2019 an item may be bought.",
            "Since 1 January 2019 an item may be bought.",
        ),
        ("限值为15万美元。", "限值为15万美元。"),
    ],
)
def test_of_a_sentence_that_answers_another_question_any_short_answer_goes(text: str, left: str):
    assert without_answer(sentence(text)).text == left
