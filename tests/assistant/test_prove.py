from dataclasses import replace

import pytest
from asking import LIMITS, answering, cited, claim, hit, said, understood

from assistant.answer import Answer
from assistant.context import Claim, Context
from assistant.draft import Piece, resting_on
from assistant.pipeline import Assistant
from assistant.retrieval.search import Hit
from assistant.steps.prove import cite_unproven, prove
from assistant.steps.retrieve import retrieve
from kb.messages import say
from kb.statements import Statement

_FILING = "From 15 December 2024 enterprises no longer file the overseas warehouse model."


def proved(
    assistant: Assistant, claims: list[Claim], *hits: Hit, question: str = "9810有金额限制吗", **options
) -> Answer:
    context = understood(assistant, question, **options)
    answer = prove(replace(context, decision=answering(*hits), claims=tuple(claims))).answer
    assert answer is not None
    return answer


def piece_of(assistant: Assistant, text: str) -> Piece:
    found = hit(assistant, "overseas", "limits")
    return Piece(text, (resting_on(found.version, found.section, text),))


@pytest.mark.parametrize(
    "text",
    ["每票不超过15万美元。", "每票不超过150,000美元。", "应在三十六个月内核销。", "税率为13%。", "没有数字的话。"],
)
def test_a_claim_whose_figures_stand_in_its_section_is_proven(assistant: Assistant, text: str):
    assert piece_of(assistant, text).is_proven


@pytest.mark.parametrize(
    "text", ["每票不超过16万美元。", "税率为13。", "应在24个月内核销。", "2027年起实行。", "每票15万美元，税率9%。"]
)
def test_a_claim_with_a_figure_of_its_own_is_not(assistant: Assistant, text: str):
    assert not piece_of(assistant, text).is_proven


def test_a_figure_that_stands_only_in_another_cited_section_proves_nothing(assistant: Assistant):
    limits, when = hit(assistant, "overseas", "limits"), hit(assistant, "refund", "when", "2025-01-01")
    answer = proved(assistant, [claim("离境后退税。", 0), claim("每票15万美元。", 0)], when, limits)
    assert "15万" not in answer.text
    assert cited(answer) == ["refund@2025-01-01#when"]


def test_an_unproven_claim_is_dropped_and_the_rest_stands(assistant: Assistant):
    claims = [claim("每票不超过15万美元。", quote=LIMITS), claim("每票不超过99万美元。", quote=LIMITS)]
    answer = proved(assistant, claims, hit(assistant, "overseas", "limits"))
    assert answer.status == "answered"
    assert "15万" in answer.text
    assert "99万" not in answer.text
    assert answer.citations[0].quote == LIMITS


def test_without_proof_every_claim_stands(assistant: Assistant):
    context = understood(assistant, "9810有金额限制吗")
    claims = (claim("每票不超过15万美元。", quote=LIMITS), claim("每票不超过99万美元。", quote=LIMITS))
    decided = answering(hit(assistant, "overseas", "limits"))
    answer = cite_unproven(replace(context, decision=decided, claims=claims)).answer
    assert answer is not None
    assert "99万" in answer.text


def test_a_quote_that_does_not_stand_in_its_section_proves_nothing(assistant: Assistant):
    made_up = claim("每票不超过15万美元。", quote="每票不超过15万美元。")
    assert proved(assistant, [made_up], hit(assistant, "overseas", "limits")).status == "refused"


@pytest.mark.parametrize("claims", [[], [claim("每票不超过99万美元。")]])
def test_with_no_claim_left_the_answer_is_a_refusal(assistant: Assistant, claims: list[Claim]):
    answer = proved(assistant, claims, hit(assistant, "overseas", "limits"))
    assert (answer.status, answer.reason, answer.citations) == ("refused", "not_covered", ())
    assert "99万" not in answer.text


