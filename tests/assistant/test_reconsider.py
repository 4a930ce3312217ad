from asking import DAY, said

from assistant.pipeline import Assistant
from kb.messages import say

LIMITS = "9810出口海外仓有金额限制吗？"


def test_a_question_that_alone_finds_nothing_is_answered_in_its_conversation(assistant: Assistant):
    alone = assistant.ask("我们的核销手续应该在什么样的时间之内全部弄完", DAY)
    assert alone.status == "refused"
    reply = assistant.reply("我们的核销手续应该在什么样的时间之内全部弄完", DAY, said(LIMITS))
    assert reply.answer.status == "answered"
    assert reply.understood.startswith("9810出口海外仓有金额限制吗")
    assert say("answer.understood-as", "zh", question=reply.understood) in reply.answer.text


def test_a_question_about_something_else_is_not_answered_from_the_conversation(assistant: Assistant):
    reply = assistant.reply("明天重庆会不会下雨要不要带伞", DAY, said(LIMITS))
    assert reply.answer.status == "refused"
    assert reply.understood == "明天重庆会不会下雨要不要带伞"
