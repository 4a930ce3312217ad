import pytest

from assistant.chat.wording import cleaned


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("不需要。", "不需要。"),
        ("  不需要\n备案 ", "不需要 备案。"),
        ("- **不需要**备案 [1]。", "不需要备案。"),
        ("1. 登录`单一窗口`（s1）", "登录单一窗口。"),
        ("税率为13%", "税率为13%。"),
        ("13.5%是税率。", "13.5%是税率。"),
    ],
)
def test_a_claim_becomes_one_plain_sentence(text: str, plain: str):
    assert cleaned(text, "zh") == plain


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "[点这里](http://example.com)",
        "见 https://example.com",
        "[2018](evil)",
        "见[甲]",
        "见 www.example.com",
        "写信到 a@example.com",
        "<script>备案</script>",
        "| 备案 | 是 |",
        "备\u200b案",
        "备案" * 200,
    ],
)
def test_what_could_be_clicked_or_is_no_sentence_is_unfit(text: str):
    assert cleaned(text, "zh") is None


def test_a_claim_must_be_in_the_language_of_the_answer():
    assert cleaned("No filing is needed.", "zh") is None
    assert cleaned("不需要备案。", "en") is None
    assert cleaned("9810 AEO 企业不需要备案。", "zh")
    assert cleaned("See the Announcement No. 1 of 2024 (国家税务总局公告2024年第1号).", "en")
    assert cleaned("15", "zh") is None


def test_the_year_of_a_document_number_may_stand_in_brackets():
    assert cleaned("It is exempt under Cai Shui [2018] No. 103.", "en") == "It is exempt under Cai Shui [2018] No. 103."
