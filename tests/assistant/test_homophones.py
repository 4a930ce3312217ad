import pytest

from assistant.understanding.homophones import HomophoneMender

WORDS = ("退税", "报关", "海外仓", "保税展示交易", "进项", "平台报税")
TEXTS = "出口退税什么时候到账 海外仓的货怎么报关的 保税展示交易要担保 是交什么 平台报税 进项 保税仓"


def _said(pair: str) -> bool:
    return pair in TEXTS


@pytest.fixture(scope="module")
def mender() -> HomophoneMender:
    return HomophoneMender(WORDS)


@pytest.mark.parametrize(
    ("question", "mended"),
    [
        ("出口退睡什么时候到账", "出口退税什么时候到账"),
        ("暴关的时候", "报关的时候"),
        ("海外苍的货怎么报关的", "海外仓的货怎么报关的"),
        ("保税展是交易要担保", "保税展示交易要担保"),
        ("保税展四交易要担保", "保税展示交易要担保"),
    ],
)
def test_a_word_with_a_character_of_the_same_sound_is_put_right(mender: HomophoneMender, question: str, mended: str):
    assert mender.mend(question, _said, _said) == mended


@pytest.mark.parametrize("question", ["能退谁", "金项链去迪拜", "平台保税仓", "退水电费", "出口茉莉花", "tuishui", ""])
def test_what_may_be_another_word_stays(mender: HomophoneMender, question: str):
    assert mender.mend(question, _said, _said) == question


def test_a_word_that_only_the_ways_of_asking_hold_is_not_put_in(mender: HomophoneMender):
    assert mender.mend("出口退睡什么", _said, lambda pair: pair != "退税") == "出口退睡什么"
