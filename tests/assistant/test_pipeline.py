from dataclasses import replace
from datetime import date

import pytest
from asking import DAY, cited, made_answer, said

from assistant.answer import Turn
from assistant.context import Context
from assistant.pipeline import STEPS, Assistant, with_weights
from kb.dates import this_day
from kb.messages import say
from kb.statements import statements


def test_the_steps_stand_in_the_order_of_the_design():
    assert [step.__name__ for step in STEPS] == [
        *("understand", "guard", "retrieve", "use_skill", "decide", "reconsider", "compose", "prove")
    ]


def test_every_step_runs_once_in_order_and_is_timed(assistant: Assistant):
    answer = assistant.ask("出口海外仓什么时候可以申报退税？", DAY)
    assert list(answer.timings_ms) == [step.__name__ for step in STEPS]
    assert all(spent >= 0 for spent in answer.timings_ms.values())


@pytest.mark.parametrize(
    ("question", "last"), [("", "understand"), ("怎么逃税", "guard"), ("你好", "guard"), ("今天天气", "prove")]
)
def test_an_answer_ends_the_steps(assistant: Assistant, question: str, last: str):
    assert list(assistant.ask(question, DAY).timings_ms)[-1] == last


def test_no_step_runs_after_one_has_answered(assistant: Assistant):
    ran = []

    def first(context: Context) -> Context:
        ran.append("first")
        return replace(context, answer=made_answer())

    def second(context: Context) -> Context:
        ran.append("second")
        return context

    context, timings = assistant.run("问题", DAY, (), None, (first, second))
    assert ran == ["first"]
    assert list(timings) == ["first"]
    assert context.answer == made_answer()


def test_a_question_is_answered_by_the_rule_of_its_day(assistant: Assistant):
    question = "出口海外仓什么时候可以申报退税？"
    then, now = assistant.ask(question, date(2024, 5, 1)), assistant.ask(question, DAY)
    assert (then.status, now.status) == ("answered", "answered")
    assert (cited(then), cited(now)) == (["refund@2024-01-01#when"], ["refund@2025-01-01#when"])
    assert "实现销售后" in then.text
    assert "报关离境后" in now.text


def test_a_day_in_the_question_goes_before_the_day_of_the_conversation(assistant: Assistant):
    answer = assistant.ask("2024年10月出口海外仓什么时候可以申报退税？", DAY)
    assert answer.as_of == date(2024, 10, 31)
    assert cited(answer) == ["refund@2024-01-01#when"]
    assert [change.what for change in answer.changes_ahead] == ["replaced"]
    assert answer.changes_ahead[0].text in answer.text


def test_the_language_of_the_answer_can_be_chosen(assistant: Assistant):
    answer = assistant.ask("出口海外仓什么时候可以申报退税？", DAY, lang="en")
    assert answer.lang == "en"
    if answer.status == "answered":
        assert {citation.lang for citation in answer.citations} == {"en"}
    english = assistant.ask("When can exports to an overseas warehouse be declared for refund?", DAY)
    assert "declared for refund once they have left" in english.text


def test_a_follow_up_is_answered_as_the_question_it_completes(assistant: Assistant):
    history = (*said("9710出口海外仓有金额限制吗？"), Turn(role="assistant", content="[1]"))
    reply = assistant.reply("那9810呢？", DAY, history)
    assert reply.understood == "9810出口海外仓有金额限制吗？"
    assert reply.answer.text.startswith(say("answer.understood-as", "zh", question=reply.understood))
    assert "15万美元" in reply.answer.text


def test_a_history_may_be_any_iterable(assistant: Assistant):
    reply = assistant.reply("那9810呢？", DAY, iter(said("9710出口海外仓有金额限制吗？")))
    assert reply.understood == "9810出口海外仓有金额限制吗？"


def test_the_same_question_has_the_same_answer(assistant: Assistant):
    one, two = (assistant.ask("9810有金额限制吗", DAY).model_copy(update={"timings_ms": {}}) for _ in range(2))
    assert one == two


def test_a_search_shows_what_was_found_and_rejected_without_deciding(assistant: Assistant):
    found = assistant.search("今天天气怎么样9810", DAY)
    assert found.hits
    assert found.hits[0].parts
    assert assistant.search("", DAY).hits == ()


def test_without_a_day_the_rules_of_today_are_applied(assistant: Assistant):
    assert assistant.ask("9810有金额限制吗").as_of == this_day()


def test_a_prepared_assistant_has_read_all_it_quotes_and_answers_the_same(assistant: Assistant):
    before = assistant.ask("出口海外仓什么时候可以申报退税？", DAY)
    statements.cache_clear()
    assistant.prepare()
    read = statements.cache_info().misses
    after = assistant.ask("出口海外仓什么时候可以申报退税？", DAY)
    assert (after.text, after.citations) == (before.text, before.citations)
    assert statements.cache_info().misses == read


def test_other_weights_make_another_assistant(assistant: Assistant):
    one = with_weights(assistant, assistant.weights.model_copy(update={"accepted": 1}))
    assert len(one.search("海外仓", DAY).hits) == 1
    assert len(assistant.search("海外仓", DAY).hits) > 1


def test_steps_that_leave_no_answer_are_a_fault_of_the_code(assistant: Assistant):
    context, _ = assistant.run("9810有金额限制吗", DAY, (), None, STEPS[:-1])
    assert context.answer is None
    assert context.claims


def test_rules_of_a_day_that_has_not_come_are_told_as_published_so_far(assistant: Assistant):
    answer = assistant.ask("出口海外仓（9810）有金额限制吗？", date(2099, 1, 1))
    assert answer.as_of == date(2099, 1, 1)
    assert say("answer.future", "zh", day="2099年1月1日") in answer.text
