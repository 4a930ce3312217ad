from datetime import date
from io import BytesIO

import docx
import pytest
from exporting import ADDRESS, DAY, MADE, made_citations

from assistant.export import markdown
from assistant.export.blocks import texts
from assistant.export.checklist import Checklist, Part, Step, checklist_document, checklist_of
from assistant.export.docx import write
from ingest.settings import PROJECT
from kb.library import Library
from kb.messages import LANGS, Lang


def made_checklist(base, lang: Lang = "zh", **changes: object) -> Checklist:
    steps = (
        Step(text="准备**购销合同**", marks=(1, 2)),
        Step(text="申报退税", marks=(2,), due=date(2027, 4, 30), done=True),
        Step(text="```\nHWC-YT\n```", marks=(1,)),
    )
    values: dict[str, object] = {
        "title": "9810退税清单",
        "lang": lang,
        "as_of": DAY,
        "parts": (Part(heading="单证", steps=steps),),
        "citations": made_citations(base, lang),
    }
    return Checklist.model_validate(values | changes)


def test_steps_have_boxes_marks_and_last_days(base):
    written = markdown.write(checklist_document(made_checklist(base), MADE, address=ADDRESS)).decode("utf-8")
    for part in (
        "# 9810退税清单\n\n**按2026年6月1日有效的规定**",
        "## 单证",
        "- [ ] 准备**购销合同** [1][2]",
        "- [x] 申报退税 [2]\n\n  最晚：2027年4月30日",
        "HWC-YT",
        "## 出处",
        "12366",
    ):
        assert part in written, part


@pytest.mark.parametrize("lang", LANGS)
def test_a_checklist_as_a_word_document_has_boxes(base, lang: Lang):
    word = docx.Document(BytesIO(write(checklist_document(made_checklist(base, lang), MADE))))
    lines = [paragraph.text for paragraph in word.paragraphs]
    assert "☐\t准备购销合同 [1][2]" in lines
    assert "☑\t申报退税 [2]" in lines
    assert {"zh": "最晚：2027年4月30日", "en": "By 30 April 2027 at the latest"}[lang] in lines


def test_a_mark_has_a_citation(base):
    with pytest.raises(ValueError, match="without a citation"):
        made_checklist(base, citations=())


def test_an_empty_step_is_still_a_box(base):
    parts = (Part(steps=(Step(text=""),)),)
    written = markdown.write(checklist_document(made_checklist(base, parts=parts, citations=()), MADE)).decode("utf-8")
    assert "- [ ]" in written
    assert "" in texts(checklist_document(made_checklist(base, parts=parts, citations=()), MADE).blocks)


@pytest.mark.parametrize("lang", LANGS)
def test_a_guide_becomes_a_checklist_of_a_day(lang: Lang):
    library = Library.load(PROJECT / "kb")
    made = checklist_of(library, "overseas-warehouse-export-refund", date(2026, 11, 23), lang)
    assert made
    assert [bool(part.steps) for part in made.parts] == [True] * len(made.parts)
    assert all(step.marks for part in made.parts for step in part.steps)
    text = markdown.write(checklist_document(made, MADE, address=ADDRESS)).decode("utf-8")
    assert "HWC-YT" in text
    assert "- [ ]" in text
    assert checklist_of(library, "overseas-warehouse-export-refund", date(2010, 1, 1), lang) is None
    assert checklist_of(library, "platform-reporting", date(2026, 11, 23), lang) is None
