from datetime import date

import pytest

from assistant.understanding.days import day_in

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("2025-11-03出口的货", "2025-11-03"),
        ("2025年11月3日出口", "2025-11-03"),
        ("2025.11.3报关", "2025-11-03"),
        ("２０２５年１１月３日出口", "2025-11-03"),
        ("2025年11月出口的货怎么退税", "2025-11-30"),
        ("2025/11 出口", "2025-11-30"),
        ("25年3月出口", "2025-03-31"),
        ("9810在2024年10月还要备案吗", "2024-10-31"),
        ("2024年十月", "2024-10-31"),
        ("去年十月出口的货", "2025-10-31"),
        ("今年三月十五号报关", "2026-03-15"),
        ("25年12月30号报关的", "2025-12-30"),
        ("2024年夏天寄的包裹", "2024-08-31"),
        ("2025年底免税政策到期了，还能享受吗", "2026-06-01"),
        ("2025年的退税过期了还能报吗", "2025-12-31"),
        ("五月三十一日出口", "2026-05-31"),
        ("去年的十二月", "2025-12-31"),
        ("今年三月出口", "2026-03-31"),
        ("前年3月", "2024-03-31"),
        ("明年1月起怎么办", "2027-01-01"),
        ("去年出口的", "2025-12-31"),
        ("去年底出口", "2025-12-31"),
        ("2025年底", "2025-12-31"),
        ("2024年末出口", "2024-12-31"),
        ("优惠2025年底到期以后还有吗", "2026-06-01"),
        ("2027年底到期后怎么办", "2028-01-01"),
        ("政策2025年底已经到期了，现在要交税吗", "2026-06-01"),
        ("2025年初", "2025-01-01"),
        ("2018年零售进口限额是多少", "2018-12-31"),
        ("2015年之前怎么规定", "2014-12-31"),
        ("2024年10月31日之前", "2024-10-30"),
        ("5月1日出口", "2026-05-01"),
        ("上个月出口的", "2026-05-31"),
        ("昨天报关的", "2026-05-31"),
        ("增值税法施行前出口", "2025-12-31"),
        ("282号令之前的等级", "2026-03-31"),
        ("11号公告实施前", "2025-12-31"),
    ],
)
def test_a_day_said_in_chinese_is_understood(question: str, day: str):
    said = day_in(question, TODAY)
    assert said is not None
    assert said.day.isoformat() == day


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("goods exported in March 2025", "2025-03-31"),
        ("exported on 3 November 2025", "2025-11-03"),
        ("declared on Nov 3rd, 2025", "2025-11-03"),
        ("the rule of 2025-11-03", "2025-11-03"),
        ("shipped last October", "2025-10-31"),
        ("exported last year", "2025-12-31"),
        ("exported in October last year", "2025-10-31"),
        ("what was the limit in 2018?", "2018-12-31"),
        ("before 2026", "2025-12-31"),
        ("by the end of 2025", "2025-12-31"),
        ("until the end of 2025", "2025-12-31"),
        ("2025 exports", "2025-12-31"),
        ("before the VAT Law", "2025-12-31"),
        ("prior to Order No. 282", "2026-03-31"),
        ("shipped yesterday", "2026-05-31"),
        ("mailed in summer 2024", "2024-08-31"),
        ("declared last month", "2026-05-31"),
    ],
)
def test_a_day_said_in_english_is_understood(question: str, day: str):
    said = day_in(question, TODAY)
    assert said is not None
    assert said.day.isoformat() == day


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("exported before March 2025", "2025-02-28"),
        ("exported before 3 November 2025", "2025-11-02"),
        ("the rule since March 2025", "2025-03-01"),
    ],
)
def test_before_and_since_count_for_a_named_month_as_they_do_for_a_year(question: str, day: str):
    said = day_in(question, TODAY)
    assert said is not None
    assert said.day.isoformat() == day


def test_early_in_a_year_means_its_beginning_in_both_languages():
    chinese, english = day_in("2025年初出口", TODAY), day_in("exported in early 2025", TODAY)
    assert chinese is not None
    assert english is not None
    assert (chinese.day, english.day) == (date(2025, 1, 1), date(2025, 1, 1))


def test_a_quarter_names_its_year():
    said = day_in("2025年1季度出口的货怎么退税", TODAY)
    assert said is not None
    assert said.day.year == 2025


@pytest.mark.parametrize(
    "question",
    [
        "2021年47号公告",
        "海关总署公告2020年第75号讲了什么",
        "财税〔2018〕103号",
        "财税[2018]103号",
        "Announcement No. 47 of 2021",
        "announcement 47 of 2021",
        "2025年版的指南",
        "the 2024 edition",
    ],
)
def test_the_number_of_an_instrument_is_no_day(question: str):
    assert day_in(question, TODAY) is None


@pytest.mark.parametrize("question", ["海关总署公告 2020 年第 75 号", "国家税务总局公告2021年 第47号怎么规定"])
def test_the_number_of_an_instrument_is_no_day_when_it_is_written_with_spaces(question: str):
    assert day_in(question, TODAY) is None


@pytest.mark.parametrize(
    "question", ["", "9810要备案吗", "限额2000元", "15万美元", "增值税法是什么", "I may export", "order 1039"]
)
def test_a_question_without_a_day_says_none(question: str):
    assert day_in(question, TODAY) is None


def test_of_two_days_the_one_of_the_export_counts():
    said = day_in("2026年3月申请的材料，货是2025年4月出口", TODAY)
    assert said is not None
    assert said.day == date(2025, 4, 30)


def test_a_day_of_the_running_month_stands_for_today():
    said = day_in("2026年6月出口", TODAY)
    assert said is not None
    assert said.day == TODAY
    assert (said.period.start, said.period.end) == (date(2026, 6, 1), date(2026, 6, 30))


def test_a_day_that_does_not_exist_falls_back_to_its_month():
    said = day_in("2025年2月30日出口", TODAY)
    assert said is not None
    assert (said.day, said.precision) == (date(2025, 2, 28), "month")


@pytest.mark.parametrize(
    ("question", "precision"),
    [
        ("2025年11月3日", "day"),
        ("2025年11月", "month"),
        ("2025年", "year"),
        ("增值税法之前", "event"),
        ("昨天报关", "day"),
        ("上个月", "month"),
    ],
)
def test_the_precision_is_that_of_the_words(question: str, precision: str):
    said = day_in(question, TODAY)
    assert said is not None
    assert said.precision == precision


def test_relative_words_are_reckoned_from_the_day_of_the_conversation():
    said = day_in("去年十月出口", date(2025, 2, 1))
    assert said is not None
    assert said.day == date(2024, 10, 31)


def test_a_span_of_years_ends_with_its_last_in_english():
    said = day_in("the measures from 2018 through 2025", TODAY)
    assert said is not None
    assert (said.period.start, said.day) == (date(2018, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    "question", ["国办2021年那个意见里有几条", "2023年那份公告怎么说", "过了四月三十号没报怎么办", "I read a 2019 blog"]
)
def test_the_year_of_a_document_or_a_deadline_that_is_over_is_no_day(question: str):
    assert day_in(question, TODAY) is None


@pytest.mark.parametrize("question", ["次年4月30日前没申报怎么办", "要在次年的4月30日前收汇吗", "每年5月1日要报什么"])
def test_a_deadline_of_every_year_is_no_day(question: str):
    assert day_in(question, TODAY) is None
