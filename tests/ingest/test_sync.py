"""A sync adds, keeps and drops what the files say, and a rollback takes it back."""

import shutil

import pytest
from building import FakeEmbeddings, Workshop, made_settings

from ingest.chunks import chunks
from ingest.generation import finished
from ingest.sync import STAGES, rollback, sync
from kb.errors import IndexUnavailableError, LibraryError

GUIDE = "guides/refund/2025-01-01.zh.md"
OLD = "出口海外仓的货物自2025年起在报关离境后即可申报退税。"
NEW = "自2025年起，离境即可申报退税。"


# What it does


def test_the_first_sync_adds_all_and_embeds_each_text_once(workshop: Workshop):
    report = workshop.sync()
    wanted = chunks(workshop.base.library())
    assert report.swapped
    assert set(report.plan.add) == {chunk.id for chunk in wanted}
    assert (report.plan.keep, report.plan.drop) == ((), ())
    assert report.embedded == workshop.engine.calls == len({chunk.vector_key for chunk in wanted})
    assert report.manifest == workshop.open().manifest
    assert workshop.strays() == []


def test_the_second_sync_does_nothing(workshop: Workshop):
    first = workshop.sync()
    calls = workshop.engine.calls
    second = workshop.sync()
    assert (second.swapped, second.embedded, second.plan.changes) == (False, 0, 0)
    assert second.manifest == first.manifest
    assert workshop.engine.calls == calls
    assert len(workshop.folders()) == 1


def test_an_edited_section_costs_one_drop_one_add_and_one_embedding(workshop: Workshop):
    total = len(workshop.sync().plan.add)
    workshop.tell(NEW)
    report = workshop.sync()
    assert report.plan.add == report.plan.drop == ("refund@2025-01-01/zh#when/0",)
    assert len(report.plan.keep) == total - 1
    assert report.embedded == 1
    assert workshop.says() == NEW


def test_a_new_phrasing_costs_one_embedding_however_many_versions_have_it(workshop: Workshop):
    workshop.sync()
    workshop.base.edit("guides/refund/questions.yaml", "    - 请问何时申报\n", "    - 请问何时申报\n    - 几时退\n")
    report = workshop.sync()
    assert (len(report.plan.add), len(report.plan.drop), report.embedded) == (2, 0, 1)


def test_a_removed_document_is_dropped(workshop: Workshop):
    workshop.sync()
    for path in (workshop.base.root / "catalog" / "overseas").iterdir():
        path.unlink()
    report = workshop.sync()
    assert report.plan.add == ()
    assert report.plan.drop
    assert all(name.startswith("overseas@") for name in report.plan.drop)
    assert not [row for row in workshop.open().rows if row.address.document == "overseas"]
    assert workshop.open().manifest.documents == 1


def test_a_new_version_ends_the_one_before_and_embeds_only_what_it_says_anew(workshop: Workshop):
    workshop.sync()
    for lang in ("zh", "en"):
        text = workshop.base.read(f"guides/refund/2025-01-01.{lang}.md").replace("2025-01-01", "2026-01-01")
        workshop.base.write(f"guides/refund/2026-01-01.{lang}.md", text)
    report = workshop.sync()
    assert report.embedded == 0
    index = workshop.open()
    assert {row.last for row in index.rows if row.id.startswith("refund@2025-01-01/zh#when/")} == {20251231}


def test_what_is_not_indexed_is_served_anew_without_an_embedding(workshop: Workshop):
    workshop.sync()
    workshop.base.edit("glossary.yaml", "国外仓库", "外国仓库")
    report = workshop.sync()
    assert (report.swapped, report.embedded, report.plan.changes) == (True, 0, 0)
    assert workshop.open().library.glossary == workshop.base.library().glossary


def test_an_edit_taken_back_embeds_nothing(workshop: Workshop):
    workshop.sync()
    workshop.tell(NEW)
    workshop.sync()
    workshop.tell(OLD)
    assert workshop.sync().embedded == 0
    assert workshop.says() == OLD


def test_another_model_builds_a_new_generation(workshop: Workshop):
    workshop.sync()
    workshop.engine = FakeEmbeddings("fake/other", dimension=32)
    report = workshop.sync()
    assert report.swapped
    assert report.manifest.embedding == "fake/other"
    assert workshop.open().manifest.dimension == 32


def test_stages_are_told_in_order_and_the_old_text_serves_until_the_swap(workshop: Workshop):
    workshop.sync()
    workshop.tell(NEW)
    seen = []
    workshop.sync(on_stage=lambda stage: seen.append((stage, workshop.says())))
    assert tuple(stage for stage, _ in seen) == STAGES
    assert {stage for stage, says in seen if says == NEW} == {"swapped", "cleaned"}
    assert {says for stage, says in seen if stage not in {"swapped", "cleaned"}} == {OLD}


def test_an_open_index_answers_on_while_newer_ones_are_swapped_in(workshop: Workshop):
    workshop.sync()
    index = workshop.open()
    vector = workshop.engine.embed_query("啥时候能退税")
    before = index.store.nearest(vector, "question", 20250601, 3)
    workshop.tell(NEW)
    workshop.sync()
    assert index.store.nearest(vector, "question", 20250601, 3) == before


# Files that cannot be indexed


def check_refused_and_old_serves(workshop: Workshop) -> LibraryError:
    with pytest.raises(LibraryError) as refused:
        workshop.sync()
    assert workshop.says() == OLD
    assert workshop.strays() == []
    return refused.value


