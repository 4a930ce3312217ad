"""What the proof of a chat model's claims lets through of our own texts: as they stand, and tampered with."""

import random
import re
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from assistant.chat.task import Said
from assistant.retrieval.search import Hit
from assistant.steps.reword import proven_piece
from ingest.settings import PROJECT
from kb.library import Library
from kb.messages import LANGS, Lang
from kb.statements import statements

TODAY = date(2026, 11, 24)
SAMPLE = 600


@pytest.fixture(scope="module")
def sentences() -> dict[Lang, list[tuple[Hit, str]]]:
    """Statements of the knowledge base, always the same ones."""
    library = Library.load(PROJECT / "kb")
    found: dict[Lang, list[tuple[Hit, str]]] = {"zh": [], "en": []}
    for lang in LANGS:
        every = [(Hit(v, s, 1.0, ()), t.text) for v, s in library.sections(lang) for t in statements(s.body)]
        found[lang] = random.Random(7).sample(every, SAMPLE)
    return found


def passes(found: Hit, text: str) -> bool:
    context = SimpleNamespace(understood=SimpleNamespace(lang=found.version.lang, day=TODAY), today=TODAY)
    return proven_piece(Said(text, ("s1",)), {"s1": found}, context) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_text_says_is_proven_by_it(sentences: dict[Lang, list[tuple[Hit, str]]], lang: Lang):
    lost = [text for found, text in sentences[lang] if not passes(found, text)]
    assert len(lost) <= 0.02 * SAMPLE, lost


def other_figure(text: str) -> str:
    return re.sub(r"\d+", lambda match: str(int(match[0]) + 7), text, count=1)


def other_unit(text: str) -> str:
    text = re.sub(r"(?<=\d)个月|(?<=\d) months", lambda match: "天" if match[0] == "个月" else " days", text)
    return re.sub(r"\bUSD (?=\d)", "CNY ", re.sub(r"(?<=[\d万])美元", "元", text))


def other_stance(text: str) -> str:
    return re.sub(r"不再|不得|不予|不能|不需要|无需", "可以", re.sub(r"\b(?:not|no longer|never) ", "", text))


def other_matter(text: str) -> str:
    text = text.replace("退税", "免税") if "退税" in text else text.replace("免税", "征税")
    return re.sub(r"\brefund(?:s|ed)?\b", "exempt", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("tamper", "most"), [(other_figure, 0.03), (other_unit, 0.2), (other_stance, 0.2), (other_matter, 0.2)]
)
def test_what_is_tampered_with_is_hardly_ever_proven(
    sentences: dict[Lang, list[tuple[Hit, str]]], lang: Lang, tamper: Callable[[str], str], most: float
):
    changed = [(found, text, tamper(text)) for found, text in sentences[lang] if tamper(text) != text]
    assert len(changed) >= 5
    through = [(text, other) for found, text, other in changed if passes(found, other)]
    print(f"{tamper.__name__} {lang}: {len(through)} of {len(changed)}")  # noqa: T201 - the figure is what one wants
    assert len(through) <= most * len(changed), through
