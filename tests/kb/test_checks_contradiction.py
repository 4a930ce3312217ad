ZH = "guides/refund/2025-01-01.zh.md"
ENTRY = "catalog/overseas/2024-01-01.zh.md"
KEEP = "企业应当将出口货物的备案单证自申报之日起保存{}年。"


def contradict(base) -> None:
    base.edit(ENTRY, "税率为13%。", "税率为13%。" + KEEP.format(5))
    base.edit(ZH, "这份指南写给出口企业。", KEEP.format(10))


def test_sections_in_force_together_that_say_different_figures_are_a_warning(base):
    contradict(base)
    (found,) = [problem for problem in base.problems() if problem.rule == "contradiction"]
    assert (found.file, found.line, found.severity) == (ZH, base.line(ZH, "## 这份"), "warning")
    assert "10年" in found.values["text"]
    assert "5年" in found.values["against"]
    assert found.values["other"].startswith(ENTRY)


def test_a_rule_and_the_one_it_replaced_do_not_contradict(base):
    contradict(base)
    for lang in ("zh", "en"):
        base.edit(
            f"catalog/overseas/2024-01-01.{lang}.md",
            '{#limits sources="gacc-2024-2"}',
            '{#limits sources="gacc-2024-2" to="2024-12-31"}',
        )
    assert base.found("contradiction") == []
