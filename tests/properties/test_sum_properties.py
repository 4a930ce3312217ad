"""What holds of every sum: each figure is the person's own, stands in a quote, or is the result of a shown formula."""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from summing import TODAY, sum_of, told

from assistant.answer import Answer
from assistant.skills.calculate.plain import in_plain_words
from assistant.understanding.amounts import amounts_in
from kb.dates import say_day
from kb.figures import figures
from kb.messages import say

TYPED: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "content" / "sums_as_typed.yaml").read_text(encoding="utf-8")
)
HOTLINES = {"12366", "12360"}
NOTHING = {"0", "0%"}
"""A sum of nothing needs no formula: 退税0元, 关税0%."""

WORDS = {"一": "1", "五": "5", "one": "1", "five": "5", "twice": "2"}

NUMBER = re.compile(r"万分之[一二三五]|\d+(?:,\d{3})*(?:\.\d+)?(?:\s*(?:亿|万|%|percent\b))?|[×＋－（）()+−]")
FORMULA = re.compile(r"(?P<left>[^：:，、；\n]+?)\s*[＝=]\s*(?:CNY )?(?P<right>\d+(?:,\d{3})*(?:\.\d+)?\s*(?:亿|万)?)")
OPERATORS = {"×": "*", "＋": "+", "－": "-", "（": "(", "）": ")", "−": "-"}


def value(written: str) -> Decimal:
    if written.startswith("万分之"):
        return Decimal("一二三四五".index(written[-1]) + 1) / 10_000
    number = Decimal(re.sub(r"[^\d.]", "", written))
    for sign, scale in (("亿", 10**8), ("万", 10**4)):
        if sign in written:
            return number * scale
    return number / 100 if "%" in written or "percent" in written else number


def worked_out(left: str) -> Decimal:
    """Evaluate what stands before an equals sign; words between the numbers only name them."""
    terms = [
        OPERATORS.get(m, m) if not m[0].isdigit() and not m.startswith("万") else f"D('{value(m)}')"
        for m in NUMBER.findall(left)
    ]
    while terms and terms[0] in {")", "+", "-", "*"}:
        terms.pop(0)
    # Brackets that only explain, as in (statutory VAT …), are kept where they hold a sum.
    return Decimal(eval("".join(terms), {"D": Decimal}))


