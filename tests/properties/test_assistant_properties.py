"""What holds of the assistant whatever is asked."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from building import Base, FakeEmbeddings, made_settings
from chromadb.api.shared_system_client import SharedSystemClient
from deciding import tiny_assistant
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, Turn
from assistant.pipeline import STEPS, Assistant
from assistant.retrieval.fusion import Channel, Part, add_bonuses, fuse
from assistant.understanding.days import day_in
from ingest.index import open_index
from ingest.sync import sync
from kb.dates import say_day
from kb.figures import figures
from kb.messages import LANGS, catalogue, say
from kb.statements import statements

TODAY = date(2026, 6, 1)
FIGURES = {
    "zh": "每票不超过15万美元，应在36个月内核销，税率为13%。超过5,000元的单票走报关单，限额26000元。",
    "en": "It stays under USD 150,000, is written off in 36 months, at 13%. Above CNY 5,000 a declaration is due.",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Answers from the tiny library, in which many figures stand."""
    root = tmp_path_factory.mktemp("properties")
    base = Base(root / "kb")
    for lang, text in FIGURES.items():
        for day in ("2024-01-01", "2025-01-01"):
            file = f"guides/refund/{day}.{lang}.md"
            base.write(file, base.read(file).replace("{#call ", f"{text}\n\n{{#call "))
    made, engine = made_settings(root), FakeEmbeddings()
    sync(made, embeddings=engine)
    yield tiny_assistant(open_index(made, engine))
    SharedSystemClient.clear_system_cache()


PIECES = st.sampled_from(
    [
        *(
            "出口海外仓",
            "什么时候",
            "可以申报退税",
            "有金额限制吗",
            "9810",
            "9710",
            "要备案吗",
            "问谁",
            "FBA",
            "tax back",
        ),
        *("overseas warehouse", "refund", "limit", "when", "is there", "declared", "how much", "whom to call"),
        *("2024年10月", "去年", "before 2025", "in March 2025", "2025年1月1日之前", "增值税法之前", "2030年"),
        *("国家税务总局公告2024年第1号", "Announcement No. 2 of 2024", "15万美元", "99万", "13%", "USD 150,000"),
        *("那", "呢？", "，", " ", "?", "谢谢", "haiwaicang", "tuishui", "怎么", "流程", "区别", "变化"),
        *("<b>", "$x$", "[1]", "\x00", "\u200b", "😀", "{day}", "%s", "\\", "｛", "٣", "²"),
    ]
)
QUESTIONS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map("".join))
DAYS = st.dates(date(1980, 1, 1), date(2100, 12, 31))
HISTORIES = st.lists(st.builds(Turn, role=st.sampled_from(["user", "assistant"]), content=QUESTIONS), max_size=4).map(
    tuple
)
MODEST = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@MODEST
@given(question=QUESTIONS, day=DAYS, history=HISTORIES, lang=st.sampled_from([None, *LANGS]))
def test_any_text_has_an_answer_that_is_whole(assistant: Assistant, question: str, day: date, history, lang):
    answer = assistant.ask(question, day, history, lang)
    assert Answer.model_validate_json(answer.model_dump_json()) == answer
    assert answer.text.strip()
    assert lang in {None, answer.lang}
    assert (answer.reason is not None) == (answer.status == "refused")
    if answer.status in {"answered", "partial"}:
        assert answer.citations
    marks = {int(mark) for mark in re.findall(r"(?<=\s)\[(\d{1,2})\](?=\s|$)", answer.text)}
    if answer.status == "answered":
        assert marks >= {citation.number for citation in answer.citations}
        assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))


@MODEST
@given(question=QUESTIONS, day=DAYS)
def test_every_citation_is_in_force_on_the_day_and_quotes_its_section(assistant: Assistant, question: str, day: date):
    context, _ = assistant.run(question, day, (), None, STEPS)
    answer = context.answer
    assert answer is not None
    # What changed, or what a document said that is no longer law, is told by texts of other days: it names them.
    of_the_day = context.draft is None or context.draft.dated
    for citation in answer.citations:
        version = assistant.index.library.version(citation.document, citation.version, citation.lang)
        assert version is not None
        if of_the_day:
            assert citation.in_force.contains(answer.as_of)
            assert version.in_force.contains(answer.as_of)
        quotes = [statement.quote for statement in statements(version.by_anchor[citation.anchor].body)]
        assert set(citation.quote.split("\n")) <= set(quotes)


def _own_words(answer: Answer, understood: str) -> set[str]:
    """Return the lines that the assistant adds, which carry days of their own."""
    days = say_day(answer.as_of, answer.lang)
    added = {say(f"answer.{key}", answer.lang, day=days) for key in ("as-of", "as-of-said", "future")}
    added.add(say("answer.understood-as", answer.lang, question=understood))
    return added | {change.text for change in answer.changes_ahead}


