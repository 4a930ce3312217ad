import pytest

from kb.checks.figures import weighty_figures

ENTRY = "catalog/overseas/2024-01-01.en.md"


def test_other_figures_in_the_translation_are_a_warning(base):
    base.edit(ENTRY, "stays under USD 150,000", "stays under USD 15,000")
    problems = [problem for problem in base.problems() if problem.rule == "figures-differ"]
    assert [(p.file, p.line, p.severity) for p in problems] == [(ENTRY, base.line(ENTRY, "## Which limit"), "warning")]
    assert (problems[0].values["zh"], problems[0].values["en"]) == ("150000", "15000")


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("每票15万美元", "USD 150,000 a consignment"),
        ("1.5亿元", "CNY 150 million"),
        ("3至5万元", "CNY 30,000 to 50,000"),
        ("2千元，5千克", "CNY 2,000 and 5 kg"),
        ("3千万元", "30 million yuan"),
        ("税率为13%", "at 13 per cent"),
        ("百分之十三", "13 percent"),
        ("万分之五", "0.05%"),
        ("2.5‰", "0.25%"),
        ("5-10%", "5% to 10%"),
        ("2026年1月1日", "1 January 2026"),
        ("海关总署公告2024年第167号", "GACC Announcement No. 167 of 2024"),
        ("财税〔2018〕103号", "Caishui [2018] No. 103"),
        ("代码9610，110报关", "code 9610, 110 declarations"),
        ("三十六个月", "36 months"),
        ("见[退税](../../guides/a-9810#x)", "see [refund](../../guides/b#y)"),
    ],
)
def test_the_same_figures_are_the_same_in_both_languages(zh, en):
    assert weighty_figures(zh) == weighty_figures(en)


def test_a_percentage_is_not_a_bare_number():
    assert weighty_figures("130%") != weighty_figures("130")
