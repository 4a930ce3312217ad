import pytest

from assistant.steps.kinds import asked_in, untold


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("退税率是几个点", "rate"),
        ("what percentage do I get back", "rate"),
        ("仓库要多少平方", "area"),
        ("which floor is the desk on", "address"),
        ("申报单哪一栏填它", "box"),
        ("what registered capital does it take", "capital"),
        ("不服罚款能不能申请复议", "dispute"),
        ("货要放多久", "duration"),
        ("备案表第12栏写什么", "form_line"),
        ("which box takes the value", "form_line"),
    ],
)
def test_the_kind_of_thing_asked_for_is_told_by_its_words(question: str, kind: str):
    assert kind in asked_in(question)


def test_a_question_of_no_known_kind_leaves_nothing_untold():
    assert asked_in("9810是什么") == frozenset()
    assert untold(frozenset(), "任何文字") == 0.0


@pytest.mark.parametrize(
    ("question", "telling", "silent"),
    [
        ("仓库要多少平方", "面积不小于2万平方米", "经海关批准设立"),
        ("how large must it be", "at least 20,000 square metres", "approved by customs"),
        ("退几个点", "退税率为13%", "由企业申报"),
        ("记什么分录", "记账时的分录如下", "退税款按期到账"),
    ],
)
def test_a_text_tells_a_kind_when_it_has_the_words_for_it(question: str, telling: str, silent: str):
    kinds = asked_in(question)
    assert untold(kinds, telling) < untold(kinds, silent)


def test_two_kinds_of_which_one_is_told_are_half_untold():
    kinds = frozenset({"area", "interest"})
    assert untold(kinds, "面积不小于2万平方米") == 0.5


@pytest.mark.parametrize("question", ["多少钱以内算个人物品", "包裹多少钱以下不用交税", "多少钱起要报关"])
def test_a_limit_is_no_price(question: str):
    assert "price" not in asked_in(question)
