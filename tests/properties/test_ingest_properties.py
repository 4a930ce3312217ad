import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from building import Base
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chunks import MAX_CHARACTERS, Chunk, Row, chunks, serves
from ingest.lexical import build_lexical, open_lexical
from ingest.plan import make_plan
from ingest.tokens import instruments_in, normalise, tokens
from ingest.vectors import load, save
from kb.dates import day_number
from kb.plain import plain

ODD_ONE = "薴"
"""The one character whose simplified form OpenCC simplifies again, into another."""

SAID = st.sampled_from(
    ["退税", "出口退稅", "海外倉", "９６１０", "8471.30", "13%", "2020年第75号", "财税〔2018〕103号", "Order No. 282",
     "Announcement No. 75 of 2020", "warehouses", "the", "J\u030c", "ﬁ", "İ", "\u200b", "。", " ", "\n", "t86", "B2B"]
)  # fmt: skip
TEXTS = st.lists(SAID | st.text(max_size=6), max_size=12).map("".join).filter(lambda text: ODD_ONE not in text)
DAYS = st.dates(date(2018, 1, 1), date(2022, 12, 31)).map(day_number)
WORDS = ["退税", "申报", "海外仓", "订单", "refund", "9610", "13%"]


def chunk(name: str, text: str, first: int = 20200101, last: int = 99991231, field: str = "text") -> Chunk:
    address = {"document": "d", "version": date(2020, 1, 1), "anchor": "a"}
    return Chunk.model_validate(
        {"id": name, "address": address, "lang": "zh", "field": field, "text": text, "first": first, "last": last}
    )


@given(TEXTS)
def test_a_normalised_text_stays_as_it_is_and_has_the_same_words(text: str):
    normal = normalise(text)
    assert normalise(normal) == normal
    assert tokens(normal) == tokens(text)
    assert instruments_in(normal) == instruments_in(text)


@given(TEXTS)
def test_words_are_small_and_whole(text: str):
    for word in tokens(text):
        assert word == word.lower().strip()
        assert re.fullmatch(r"[一-鿿]{1,2}|[a-z0-9.%-]+", word)


LINES = st.lists(st.tuples(st.integers(0, 8), st.sampled_from(["甲", "乙", "丙"])), max_size=8)


@given(LINES, LINES)
def test_a_plan_turns_the_old_rows_into_the_new_chunks(old: list[tuple[int, str]], new: list[tuple[int, str]]):
    before = {f"c{n}": chunk(f"c{n}", text) for n, text in old}
    wanted = {f"c{n}": chunk(f"c{n}", text) for n, text in new}
    plan = make_plan([Row.of(c) for c in before.values()], wanted.values())
    result = {name: c for name, c in before.items() if name not in plan.drop}
    assert not set(plan.add) & set(result)
    assert set(result) == set(plan.keep)
    result |= {name: wanted[name] for name in plan.add}
    assert result == wanted
    assert plan.changes == 0 or before != wanted


PIECES = st.sampled_from(
    ["退税申报。", "企业应当", "，", "；", "\n\n", "\n\n- 一项", "Exporters keep records. ", ", ", "9610 ", "**重要**",
     "一" * 90, "x" * 400]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=120).map("".join).filter(lambda text: plain(text).strip()))
def test_every_word_of_a_section_stands_in_its_chunks_and_none_is_overlong(body: str):
    with TemporaryDirectory() as folder:
        base = Base(Path(folder))
        base.edit("guides/refund/2025-01-01.zh.md", "出口海外仓的货物自2025年起在报关离境后即可申报退税。", body)
        library = base.library()
    version = library.version("refund", date(2025, 1, 1), "zh")
    assert version
    found = [c for c in chunks(library) if c.lang == "zh" and c.field == "text"]
    for section in version.sections:
        mine = [c.text for c in found if c.address == version.address(section.anchor)]
        if section.anchor == "about-this-page":
            continue
        head = f"{version.title}\n{' › '.join(section.path)}\n"
        assert all(text.startswith(head) and len(text) <= MAX_CHARACTERS for text in mine)
        said = "".join(text.removeprefix(head) for text in mine)
        assert "".join(said.split()) == "".join(plain(section.body).split())


ROWS = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), DAYS, DAYS | st.just(99991231), st.booleans()),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.lists(st.sampled_from([*WORDS, "量子"]), max_size=3, unique=True), DAYS, st.integers(1, 30))
def test_the_lexical_index_finds_what_a_plain_filter_finds(
    said: list[tuple[list[str], int, int, bool]], asked: list[str], day: int, most: int
):
    made = [
        chunk(f"c{n}", " ".join(words), min(a, b), max(a, b), "question" if question else "text")
        for n, (words, a, b, question) in enumerate(said)
    ]
    made += [chunk("t", "税"), chunk("q", "税", field="question")]  # bm25s does not index nothing
    words = {word: 1.0 for text in asked for word in tokens(text)}
    with TemporaryDirectory() as folder:
        build_lexical(Path(folder), made)
        opened = open_lexical(Path(folder), [Row.of(c) for c in made])
    for field, index in opened.items():
        found = index.nearest(words, day, most)
        expected = holding([c for c in made if c.field == field], words, day)
        assert len(found) == min(most, len(expected))
        assert {name for name, _ in found} <= expected
        scores = [score for _, score in found]
        assert scores == sorted(scores, reverse=True)


def holding(made: Sequence[Chunk], words: dict[str, float], day: int) -> set[str]:
    """Return the ids of the chunks that serve on the day and have one of the words."""
    return {c.id for c in made if serves(Row.of(c), day) and set(words) & set(tokens(c.text))}


@settings(deadline=None)
@given(
    st.dictionaries(
        st.binary(min_size=32, max_size=32).map(bytes.hex),
        st.lists(st.floats(-1, 1, width=16), min_size=3, max_size=3),
        min_size=1,
        max_size=20,
    )
)
def test_a_vector_file_is_read_back_as_it_was_written(vectors: dict[str, list[float]]):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "v.npz"
        save(path, {key: np.array(vector, dtype=np.float32) for key, vector in vectors.items()})
        found = load(path)
        assert [p.name for p in Path(folder).iterdir()] == ["v.npz"]
    assert {key: vector.tolist() for key, vector in found.items()} == vectors
    assert all(vector.dtype == np.float32 for vector in found.values())