def results(text: str) -> set[str]:
    """Return the results of all formulas of a text, each worked out anew."""
    found: set[str] = set()
    for match in FORMULA.finditer(text.replace("**", "")):
        expected = worked_out(match["left"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert expected == value(match["right"]).quantize(Decimal("0.01")), match[0]
        found |= figures(match["right"])
    return found


def named(question: str) -> set[str]:
    """Return the figures of a question: as written, and as amounts in any notation, with their counts."""
    found = set(figures(question))
    text = in_plain_words(unicodedata.normalize("NFKC", question))
    for amount in amounts_in(text):
        found |= figures(f"{amount.value:f} {amount.value * 100:f}%")
        if amount.count is not None:
            found |= figures(f"{amount.count:f}")
    return found | set(re.findall(r"\d+", text))


def quoted(answer: Answer) -> set[str]:
    """Return the figures of what is cited, and those that it says in words."""
    text = "\n".join(f"{c.quote}\n{' '.join(c.section_path)}" for c in answer.citations)
    found = set(figures(text))
    for low, high in re.findall(r"(\d+)(?: to (\d+))? percent", text):
        found |= {f"{number}%" for number in (low, high) if number}
    return found | {number for word, number in WORDS.items() if re.search(word, text)}


def unproven(question: str, answer: Answer) -> set[str]:
    text = answer.text
    days = say_day(answer.as_of, answer.lang)
    for line in (*(say(f"answer.{key}", answer.lang, day=days) for key in ("as-of", "as-of-said", "future")),):
        text = text.replace(line, "")
    for change in answer.changes_ahead:
        text = text.replace(change.text, "")
    text = re.sub(r"\[\d{1,2}\]", "", text)
    known = named(question) | quoted(answer) | results(text) | HOTLINES | NOTHING
    return set(figures(text)) - known


ALL = [row["question"] for name in ("answered", "asked") for row in TYPED[name]]


@pytest.mark.parametrize("question", ALL)
def test_each_figure_of_a_typed_sum_is_named_quoted_or_worked_out(question: str):
    answer = told(sum_of(question))
    assert answer is not None
    assert unproven(question, answer) == set(), answer.text


SUMS = st.integers(min_value=1, max_value=3_000_000)
WRITTEN = st.sampled_from(
    [
        lambda n: f"{n}元",
        lambda n: f"{n:,}块",
        lambda n: f"￥{n}.50",
        lambda n: f"{Decimal(n) / 10_000:f}万",
        lambda n: f"CNY {n:,}",
        lambda n: f"{n} yuan",
        lambda n: f"{n}0k RMB",
    ]
)
AMOUNTS = st.builds(lambda n, write: write(n), SUMS, WRITTEN)
RATES = st.sampled_from(["13%", "9%", "13个点", "百分之九", "9 percent", "20%", "50%", "6%"])
COUNTS = st.integers(min_value=1, max_value=40).map(str)
TEMPLATES = st.sampled_from(
    [
        "海淘{a}的东西，增值税{r}，要交多少税",
        "天猫国际买了{a}，运费{b}，税率{r}，没得消费税，要交好多",
        "保税仓{n}件每件{a}，增值税{r}，一共交多少税",
        "跨境电商买{a}的奶粉和{b}的尿布，{r}，交多少税",
        "海淘香水，法定增值税{a}、消费税{b}，实际缴多少",
        "今年海淘已经买了{a}，再买{b}，{r}，交多少税",
        "朋友寄来的包裹值{a}，行邮税{r}，交几多",
        "外贸公司专票金额{a}，退税率{r}，能退好多",
        "外贸公司专票金额{a}，征税率13%，退税率{r}，不退的差额是多少",
        "出口电池，专票{a}，能退多少",
        "综服代办退税，专票金额{a}，退税率{r}，能退多少",
        "核定征收一年收入{a}，所得税多少",
        "进口报关晚了{n}天，完税价格{a}，滞报金多少",
        "欠税{a}，晚缴{n}天，滞纳金多少",
        "离岸转手买卖，买进{a}卖出{b}，印花税多少",
        "申报不实漏缴税款{a}，罚多少",
        "骗了退税{a}，罚多少",
        "外国游客买了{a}的东西，税率{r}，离境退税退多少",
        "cross-border order of {a} and freight {b}, VAT {r}: how much tax?",
        "trading company, special invoice {a}, refund rate {r}: how much refund?",
        "import declared {n} days late, dutiable value {a}: what late-declaration fee?",
        "offshore resale: bought for {a} and sold for {b}, how much stamp duty?",
        "wrong declaration, tax evaded {a}: how much is the fine?",
        "parcel from abroad worth {a}, parcel tax {r}: how much?",
        "tourist bought goods for {a}, VAT {r}: how much departure refund?",
    ]
)
DAYS = st.dates(date(2017, 1, 1), date(2028, 12, 31))
MODEST = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MODEST
@given(template=TEMPLATES, a=AMOUNTS, b=AMOUNTS, r=RATES, n=COUNTS, day=DAYS)
def test_each_figure_of_any_sum_is_named_quoted_or_worked_out(template: str, a: str, b: str, r: str, n: str, day: date):
    question = template.format(a=a, b=b, r=r, n=n)
    context = sum_of(question, day)
    answer = told(context)
    if answer is None:
        return
    assert context.draft
    assert all(piece.is_proven for piece in context.draft.pieces)
    assert unproven(question, answer) == set(), answer.text
    assert all(citation.in_force.contains(answer.as_of) for citation in answer.citations)


PIECES = st.sampled_from(
    [
        *("海淘", "天猫国际", "包裹", "行邮", "退税", "专票", "离境退税", "滞报金", "滞纳金", "印花税", "离岸", "罚"),
        *(
            "核定",
            "多少",
            "好多",
            "算哈",
            "3000元",
            "2万",
            "13%",
            "9个点",
            "征13退9",
            "12天",
            "每件200元",
            "3件",
            "两千三",
        ),
        *(
            "￥1,0",
            "，",
            "；",
            "和",
            "还有",
            "运费",
            "消费税",
            "关税",
            "一共",
            "没得",
            "电池",
            "重庆",
            "上海",
            "小微",
            "单件",
        ),
        *("how much ", "tax ", "refund ", "CNY 3,000 ", "at 13% ", "VAT ", "late ", "12 days ", "invoice ", "duty "),
    ]
)


@MODEST
@given(pieces=st.lists(PIECES, max_size=12), before=st.lists(st.lists(PIECES, max_size=8), max_size=3), day=DAYS)
def test_no_mixture_of_words_and_amounts_breaks_a_sum(pieces: list[str], before: list[list[str]], day: date):
    context = sum_of("".join(pieces), day, tuple("".join(turn) for turn in before))
    answer = told(context)
    if answer is None:
        return
    asked = "；".join(["".join(turn) for turn in before] + ["".join(pieces)])
    assert unproven(asked, answer) == set(), answer.text


def test_the_check_finds_a_wrong_result():
    assert results("算式：2400元×13%×70%＝218.40元") == {"218.4"}
    assert results("Formula: (CNY 2,000,000 + CNY 2,300,000) × 0.03% = CNY 1,290") == {"1290"}
    with pytest.raises(AssertionError):
        results("算式：2400元×13%×70%＝218.50元")


def test_the_check_finds_a_figure_from_nowhere():
    question = "海淘3000元的东西，增值税13%，要交多少税"
    answer = told(sum_of(question, TODAY))
    assert answer is not None
    wrong = answer.model_copy(update={"text": f"{answer.text}\n另收手续费77元"})
    assert unproven(question, answer) == set()
    assert unproven(question, wrong) == {"77"}
