import json

import pytest
from chatting import GOOD, line
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.claims import ClaimReader
from assistant.chat.task import Said


def read(text: str, size: int = 3) -> list[Said]:
    reader = ClaimReader()
    return [said for start in range(0, len(text), size) for said in reader.feed(text[start : start + size])]


def test_a_claim_is_given_as_soon_as_its_object_is_closed():
    reader = ClaimReader()
    assert list(reader.feed('{"text": "一", "sources": ["s1"]')) == []
    assert reader.is_open
    assert list(reader.feed('}\n{"te')) == [Said("一", ("s1",))]
    assert reader.is_open


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}```",
        f"好的，下面是回答：\n{GOOD}以上。",
        "[" + ",".join(GOOD.splitlines()) + "]",
        GOOD.replace("{", "{\n  ").replace(", ", ",\n  "),
        '{"claims": [' + ",".join(GOOD.splitlines()) + "]}",
        '<think>也许 {"text": "不对", "sources": ["s1"]}</think>' + GOOD,
        '{"text": 没有引号}\n' + GOOD,
        '{"text": "没有完\n' + GOOD,
        '{"说明": 1}\n' + GOOD + '{"text": ""}{"text": 5}',
    ],
)
def test_claims_are_found_in_whatever_stands_around_them(text: str):
    assert read(text) == [Said("每票最高不超过15万美元。", ("s1",)), Said("应在36个月内核销。", ("s1",))]


@pytest.mark.parametrize(
    ("given_sources", "tokens"),
    [
        (["s1", "s2", "s1"], ("s1", "s2")),
        ("s1, S2", ("s1", "s2")),
        (["[s3]"], ("s3",)),
        (["sources1", "s123", "x", 1, None], ()),
        (None, ()),
        ({"s1": 1}, ()),
    ],
)
def test_only_tokens_are_taken_for_sources(given_sources: object, tokens: tuple[str, ...]):
    assert read(json.dumps({"text": "一", "sources": given_sources})) == [Said("一", tokens)]


@pytest.mark.parametrize(("step", "number"), [(1, 1), (12, 12), (0, 0), (-1, 0), (99, 0), ("1", 0), (True, 0)])
def test_a_step_is_a_small_number(step: object, number: int):
    assert read(json.dumps({"text": "一", "sources": ["s1"], "step": step}))[0].step == number


def test_quotes_and_brackets_within_a_text_are_text():
    text = 'a "quoted" \\ {brace} \n line'
    assert read(json.dumps({"text": text, "sources": ["s1"]})) == [Said(text, ("s1",))]


def test_an_object_without_an_end_is_given_up():
    assert read('{"text": "' + "x" * 5000 + '", "sources": ["s1"]}\n' + line("一", "s1")) == [Said("一", ("s1",))]


@given(text=st.text(max_size=200), size=st.integers(1, 50))
def test_no_stream_makes_the_reader_fail(text: str, size: int):
    read(text, size)


@given(
    texts=st.lists(st.text(min_size=1, max_size=20).filter(str.strip), max_size=5),
    between=st.text(alphabet="\n ,[]abc", max_size=5),
    size=st.integers(1, 30),
)
def test_claims_come_out_as_they_went_in(texts: list[str], between: str, size: int):
    stream = between.join(json.dumps({"text": text, "sources": ["s1"]}) for text in texts)
    assert read(stream, size) == [Said(text, ("s1",)) for text in texts]