def test_a_broken_file_is_named_and_the_old_generation_serves(workshop: Workshop):
    workshop.sync()
    line = workshop.base.edit(GUIDE, "effective_from: 2025-01-01", "effective_from: soon")
    message = check_refused_and_old_serves(workshop).message("en")
    assert f"{GUIDE}:{line}" in message
    assert "newtrade check" in message


def test_a_wrong_encoding_is_named_with_its_line_and_the_old_generation_serves(workshop: Workshop):
    workshop.sync()
    path = workshop.base.root / GUIDE
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert f"{GUIDE}:5" in check_refused_and_old_serves(workshop).message("zh")


def test_an_emptied_knowledge_base_is_refused_and_the_old_generation_serves(workshop: Workshop):
    workshop.sync()
    for folder in ("guides", "catalog"):
        shutil.rmtree(workshop.base.root / folder)
    assert "NEWTRADE_KB" in check_refused_and_old_serves(workshop).message("en")


def test_a_missing_knowledge_base_is_refused_and_the_old_generation_serves(workshop: Workshop):
    workshop.sync()
    shutil.rmtree(workshop.base.root)
    assert "NEWTRADE_KB" in check_refused_and_old_serves(workshop).message("zh")


def test_many_sections_asked_for_in_the_same_words_pass_the_smoke_questions(workshop: Workshop):
    for file in ("guides/refund/questions.yaml", "catalog/overseas/questions.yaml"):
        anchors = {"guides/refund/questions.yaml": ("who-this-is-for", "when", "call")}.get(file, ("limits",))
        lines = [f"{a}:\n  zh: [同一句话, 同一句话吗]\n  en: [the very same words]\n" for a in anchors]
        workshop.base.write(file, "".join(lines))
    text = workshop.base.read(GUIDE)
    more = "".join(f'{{#more-{n} sources="practice"}}\n## 同一句话\n\n第{n}条。\n\n' for n in range(30))
    workshop.base.write(GUIDE, text.replace("{#about-this-page}", f"{more}{{#about-this-page}}"))
    assert workshop.sync().swapped


def test_a_phrasing_of_stop_words_alone_passes_the_smoke_questions(workshop: Workshop):
    lines = [f"{a}:\n  en: [what about it?, how do I do it?]\n" for a in ("who-this-is-for", "when", "call")]
    workshop.base.write("guides/refund/questions.yaml", "".join(lines))
    workshop.base.remove("catalog/overseas/questions.yaml")
    assert workshop.sync().swapped


def test_an_engine_that_returns_nonsense_is_not_swapped_in(workshop: Workshop):
    workshop.sync()

    class Broken(FakeEmbeddings):
        def _embed(self, text: str) -> list[float]:
            return super()._embed(str(self.calls))[::-1] if self.calls % 2 else [0.0] * self.dimension

    workshop.tell(NEW)
    with pytest.raises(IndexUnavailableError):
        sync(workshop.settings, embeddings=Broken("fake/broken"))
    assert workshop.says() == OLD
    assert workshop.strays() == []


# Generations


@pytest.mark.parametrize("keep", [2, 3, 5])
def test_as_many_generations_are_kept_as_set(workshop: Workshop, keep: int):
    workshop.settings = made_settings(workshop.root, keep=keep)
    names = []
    for number in range(keep + 2):
        workshop.tell(f"第{number}次的回答。")
        names.append(workshop.sync().manifest.name)
    assert workshop.folders() == names[-keep:]
    assert finished(workshop.settings.index) == tuple(reversed(names[-keep:]))


def test_rollback_serves_the_generation_before_and_then_the_newer_one_again(workshop: Workshop):
    first = workshop.sync().manifest
    workshop.tell(NEW)
    second = workshop.sync().manifest
    assert rollback(workshop.settings) == first
    assert workshop.says() == OLD
    assert rollback(workshop.settings) == second
    assert workshop.says() == NEW


def test_a_sync_after_a_rollback_serves_the_files_again_and_keeps_what_served(workshop: Workshop):
    first = workshop.sync().manifest.name
    workshop.tell(NEW)
    second = workshop.sync().manifest.name
    rollback(workshop.settings)
    third = workshop.sync().manifest.name
    assert workshop.says() == NEW
    assert workshop.folders() == [first, third]
    assert second not in workshop.folders()
    assert rollback(workshop.settings).name == first


def test_without_a_generation_before_a_rollback_says_so(workshop: Workshop):
    for _ in range(2):
        with pytest.raises(IndexUnavailableError) as none:
            rollback(workshop.settings)
        assert none.value.key == "error.no-previous"
        workshop.sync()


def test_a_rollback_to_a_generation_that_is_gone_says_so_and_the_present_one_serves(workshop: Workshop):
    first = workshop.sync().manifest.name
    workshop.tell(NEW)
    workshop.sync()
    shutil.rmtree(workshop.settings.index / first)
    with pytest.raises(IndexUnavailableError) as none:
        rollback(workshop.settings)
    assert none.value.key == "error.no-previous"
    assert workshop.says() == NEW


def test_a_damaged_generation_is_never_the_one_before(workshop: Workshop):
    first = workshop.sync().manifest.name
    workshop.tell(NEW)
    second = workshop.sync().manifest.name
    (workshop.settings.index / second / "rows.json").write_text("[")
    workshop.sync()
    assert workshop.says() == NEW
    assert rollback(workshop.settings).name == first
    assert workshop.says() == OLD
