"""What held before a rule: an older text of its section, or nothing."""

from datetime import date

from asking import begin, hit

from assistant.context import Context
from assistant.pipeline import Assistant
from assistant.skills.before import before_rule, likeness, older_texts, rules_before
from assistant.skills.then_and_now import tell_then_and_now
from assistant.steps.retrieve import retrieve
from assistant.steps.understand import understand


def found(assistant: Assistant, question: str) -> Context:
    return retrieve(understand(begin(assistant, question, day=date(2026, 6, 1))))


def test_the_older_text_of_a_section_is_what_held_before(assistant: Assistant):
    new = hit(assistant, "refund", "when", "2025-01-01")
    old = before_rule(found(assistant, "什么时候能退税"), new.version, new.section)
    assert old
    assert (old.version.document, old.version.day) == ("refund", date(2024, 1, 1))
    said = old.said("zh")
    assert said
    assert said.text.startswith("此前")
    assert said.is_proven


def test_the_first_text_has_none_before_it(assistant: Assistant):
    first = hit(assistant, "refund", "when")
    context = found(assistant, "什么时候能退税")
    assert list(older_texts(context, first.version, first.section)) == []
    assert before_rule(context, first.version, first.section) is None


def test_now_and_before_are_told_in_this_order(assistant: Assistant):
    draft = tell_then_and_now(found(assistant, "海外仓退税以前什么时候能申报 现在呢"))
    assert draft
    days = [source.version.day for piece in draft.pieces for source in piece.sources]
    assert days == [date(2025, 1, 1), date(2024, 1, 1)]


def test_a_section_is_like_itself_and_less_like_another(assistant: Assistant):
    one, other = hit(assistant, "refund", "when").section, hit(assistant, "b2b", "table").section
    assert likeness(one, one) == 1.0
    assert likeness(one, other) < 0.5


def test_the_rules_before_a_rule_are_told_one_after_the_other_and_of_its_own_text(assistant: Assistant):
    new = hit(assistant, "refund", "when", "2025-01-01")
    older = list(rules_before(found(assistant, "什么时候能退税"), new.version, new.section, most=3))
    assert [(old.version.document, old.version.day) for old in older] == [("refund", date(2024, 1, 1))]
