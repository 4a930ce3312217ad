import pytest

from kb.checks.instruments import without_title

NEW = "guides/refund/2025-01-01"
ZH = f"{NEW}.zh.md"
ENTRY = "catalog/overseas/2024-01-01.zh.md"


def test_source_that_the_front_matter_lacks_is_found(base):
    base.edit(ZH, '{#when sources="sta-2024-1"}', '{#when sources="sta-2024-1 sta-2024-9"}')
    assert base.found("unknown-source") == [(ZH, base.line(ZH, "## 出口海外仓"))]


def test_source_that_no_section_names_is_a_warning(base):
    base.edit(ZH, '{#when sources="sta-2024-1"}', '{#when sources="practice"}')
    (problem,) = (problem for problem in base.problems() if problem.rule == "unused-source")
    assert (problem.file, problem.line, problem.severity) == (ZH, base.line(ZH, "key: sta-2024-1"), "warning")


def test_section_without_a_source_is_found(base):
    base.edit(ZH, '{#when sources="sta-2024-1"}', "{#when}")
    assert base.found("no-source") == [(ZH, base.line(ZH, "## 出口海外仓"))]


def test_practice_alone_without_a_hotline_is_found(base):
    base.edit(ZH, "请向12366确认申报渠道", "自行了解申报渠道")
    assert base.found("practice-unconfirmed") == [(ZH, base.line(ZH, "###"))]


def test_practice_beside_an_instrument_needs_no_hotline(base):
    base.edit_both(NEW, '{#call sources="practice"', '{#call sources="practice sta-2024-1"')
    base.edit(ZH, "请向12366确认申报渠道", "自行了解申报渠道")
    assert base.found("practice-unconfirmed") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "instrument: 国家税务总局公告2024年第1号（关于出口退税的公告）",
            "instrument: 国家税务总局公告2024年第1号",
        ),
        ("issued: 2023-12-20", "issued: 2023-12-21"),
        ("url: https://www.chinatax.gov.cn/2024-1.html", "url:"),
    ],
)
def test_key_that_means_two_things_is_found_where_fewer_say_so(base, old, new):
    line = base.edit(ZH, old, new)
    assert base.found("source-conflict") == [(ZH, line)]


def test_practice_may_have_several_issuers(base):
    base.edit_both(
        NEW,
        "instrument: 税务公开信息（无文号）\n    issuer: 国家税务总局",
        "instrument: 海关公开信息（无文号）\n    issuer: 海关总署",
    )
    assert base.problems() == ()


def test_source_key_twice_in_one_text_is_found_at_the_second(base):
    line = base.edit(ZH, "  - key: practice\n", "  - key: sta-2024-1\n")
    assert base.found("key-twice") == [(ZH, line)]


def test_other_english_name_of_an_instrument_is_a_warning(base):
    line = base.edit(f"{NEW}.en.md", "name_en: STA Announcement No. 1 of 2024", "name_en: STA Notice 1")
    (problem,) = base.problems()
    assert (problem.rule, problem.line, problem.severity) == ("source-conflict", line, "warning")


def test_instrument_under_two_keys_is_a_warning(base):
    base.edit_both(
        "catalog/overseas/2024-01-01",
        "instrument: 海关总署公告2024年第2号",
        "instrument: 国家税务总局公告 2024年第1号",
    )
    problems = [problem for problem in base.problems() if problem.rule == "source-two-keys"]
    assert [(p.file, p.line) for p in problems if p.file == ENTRY] == [(ENTRY, base.line(ENTRY, "key: gacc"))]
    assert {(p.values["usual"], p.severity) for p in problems} == {("sta-2024-1", "warning")}


def test_instruments_with_the_number_in_brackets_are_compared_whole():
    one = without_title("关于调整清单的公告（2018年第157号）")
    two = without_title("关于调整清单的公告（2022年第7号）")
    assert one != two
    assert without_title("国函〔2016〕17号（关于…的批复）") == without_title("国函〔2016〕17号")