@MODEST
@given(question=QUESTIONS, day=DAYS, history=HISTORIES)
def test_no_answer_holds_a_figure_that_stands_in_none_of_its_sections(
    assistant: Assistant, question: str, day: date, history
):
    context, _ = assistant.run(question, day, history, None, STEPS)
    answer = context.answer
    assert answer is not None
    if answer.status != "answered":
        return
    # A skill names numbers that no section holds: those asked for, those worked out, and days of its texts.
    own = frozenset().union(*(piece.own for piece in context.draft.pieces)) if context.draft else frozenset()
    text = answer.text
    for line in _own_words(answer, context.understood.question):
        text = text.replace(line, "")
    text = re.sub(r"\[\d{1,2}\]|^\d{1,2}\. ", "", text, flags=re.MULTILINE)
    sections = []
    for citation in answer.citations:
        version = assistant.index.library.version(citation.document, citation.version, citation.lang)
        assert version is not None
        section = version.by_anchor[citation.anchor]
        issued = (f"{source.name(citation.lang)} {source.issued}" for source in version.sources_of(section))
        sections.append("\n".join((section.heading, section.body, *issued)))
    assert figures(text) - own <= figures("\n".join(sections))


@MODEST
@given(question=QUESTIONS)
def test_an_answer_shows_no_unfilled_placeholder(assistant: Assistant, question: str):
    reply = assistant.reply(question, TODAY)
    placeholders = {
        name for texts in catalogue().values() for text in texts.values() for name in re.findall(r"{\w+}", text)
    }
    asked = question + reply.understood
    assert not [name for name in placeholders if name in reply.answer.text and name not in asked]


RANKED = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.floats(0, 1, allow_nan=False)), unique_by=lambda row: row[0], max_size=8
).map(lambda rows: sorted(rows, key=lambda row: -row[1]))
BONUS = Part(name="bonus", rank=0, raw=0.0, value=0.25)


@given(first=RANKED, second=RANKED, names=st.permutations(["x", "y", "z"]))
def test_the_order_does_not_depend_on_how_channels_are_named(first, second, names: list[str]):
    def order(one: str, two: str) -> list[tuple[str, float]]:
        channels = {one: Channel(first, from_zero=True), two: Channel(second, from_zero=False)}
        return [(item.key, item.score) for item in fuse(channels, {one: 0.6, two: 0.4})]

    assert order("dense", "words") == order(names[0], names[1])


@given(first=RANKED, second=RANKED, key=st.sampled_from("abcdefgh"))
def test_a_bonus_never_lowers_a_score_and_leaves_the_others_alone(first, second, key: str):
    channels = {"x": Channel(first, from_zero=True), "y": Channel(second, from_zero=False)}
    fused = fuse(channels, {"x": 0.6, "y": 0.4})
    bare = {item.key: item.score for item in fused}
    raised = {item.key: item.score for item in add_bonuses(fused, {key: [BONUS]})}
    assert raised.keys() == bare.keys()
    for other, score in bare.items():
        if other == key:
            assert raised[key] >= score
        else:
            assert raised[other] == score


@given(first=RANKED, second=RANKED)
def test_scores_lie_between_nought_and_the_sum_of_the_weights_best_first(first, second):
    channels = {"x": Channel(first, from_zero=True), "y": Channel(second, from_zero=False)}
    scores = [item.score for item in fuse(channels, {"x": 0.6, "y": 0.4})]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 + 1e-9 for score in scores)
    assert len(scores) == len({key for key, _ in (*first, *second)})


DAY_WORDS = st.sampled_from(
    [
        *("年", "月", "日", "号", "-", "/", ".", " ", "去年", "今年", "明年", "前年", "上个月", "昨天", "前天", "本月"),
        *("底", "初", "之前", "以前", "起", "以后", "出口", "before ", "since ", "in ", "end of ", "early ", "last "),
        *(
            "March",
            "Nov ",
            "may ",
            "last year",
            "next month",
            "yesterday",
            "十",
            "十二",
            "二",
            "第",
            "〔",
            "〕",
            "No. ",
        ),
        *(
            "增值税法",
            "282号令",
            "1900",
            "1999",
            "2000",
            "2025",
            "2099",
            "25",
            "99",
            "0",
            "1",
            "2",
            "13",
            "29",
            "31",
            "٢٠٢٥",
        ),
    ]
)


@settings(max_examples=500, deadline=None)
@given(question=st.one_of(st.text(max_size=40), st.lists(DAY_WORDS, max_size=10).map("".join)), today=DAYS)
def test_a_day_is_read_from_any_text_without_failing_and_lies_in_our_time(question: str, today: date):
    said = day_in(question, today)
    if said is None:
        return
    assert 1899 <= said.day.year <= 2200  # 1900年前 is the day before
    assert said.period.end is None or said.period.start <= said.period.end
    assert said.words


@settings(deadline=None)
@given(day=st.dates(date(1980, 1, 1), date(2099, 12, 31)), today=DAYS)
def test_a_whole_day_is_read_in_every_way_it_is_written(day: date, today: date):
    written = (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}")
    for text in (*written, f"on {say_day(day, 'en')}"):
        said = day_in(f"{text} 出口", today)
        assert said is not None
        assert (said.day, said.precision) == (day, "day"), text
