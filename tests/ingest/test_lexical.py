from pathlib import Path

import numpy as np
import pytest
from building import Base

from ingest.chunks import Chunk, Row, chunks
from ingest.lexical import LexicalIndex, build_lexical, open_lexical
from ingest.tokens import tokens
from kb.errors import IndexUnavailableError

TODAY = 20250601


@pytest.fixture
def found(base: Base) -> tuple[Chunk, ...]:
    return chunks(base.library())


@pytest.fixture
def folder(found: tuple[Chunk, ...], tmp_path: Path) -> Path:
    build_lexical(tmp_path / "lexical", found)
    return tmp_path / "lexical"


@pytest.fixture
def questions(found: tuple[Chunk, ...], folder: Path) -> LexicalIndex:
    return open_lexical(folder, [Row.of(c) for c in found])["question"]


@pytest.fixture
def texts(found: tuple[Chunk, ...], folder: Path) -> LexicalIndex:
    return open_lexical(folder, [Row.of(c) for c in found])["text"]


def words(text: str) -> dict[str, float]:
    return dict.fromkeys(tokens(text), 1.0)


def test_a_question_finds_its_section(questions: LexicalIndex):
    name, score = questions.nearest(words("打哪个电话"), TODAY, 3)[0]
    assert name.startswith("refund@2025-01-01/zh#call/")
    assert score > 0


def test_each_field_holds_its_own_rows(questions: LexicalIndex, texts: LexicalIndex):
    assert {row.field for row in questions.rows} == {"question"}
    assert {row.field for row in texts.rows} == {"text"}


def test_an_instrument_is_found_by_its_number(texts: LexicalIndex):
    names = [name for name, _ in texts.nearest(words("海關總署公告2024年第2號"), TODAY, 3)]
    assert "overseas@2024-01-01/zh#limits/0" in names


@pytest.mark.parametrize(("day", "version"), [(20240601, "2024-01-01"), (20250601, "2025-01-01")])
def test_only_the_version_in_force_on_the_day_is_found(texts: LexicalIndex, day: int, version: str):
    names = [name for name, _ in texts.nearest(words("出口退税 申报"), day, 20) if name.startswith("refund")]
    assert names
    assert all(name.startswith(f"refund@{version}/") for name in names)


def test_without_a_day_all_versions_are_found(texts: LexicalIndex):
    names = [name for name, _ in texts.nearest(words("出口退税 申报"), None, 20) if name.startswith("refund")]
    assert {name.partition("@")[2][:10] for name in names} == {"2024-01-01", "2025-01-01"}


def test_before_the_first_version_nothing_is_found(texts: LexicalIndex):
    assert texts.nearest(words("出口退税"), 20100101, 5) == []


def test_rows_without_any_of_the_words_are_left_out(texts: LexicalIndex):
    assert texts.nearest(words("量子力学"), TODAY, 5) == []
    assert texts.nearest({}, TODAY, 5) == []


def test_a_heavier_word_counts_for_more(texts: LexicalIndex):
    one = texts.scores({"退税": 1.0, "none-such": 5.0})
    assert np.allclose(texts.scores({"退税": 3.0}), 3 * one)
    assert np.allclose(texts.scores({"退税": 2.0, "申报": 1.0}), 2 * one + texts.scores({"申报": 1.0}))


def test_it_says_which_words_it_knows_and_how_many_rows_hold_them(texts: LexicalIndex, found: tuple[Chunk, ...]):
    assert texts.knows("退税")
    assert not texts.knows("量子")
    assert texts.frequency("量子") == 0
    assert texts.frequency("退税") == sum("退税" in c.words for c in found if c.field == "text")


@pytest.mark.parametrize(
    "file", ["data.csc.index.npy", "indptr.csc.index.npy", "params.index.json", "vocab.index.json"]
)
@pytest.mark.parametrize("damage", [b"", b"rubbish", b"{}", None])
def test_a_damaged_file_is_a_clear_error(folder: Path, found: tuple[Chunk, ...], file: str, damage: bytes | None):
    path = folder / "text" / file
    path.unlink() if damage is None else path.write_bytes(damage)
    with pytest.raises(IndexUnavailableError) as broken:
        open_lexical(folder, [Row.of(c) for c in found])
    assert "newtrade sync" in broken.value.message("en")


def test_rows_of_another_generation_are_a_clear_error(folder: Path, found: tuple[Chunk, ...]):
    with pytest.raises(IndexUnavailableError):
        open_lexical(folder, [Row.of(c) for c in found[1:]])
