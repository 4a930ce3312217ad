"""Sections of today's texts that tell of a past day, and both times told beside each other."""

from collections.abc import Iterator
from datetime import date

import pytest
from asking import HEAD, furnish, understood
from building import Base, FakeEmbeddings, made_settings
from chromadb.api.shared_system_client import SharedSystemClient
from deciding import tiny_assistant

from assistant.pipeline import Assistant
from assistant.steps.retrieve import retrieve
from ingest.index import open_index
from ingest.sync import sync

_FEE = {
    "zh": '{{#fee sources="gacc-2024-7"}}\n## 塔吊出口的保存期是几年？\n\n塔吊出口的单证保存{years}年。\n',
    "en": '{{#fee sources="gacc-2024-7"}}\n## How many years are crane export papers kept?\n\n'
    "Papers of crane exports are kept for {years} years.\n",
}
_BEFORE = {
    "zh": '\n{#before sources="gacc-2024-7"}\n## 2024年12月31日以前出口的塔吊，现在补办证书按哪个规定？\n\n'
    "2024年12月31日以前出口的塔吊，补办证书按原规定办理。\n",
    "en": '\n{#before sources="gacc-2024-7"}\n## Which rule holds for a certificate of cranes exported before 2025?\n\n'
    "For cranes exported before 31 December 2024 a certificate follows the old rule.\n",
}


@pytest.fixture(scope="module")
def cranes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Answers from the furnished tiny library and a manual whose newer version tells of exports before it."""
    root = tmp_path_factory.mktemp("cranes")
    base = Base(root / "kb")
    furnish(base)
    for lang, title in (("zh", "塔吊手册"), ("en", "Manual of cranes")):
        for day, years, more in (("2024-01-01", "5", ""), ("2025-01-01", "10", _BEFORE[lang])):
            head = HEAD.format(
                id="cranes", kind="manual", lang=lang, title=title, formats="", region="national", day=day
            )
            base.write(f"manuals/cranes/{day}.{lang}.md", head + _FEE[lang].format(years=years) + more)
    base.write("manuals/cranes/questions.yaml", "{}\n")
    settings, engine = made_settings(root), FakeEmbeddings()
    sync(settings, embeddings=engine)
    yield tiny_assistant(open_index(settings, engine))
    SharedSystemClient.clear_system_cache()


def places(assistant: Assistant, question: str, **options: date) -> list[str]:
    found = retrieve(understood(assistant, question, **options)).found
    assert found is not None
    return [f"{hit.version.document}@{hit.version.day}#{hit.section.anchor}" for hit in (*found.hits, *found.rejected)]


def test_a_section_of_today_that_tells_of_the_day_is_found_for_it(cranes: Assistant):
    assert places(cranes, "2024年6月出口的塔吊，补办证书按哪个规定")[0] == "cranes@2025-01-01#before"


def test_a_section_with_a_text_of_its_own_on_the_day_keeps_it(cranes: Assistant):
    found = places(cranes, "2024年6月出口的塔吊，单证保存几年")
    assert "cranes@2024-01-01#fee" in found
    assert "cranes@2025-01-01#fee" not in found


def test_a_section_that_tells_of_other_days_is_not_found(cranes: Assistant):
    found = places(cranes, "出口的塔吊，补办证书按哪个规定", day=date(2024, 6, 1))
    assert all("@2025" not in place for place in found)


def test_no_first_day_is_told_where_such_a_section_answers(cranes: Assistant):
    answer = cranes.ask("2023年6月出口的塔吊，补办证书按哪个规定", date(2026, 6, 1))
    assert (answer.status, answer.as_of) == ("answered", date(2023, 6, 30))


def test_an_answer_from_such_a_section_is_for_the_day_that_was_named(cranes: Assistant):
    answer = cranes.ask("2024年6月出口的塔吊，补办证书按哪个规定", date(2026, 6, 1))
    assert answer.as_of == date(2024, 6, 30)
    assert [citation.anchor for citation in answer.citations] == ["before"]
    assert "此后的文本" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "2024年塔吊出口的单证保存几年，现在又是几年",
        "How many years were crane papers kept in 2024, and what is it now?",
    ],
)
def test_both_times_are_told_each_with_its_day(cranes: Assistant, question: str):
    answer = cranes.ask(question, date(2026, 6, 1))
    assert [citation.version for citation in answer.citations] == [date(2024, 1, 1), date(2025, 1, 1)]
    assert "2024" in answer.text
    assert "2026" in answer.text


def test_background_leaves_the_question_with_today(cranes: Assistant):
    context = understood(cranes, "公司2019年成立，塔吊出口的单证保存几年", day=date(2026, 6, 1))
    assert (context.understood.day, context.understood.said) == (date(2026, 6, 1), None)
