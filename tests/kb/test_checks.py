import ast
import re
import string
from datetime import date
from pathlib import Path

import kb
from kb.checks import RULES, RULES_OF_A_DAY
from kb.checks.report import error_count, render, summary
from kb.messages import LANGS, catalogue
from kb.model import Problem

PACKAGE = Path(kb.__file__).parent
MESSAGES = {key.removeprefix("check."): texts for key, texts in catalogue().items() if key.startswith("check.")}


def rules_in_code() -> set[str]:
    """Names the rules announce in their docstrings, and those that reading gives by `rule=`."""
    documented = [(rule.__doc__ or "").split(":")[0] for rule in (*RULES, *RULES_OF_A_DAY)]
    names = {name for head in documented for name in re.findall(r"`([a-z-]+)`", head)}
    for path in [*PACKAGE.glob("*.py"), *(PACKAGE / "checks").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "rule" and isinstance(node.value, ast.Constant):
                names.add(str(node.value.value))
    return names


def test_sound_library_has_no_finding(base):
    assert base.problems() == ()


def test_findings_come_by_file_and_line(base):
    base.edit("guides/refund/2025-01-01.zh.md", "本页解释规定", "<b>本页</b>解释规定")
    base.edit("guides/refund/2025-01-01.zh.md", "写给出口企业", "写给<i>出口企业</i>")
    base.edit("catalog/overseas/2024-01-01.zh.md", "本页解释规定", "<b>本页</b>解释规定")
    places = [(problem.file, problem.line) for problem in base.problems()]
    assert places == sorted(places)
    assert len(places) == 3


def test_every_rule_has_a_message_and_every_message_a_rule():
    assert rules_in_code() == set(MESSAGES)


def test_messages_use_the_same_placeholders_in_both_languages():
    for rule, texts in MESSAGES.items():
        # Some values are said per language: `section` in Chinese is `section_en` in English.
        fields = [
            {f.removesuffix("_en") for _, f, _, _ in string.Formatter().parse(texts[lang]) if f} for lang in LANGS
        ]
        shared = [found & (fields[0] | fields[1]) for found in fields]
        assert shared[0] - {"heading"} == shared[1] - {"heading"}, rule


def test_every_rule_is_tested():
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [rule for rule in MESSAGES if f'"{rule}"' not in tests] == []


def test_every_finding_of_a_badly_broken_library_can_be_said(base):
    base.edit("guides/refund/2025-01-01.zh.md", "review_due: 2026-12-01", "review_due: 2026-04-01")
    base.edit("guides/refund/2025-01-01.en.md", 'sources="sta-2024-1"', 'sources="sta-2024-9" to="2024-06-01" x="1"')
    base.edit("catalog/overseas/2024-01-01.zh.md", "anchor: limits}\n  tax", "anchor: nowhere}\n  tax")
    base.remove("catalog/overseas/2024-01-01.en.md", "catalog/overseas/questions.yaml")
    problems = base.problems()
    assert len({problem.rule for problem in problems}) >= 6
    for lang in LANGS:
        for problem in problems:
            said = render(problem, lang)
            assert said.startswith(f"{problem.file}:{problem.line}  {problem.rule}  ")
            assert " — " in said


def test_summary_counts_errors_and_warnings():
    found = [
        Problem(file="a", line=1, rule="html"),
        Problem(file="a", line=2, rule="no-code", severity="warning"),
    ]
    assert summary(found, "en") == "1 errors, 1 warnings."
    assert summary((), "zh") == "没有发现问题。"
    assert error_count(found) == 1


def test_values_with_braces_are_said_as_they_are():
    problem = Problem(file="a", line=1, rule="yaml", values={"reason": "found {x}"})
    assert "found {x}" in render(problem, "en")


def test_overdue_depends_on_the_day(base):
    assert "review-overdue" not in base.rules(today=date(2026, 12, 1))
    assert "review-overdue" in base.rules(today=date(2026, 12, 2))