def test_marks_count_the_citations_that_are_left(assistant: Assistant):
    office, limits = hit(assistant, "office", "office"), hit(assistant, "overseas", "limits")
    answer = proved(assistant, [claim("窗口编号77。", 0), claim("税率为13%。", 1, LIMITS)], office, limits)
    assert [c.number for c in answer.citations] == [1]
    assert cited(answer) == ["overseas@2024-01-01#limits"]
    assert "税率为13%。 [1]" in answer.text
    assert "[2]" not in answer.text


def test_sentences_run_on_and_items_stand_in_a_list_each_with_its_mark(assistant: Assistant):
    steps = hit(assistant, "b2b", "steps")
    claims = [
        claim("企业办理报关。"),
        claim("步骤如下："),
        Claim(Statement(text="登录。", quote="登录。", form="step", block=2, number=1), 0),
        Claim(Statement(text="填写9710报关单。", quote="填写9710报关单。", form="step", block=2, number=2), 0),
    ]
    body = proved(assistant, claims, steps).text.split("\n\n")
    assert body[:2] == ["企业办理报关。步骤如下： [1]", "1. 登录。 [1]\n2. 填写9710报关单。 [1]"]


def test_english_sentences_are_parted_by_a_space(assistant: Assistant):
    filing = hit(assistant, "b2b", "filing", lang="en")
    answer = proved(
        assistant, [claim("No."), claim("From 15 December 2024 none.", quote=_FILING)], filing, question="do I file?"
    )
    assert answer.text.startswith("No. From 15 December 2024 none. [1]")


def test_the_quote_is_what_stands_in_the_section(assistant: Assistant):
    row = Claim(
        Statement(text="监管方式：9710；限值：5000元", quote="9710 5000元", form="row", block=2),
        0,
    )
    answer = proved(assistant, [row], hit(assistant, "b2b", "table"))
    assert answer.citations[0].quote == "9710 5000元"
    assert "- 监管方式：9710；限值：5000元 [1]" in answer.text


def test_the_answer_tells_the_day_of_its_rules(assistant: Assistant):
    limits = hit(assistant, "overseas", "limits")
    today = proved(assistant, [claim("税率为13%。", quote=LIMITS)], limits)
    assert today.text.endswith(say("answer.as-of", "zh", day="2026年6月1日"))
    named = proved(assistant, [claim("税率为13%。", quote=LIMITS)], limits, question="2025年3月9810有金额限制吗")
    assert named.text.endswith(say("answer.as-of-said", "zh", day="2025年3月31日"))
    future = proved(assistant, [claim("税率为13%。", quote=LIMITS)], limits, question="2027年3月9810有金额限制吗")
    assert future.text.endswith(say("answer.future", "zh", day="2027年3月31日"))


def test_a_follow_up_says_which_question_is_answered(assistant: Assistant):
    answer = proved(
        assistant,
        [claim("税率为13%。", quote=LIMITS)],
        hit(assistant, "overseas", "limits"),
        question="那9810呢？",
        history=said("9710有金额限制吗？"),
    )
    assert answer.text.startswith(say("answer.understood-as", "zh", question="9810有金额限制吗？"))


def test_a_decision_to_refuse_is_carried_out(assistant: Assistant):
    context: Context = understood(assistant, "今天天气怎么样")
    decision = replace(answering(), kind="refuse", reason="out_of_scope")
    answer = prove(replace(context, decision=decision)).answer
    assert answer is not None
    assert (answer.status, answer.reason) == ("refused", "out_of_scope")


def test_suggestions_are_further_hits_and_never_what_was_answered(assistant: Assistant):
    context = retrieve(understood(assistant, "海外仓"))
    assert context.found is not None
    first = context.found.hits[0]
    statement = claim(first.section.body.splitlines()[0])
    answer = prove(replace(context, decision=answering(first), claims=(statement,))).answer
    assert answer is not None
    assert first.section.heading not in answer.suggestions
    assert len(answer.suggestions) <= 3
