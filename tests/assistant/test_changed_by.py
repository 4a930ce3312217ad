"""What one document changed, asked by its number."""

from datetime import date

from asking import begin

from assistant.pipeline import Assistant
from assistant.skills.changed import all_changes
from assistant.skills.changed_by import changed_by
from assistant.skills.topic import Topic
from assistant.steps.retrieve import retrieve
from assistant.steps.understand import understand


def changed(assistant: Assistant, question: str) -> set[str]:
    context = retrieve(understand(begin(assistant, question, day=date(2026, 6, 1))))
    return {c.version.document for c in changed_by(context, list(all_changes(assistant.index, "zh")), Topic({}))}


def test_a_number_without_its_year_names_the_one_document_that_has_it(assistant: Assistant):
    assert changed(assistant, "1号公告改了什么") == changed(assistant, "2024年第1号公告改了什么") == {"refund"}


def test_no_document_and_several_tell_nothing(assistant: Assistant):
    assert not changed(assistant, "退税改了什么")
    assert not changed(assistant, "2024年第1号公告和2024年第2号公告改了什么")
    assert not changed(assistant, "999号公告改了什么")
