import pytest
from asking import understood
from hypothesis import given
from hypothesis import strategies as st

from assistant.pipeline import Assistant
from assistant.understanding.spoken import plainly


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("市场采购嘅货可唔可以半夜报关", "市场采购的货可不可以半夜报关"),
        ("退税要交好多钱", "退税要交多少钱"),
        ("这票能退好多", "这票能退多少"),
        ("无票免税咋个办", "无票免税怎么办"),
        ("啥子是9810", "什么是9810"),
        ("要几耐先退到税", "要多久先退到税"),
        ("老师您好，请问一下9610怎么申报", "9610怎么申报"),
        ("帮我算哈要缴好多税", "帮我算一下要缴多少税"),
        ("pls tell me which docs u need w/ 9610", "which documents you need with 9610"),
        ("货还没卖脱，税好久能退", "货还没卖掉，税多久能退"),
        ("要先去哪点备案", "要先去哪里备案"),
        ("一票顶多报18w美金不", "一票最多报18万美元吗"),
        ("离境退税多少起", "离境退税满多少钱才能"),
        ("不核算会怎样", "不核算有什么后果"),
        ("what is the cash limit", "what is the cash limit"),
        ("亲戚寄的包裹会不会遭收税", "亲戚寄的包裹会不会被收税"),
        ("can i do 9610 w/o an invoice, whats the rule", "can i do 9610 without an invoice, what is the rule"),
        ("Hi there, do i need that filing thingy", "do i need that filing"),
    ],
)
def test_dialect_and_chat_spelling_are_put_plainly(said: str, plain: str):
    assert plainly(said) == plain


@pytest.mark.parametrize(
    "question",
    [
        "我们有好多货要出口，怎么报关",
        "9810还需要备案吗？",
        "出口退税的期限是哪一天",
        "现在就唯一的问题",
        "What documents does a 9610 refund need?",
        "请问",
    ],
)
def test_what_is_plain_stays(question: str):
    assert plainly(question) == question


@given(st.text(max_size=80))
def test_no_question_is_emptied(question: str):
    assert bool(plainly(question).strip()) == bool(question.strip()) or not question.strip()


def test_traditional_characters_are_understood_in_simplified_ones(assistant: Assistant):
    known = understood(assistant, "請問海外倉嘅貨幾時可以退稅").understood
    assert known.question == "海外仓的货什么时候可以退税"
    assert known.asked == "請問海外倉嘅貨幾時可以退稅"
