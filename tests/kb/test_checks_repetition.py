import time

from building import NEW_ANSWER

from kb.checks.repetition import jaccard, similar

ZH = "guides/refund/2025-01-01.zh.md"
EN = "guides/refund/2025-01-01.en.md"
ENTRY = "catalog/overseas/2024-01-01.zh.md"
LONG = "出口企业以出口海外仓方式报关出口的货物，在离境之后即可向主管税务机关申报办理出口退税，不必等到销售。"
OTHER = "企业应当妥善保存合同、报关单、运输单据和收汇凭证等资料，以备税务机关和海关在事后检查时查阅核对。"


def test_paragraph_in_two_documents_is_found_in_the_second(base):
    base.edit(ENTRY, "税率为13%。", f"税率为13%。\n\n{LONG}")
    base.edit(ZH, "本页解释规定", "本页说明")
    base.edit(ZH, "这份指南写给出口企业。", f"这份指南写给出口企业。\n\n- [ ] **{LONG}**")
    assert base.found("duplicate-text") == [(ZH, base.line(ZH, "## 这份"))]


def test_paragraph_twice_in_one_text_is_found(base):
    base.edit(ZH, "这份指南写给出口企业。", f"这份指南写给出口企业。\n\n{LONG}")
    base.edit(ZH, "出口企业请向12366", f"{LONG}\n\n出口企业请向12366")
    assert base.found("duplicate-text") == [(ZH, base.line(ZH, "###"))]


def test_versions_of_a_document_may_repeat_each_other(base):
    for version in ("2024-01-01", "2025-01-01"):
        base.edit(f"guides/refund/{version}.zh.md", "这份指南写给出口企业。", LONG)
    assert base.problems() == ()


def test_sections_without_a_common_day_may_repeat_each_other(base):
    base.edit("guides/refund/2024-01-01.zh.md", "这份指南写给出口企业。", LONG)
    base.edit(ENTRY, "税率为13%。", f"税率为13%。\n\n{LONG}")
    for lang in ("zh", "en"):
        base.edit(
            f"catalog/overseas/2024-01-01.{lang}.md",
            '{#limits sources="gacc-2024-2"}',
            '{#limits sources="gacc-2024-2" from="2025-01-01"}',
        )
    assert base.problems() == ()


def test_short_stock_phrases_may_be_repeated(base):
    base.edit(ENTRY, "税率为13%。", "税率为13%。\n\n请向12366确认。")
    base.edit(ZH, "这份指南写给出口企业。", "这份指南写给出口企业。\n\n请向12366确认。")
    assert base.found("duplicate-text") == []


def test_sections_that_say_nearly_the_same_are_a_warning(base):
    base.edit(ENTRY, "税率为13%。", f"税率为13%。{LONG}{OTHER}")
    body = base.read(ENTRY).splitlines()[base.line(ENTRY, "## 出口海外仓") + 1]
    base.edit(ZH, "这份指南写给出口企业。", body.replace("妥善", "好好"))
    problems = [problem for problem in base.problems() if problem.rule == "near-duplicate"]
    assert [(p.file, p.line, p.severity) for p in problems] == [(ZH, base.line(ZH, "## 这份"), "warning")]


def test_english_is_compared_by_words(base):
    words = " ".join(f"word{n}" for n in range(40))
    base.edit("catalog/overseas/2024-01-01.en.md", "at a rate of 13%.", f"at a rate of 13%. {words}")
    base.edit(EN, "This guide is for exporters.", words)
    assert base.found("near-duplicate") == []
    base.edit(EN, words, f"{words} an overseas warehouse export stays under USD 150,000 within months")
    assert base.found("near-duplicate") == [(EN, base.line(EN, "## Whom is"))]


def test_prefix_filtering_finds_what_comparing_all_finds():
    sets = [frozenset(str(n) for n in range(start, start + 40)) for start in range(0, 60, 3)]
    every = {(i, j) for j in range(len(sets)) for i in range(j) if jaccard(sets[i], sets[j]) >= 0.75}
    assert set(similar(sets)) == every != set()


def test_thousands_of_sections_are_compared_in_seconds():
    sets = [frozenset(f"{(n * 7919 + k * 104729) % 5000}" for k in range(200)) for n in range(1500)]
    start = time.monotonic()
    list(similar(sets))
    assert time.monotonic() - start < 20


SAME = "出口海外仓（9810）每票不得超过15万美元，应在36个月内核销，税率是13%。"


def test_first_sentence_of_another_document_is_found(base):
    base.edit(ZH, NEW_ANSWER["zh"], SAME)
    problems = [problem for problem in base.problems() if problem.rule == "same-answer"]
    assert [(p.file, p.line, p.severity) for p in problems] == [(ZH, base.line(ZH, "{#when") + 1, "warning")]


def test_section_that_leads_to_the_home_of_its_answer_is_not_found(base):
    base.edit(ZH, NEW_ANSWER["zh"], f"{SAME}细则见[限额](../../catalog/overseas#limits)。")
    assert base.found("same-answer") == []


def test_entries_of_different_codes_may_be_alike(base):
    for lang in ("zh", "en"):
        text = base.read(f"catalog/overseas/2024-01-01.{lang}.md").replace("id: overseas", "id: direct")
        base.write(f"catalog/direct/2024-01-01.{lang}.md", text.replace("9810", "9710"))
    assert base.found("same-answer") == []
    base.edit("catalog/direct/2024-01-01.zh.md", "## 出口海外仓（9710）", "## 出口海外仓（9810）")
    base.edit("catalog/direct/2024-01-01.zh.md", "出口海外仓（9710）每票", "出口海外仓（9810）每票")
    assert [file.partition("/2024")[0] for file, _ in base.found("same-answer")] == ["catalog/overseas"]
