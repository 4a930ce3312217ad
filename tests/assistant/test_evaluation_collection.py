"""A tiny foreign collection: reading, searching, measuring."""

from pathlib import Path

import pytest
from building import FakeEmbeddings

from assistant.evaluation.collection import Passage, read_passages, read_questions
from assistant.evaluation.collection_index import CollectionIndex
from assistant.evaluation.collection_measure import measure_collection, report
from assistant.retrieval.weights import load_weights
from ingest.chunks import MAX_CHARACTERS
from kb.errors import NewTradeError

PASSAGES = """\
{"id": "cats", "text": "Cats sleep most of the day.", "lang": "en"}
{"id": 7, "text": "金鱼每天喂一次。"}

{"id": "dogs", "text": "Dogs need a walk twice a day."}
"""
QUESTIONS = """\
{"question": "how often walk dogs", "relevant": ["dogs"]}
{"question": "金鱼喂几次", "relevant": 7}
{"question": "what sleeps", "relevant_ids": ["cats", "dogs"]}
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def made(folder: Path, passages: tuple[Passage, ...], engine: FakeEmbeddings | None = None) -> CollectionIndex:
    return CollectionIndex(passages, engine or FakeEmbeddings(), load_weights(), folder)


@pytest.fixture
def passages(tmp_path: Path) -> tuple[Passage, ...]:
    return read_passages(written(tmp_path, "p.jsonl", PASSAGES), pytest.fail)


def test_passages_and_questions_are_read(passages: tuple[Passage, ...], tmp_path: Path):
    assert [passage.id for passage in passages] == ["cats", "7", "dogs"]
    questions = read_questions(written(tmp_path, "q.jsonl", QUESTIONS), passages, pytest.fail)
    assert [question.relevant for question in questions] == [("dogs",), ("7",), ("cats", "dogs")]


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        "3",
        '{"id": "x"}',
        '{"id": "x", "text": " "}',
        '{"text": "x"}',
        '{"id": "cats", "text": "again"}',
    ],
)
def test_a_bad_passage_is_reported_with_its_line_and_left_out(tmp_path: Path, line: str):
    told: list[NewTradeError] = []
    held = read_passages(written(tmp_path, "p.jsonl", PASSAGES + line + "\n"), told.append)
    assert [passage.id for passage in held] == ["cats", "7", "dogs"]
    (error,) = told
    assert "5" in error.message("en")
    assert "p.jsonl" in error.message("zh")


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        '{"question": "x"}',
        '{"question": "", "relevant": ["cats"]}',
        '{"question": "x", "relevant": []}',
        '{"question": "x", "relevant": ["birds"]}',
        '{"question": "x", "relevant": ["cats", "birds"]}',
    ],
)
def test_a_bad_question_is_reported_with_its_line_and_left_out(
    tmp_path: Path, passages: tuple[Passage, ...], line: str
):
    told: list[NewTradeError] = []
    held = read_questions(written(tmp_path, "q.jsonl", line + "\n" + QUESTIONS), passages, told.append)
    assert len(held) == 3
    (error,) = told
    assert error.values["number"] == 1


@pytest.mark.parametrize("text", [None, "", "no json\n"])
def test_a_file_without_a_line_to_use_is_a_clear_error(tmp_path: Path, text: str | None):
    path = tmp_path / "p.jsonl" if text is None else written(tmp_path, "p.jsonl", text)
    with pytest.raises(NewTradeError) as caught:
        read_passages(path, lambda _: None)
    assert str(path) in caught.value.message("en")


def test_the_search_joins_vectors_and_words(tmp_path: Path, passages: tuple[Passage, ...]):
    index = made(tmp_path, passages)
    (vector,) = index.embed(["金鱼喂几次"])
    assert index.lexical("金鱼喂几次") == ["7"]
    assert index.hybrid("金鱼喂几次", vector)[0] == "7"
    assert set(index.dense(vector)) == {"cats", "7", "dogs"}
    assert set(index.hybrid("金鱼喂几次", vector)) == {"cats", "7", "dogs"}


def test_words_can_raise_what_vectors_put_last(tmp_path: Path, passages: tuple[Passage, ...]):
    index = made(tmp_path, passages)
    (cats,) = index.embed(["Cats sleep most of the day."])
    assert index.dense(cats)[0] == "cats"
    weights = load_weights().model_copy(update={"channels": {"dense_text": 0.1, "lexical_text": 0.9}})
    by_words = CollectionIndex(passages, FakeEmbeddings(), weights, tmp_path)
    assert by_words.hybrid("walk dogs twice", cats)[0] == "dogs", "the weights are data"


def test_a_long_passage_is_found_by_any_part_of_it_and_once(tmp_path: Path):
    long = "。".join(["海关规定很多"] * (MAX_CHARACTERS // 3)) + "。最后说到企鹅。"
    index = made(tmp_path, (Passage(id="long", text=long), Passage(id="short", text="短文。")))
    assert index.lexical("企鹅") == ["long"]
    (vector,) = index.embed(["企鹅"])
    assert sorted(index.dense(vector)) == ["long", "short"]


def test_a_passage_without_a_word_does_no_harm(tmp_path: Path):
    index = made(tmp_path, (Passage(id="none", text="！！！"), Passage(id="some", text="金鱼")))
    assert index.lexical("金鱼") == ["some"]


def test_vectors_are_kept_so_that_the_next_run_embeds_nothing(tmp_path: Path, passages: tuple[Passage, ...]):
    first, second = FakeEmbeddings(), FakeEmbeddings()
    made(tmp_path, passages, first).embed(["金鱼"])
    made(tmp_path, passages, second).embed(["金鱼"])
    assert (first.calls, second.calls) == (4, 0)


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path, passages: tuple[Passage, ...]):
    def stop(call: int) -> None:
        if call == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(tmp_path, passages, FakeEmbeddings(before=stop))
    again = FakeEmbeddings()
    made(tmp_path, passages, again)
    assert again.calls == 1


def test_the_measures_stand_beside_those_of_vectors_alone(tmp_path: Path, passages: tuple[Passage, ...]):
    questions = read_questions(written(tmp_path, "q.jsonl", QUESTIONS), passages, pytest.fail)
    found = measure_collection(made(tmp_path, passages), questions, bad_lines=2)
    assert (found.passages, found.ours.questions, found.embedding) == (3, 3, "fake/words")
    assert found.ours.hit_at_1.share == 1.0
    assert found.dense.recall_at_10.value == 1.0, "three passages are all found"
    text = report(found)
    assert "3 passages, 3 questions, 2 bad lines left out." in text
    assert "| measure | ours | vectors alone | words alone |" in text
    assert "| hit@1 | 100.0% (44% to 100%) |" in text
