"""The command line, run as a person runs it: with the packaged engine, on the tiny library, by environment."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from asking import furnish
from building import Base, made_settings
from chatting import answers, fails, fell_back, line, serving
from chromadb.api.shared_system_client import SharedSystemClient

from assistant.answer import Answer
from assistant.cli import main
from ingest.settings import PROJECT
from ingest.sync import sync as build
from kb.messages import LANGS, Lang, say

pytestmark = pytest.mark.slow

REFUND = "出口海外仓什么时候可以申报退税？"


@dataclass
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the furnished tiny library and its index."""
    root = tmp_path_factory.mktemp("cli")
    furnish(Base(root / "kb"))
    build(made_settings(root))
    yield root
    SharedSystemClient.clear_system_cache()


@pytest.fixture
def run(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process; keyword arguments are settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def command(*arguments: str | Path, **settings: object) -> Ran:
        for name, value in {"kb": made / "kb", "data": made / "data", **settings}.items():
            monkeypatch.setenv(f"NEWTRADE_{name.upper()}", str(value))
        monkeypatch.setattr(sys, "argv", ["newtrade", *map(str, arguments)])
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        else:
            code = 0
        return Ran(code, *capsys.readouterr())

    return command


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Path:
    """A copy of library and data that a test may change."""
    shutil.copytree(made, tmp_path / "own")
    return tmp_path / "own"


def is_one_clear_line(ran: Ran, lang: Lang) -> bool:
    """Tell whether a command failed with one line a person can read, in their language."""
    lines = ran.err.strip().splitlines()
    chinese = any("\u4e00" <= char <= "\u9fff" for char in ran.err)
    return ran.code == 1 and len(lines) == 1 and "Traceback" not in ran.err and chinese == (lang == "zh")


def test_ask_shows_status_day_text_and_where_it_stands(run: Run):
    ran = run("ask", REFUND, "--as-of", "2026-06-01")
    assert ran.code == 0
    for part in (
        "已回答",
        "2026年6月1日",
        "报关离境后",
        "[1]",
        "出口退税指南",
        "国家税务总局公告2024年第1号",
        "2025年1月1日",
    ):
        assert part in ran.out, part


def test_ask_speaks_the_language_asked_for(run: Run):
    ran = run("ask", "When can exports to an overseas warehouse be declared for refund?", "--as-of", "2026-06-01")
    assert "Answered" in ran.out
    assert "1 June 2026" in ran.out
    empty = run("ask", "", "--lang", "en")
    assert "Please type a question" in empty.out


def test_json_is_exactly_the_answer(run: Run):
    ran = run("ask", REFUND, "--as-of", "2024-05-01", "--json")
    answer = Answer.model_validate_json(ran.out)
    assert (answer.status, answer.as_of.isoformat()) == ("answered", "2024-05-01")
    assert [(c.document, c.version.isoformat(), c.anchor) for c in answer.citations] == [
        ("refund", "2024-01-01", "when")
    ]
    assert json.loads(ran.out) == json.loads(answer.model_dump_json())


def test_a_history_completes_the_question(run: Run, tmp_path: Path):
    history = tmp_path / "history.json"
    turns = [{"role": "user", "content": "9710出口海外仓有金额限制吗？"}, {"role": "assistant", "content": "[1]"}]
    history.write_text(json.dumps(turns, ensure_ascii=False), encoding="utf-8")
    ran = run("ask", "那9810呢？", "--history", history, "--json")
    assert say("answer.understood-as", "zh", question="9810出口海外仓有金额限制吗？") in json.loads(ran.out)["text"]


def test_a_question_without_an_answer_is_kept_for_the_editors(run: Run, own: Path):
    ran = run("ask", "海关食堂的狮子火锅多少钱一份", "--json", data=own / "data")
    assert Answer.model_validate_json(ran.out).reason == "not_covered"
    assert "狮子火锅" in (own / "data" / "gaps.jsonl").read_text(encoding="utf-8")


def test_gaps_lists_what_found_no_answer_from_command_line_and_app(run: Run, own: Path):
    from asking import made_answer

    from assistant.storage import Database, Storage

    settings = {"data": own / "data", "lang": "en"}
    assert run("gaps", **settings).out == "0 questions without an answer.\n"
    run("ask", "海关食堂的狮子火锅多少钱一份", "--as-of", "2024-05-01", **settings)
    storage = Storage.on(Database.in_folder(own / "data"))
    sent = made_answer(status="refused", reason="not_covered", lang="en", suggestions=("Nearest?",))
    storage.gaps.send("[red]Lion\nhotpot[/none]", sent, "needed in July")
    storage.database.close()
    ran = run("gaps", **settings)
    assert ran.code == 0
    for part in ("海关食堂的狮子火锅多少钱一份", "1 May 2024", "[red]Lion hotpot[/none]", "Nearest?", "needed in July"):
        assert part in ran.out, part
    assert ran.out.splitlines()[-1] == "2 questions without an answer."
    rows = json.loads(run("gaps", "--json", "--since", "2026-01-01", **settings).out)
    assert {row["question"]: row["sent_by_person"] for row in rows} == {
        "[red]Lion\nhotpot[/none]": True,
        "海关食堂的狮子火锅多少钱一份": False,
    }
    assert json.loads(run("gaps", "--json", "--since", "2099-01-01", **settings).out) == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_database_that_cannot_be_opened_is_one_clear_line(run: Run, lang: Lang):
    assert is_one_clear_line(run("gaps", lang=lang, database="mysql://x"), lang)


def test_a_chat_model_words_the_answer_unless_told_not_to(run: Run):
    with serving() as server:
        server.behave = answers(line("自2025年起，出口海外仓的货物报关离境后即可申报退税，一步到位。", "s1"))
        chat = {"chat_model": "m", "chat_base_url": server.settings().base_url}
        worded = run("ask", REFUND, "--as-of", "2026-06-01", **chat)
        assert "一步到位" in worded.out
        assert len(server.requests) == 1
        plain = run("ask", REFUND, "--as-of", "2026-06-01", "--no-model", **chat)
        assert "一步到位" not in plain.out
        assert len(server.requests) == 1


def test_a_batch_may_be_worded_by_a_chat_model(run: Run, tmp_path: Path):
    file, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    file.write_text(json.dumps({"id": 1, "question": REFUND, "as_of": "2026-06-01"}), encoding="utf-8")
    with serving() as server:
        server.behave = fails(500)
        ran = run("ask", "--batch", file, "--out", out, chat_model="m", chat_base_url=server.settings().base_url)
        assert ran.code == 0
        assert len(server.requests) == 1
    assert fell_back("down") in json.loads(out.read_text(encoding="utf-8"))["text"]


@pytest.mark.parametrize("lang", LANGS)
def test_asking_for_a_model_that_is_not_set_says_what_to_set(run: Run, lang: Lang):
    ran = run("ask", REFUND, "--model", lang=lang)
    assert is_one_clear_line(ran, lang)
    assert say("error.chat-not-set", lang) in ran.err


@pytest.mark.parametrize(
    ("wrong", "named"),
    [({"chat_timeout_s": "soon"}, "NEWTRADE_CHAT_TIMEOUT_S"), ({"chat_model": "m"}, "NEWTRADE_CHAT_KEY")],
)
def test_a_wrong_setting_of_the_model_is_one_clear_line(run: Run, wrong: dict[str, str], named: str):
    ran = run("ask", REFUND, **wrong)
    assert is_one_clear_line(ran, "zh")
    assert named in ran.err


@pytest.mark.parametrize("question", ["<script>alert(1)</script>", "[bold]9810[/bold] [/nothing]", "$9810$ `x`", "😀"])
def test_any_characters_of_a_question_are_printed_without_harm(run: Run, question: str):
    ran = run("ask", question)
    assert (ran.code, ran.err) == (0, "")


def test_a_title_with_brackets_is_printed_as_it_is(run: Run, own: Path):
    base = Base.__new__(Base)
    base.root = own / "kb"
    for lang, title in (("zh", "海外仓目录条目"), ("en", "Overseas warehouse entry")):
        base.edit(f"catalog/overseas/2024-01-01.{lang}.md", f"title: {title}\n", f'title: "{title} [/2024] [red]x"\n')
    build(made_settings(own))
    ran = run("ask", "出口海外仓（9810）有金额限制吗？", data=own / "data", kb=own / "kb")
    assert ran.code == 0
    assert "海外仓目录条目 [/2024] [red]x" in ran.out


def test_a_batch_answers_good_lines_and_reports_bad_ones(run: Run, tmp_path: Path):
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    rows = [{"id": "a", "question": REFUND, "as_of": "2024-05-01"}, {"id": "b", "question": "今天天气", "lang": "en"}]
    good = [json.dumps(row, ensure_ascii=False) for row in rows]
    questions.write_text("\n".join([good[0], "broken", good[1]]) + "\n", encoding="utf-8")
    ran = run("ask", "--batch", questions, "--out", answers)
    assert ran.code == 0
    assert "2" in ran.err.splitlines()[0]
    written = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["status"]) for row in written] == [("a", "answered"), ("b", "refused")]
    assert written[0]["as_of"] == "2024-05-01"
    assert written[1]["lang"] == "en"


def test_a_batch_without_an_index_leaves_the_answers_of_before(run: Run, tmp_path: Path):
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text('{"id": 1, "question": "x"}\n', encoding="utf-8")
    answers.write_text("kept", encoding="utf-8")
    assert run("ask", "--batch", questions, "--out", answers, data=tmp_path / "none").code == 1
    assert answers.read_text(encoding="utf-8") == "kept"


def test_a_batch_never_writes_over_its_own_questions(run: Run, tmp_path: Path):
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": 1, "question": "9810"}\n', encoding="utf-8")
    run("ask", "--batch", questions, "--out", questions)
    assert '"question": "9810"' in questions.read_text(encoding="utf-8")


def test_search_shows_scores_with_their_make_up_and_what_was_rejected(run: Run):
    ran = run("search", "9810有金额限制吗", "--as-of", "2026-06-01")
    assert ran.code == 0
    for part in ("采用的章节", "未采用的章节", "overseas@2024-01-01#limits", "lexical_text", "bonus_code"):
        assert part in ran.out, part


def test_search_shows_only_what_was_in_force_on_the_day(run: Run):
    assert "refund@2024-01-01#when" in run("search", REFUND, "--as-of", "2024-05-01").out
    assert "refund@2024-01-01#when" not in run("search", REFUND, "--as-of", "2026-06-01").out


def test_check_finds_nothing_wrong_with_a_sound_library(run: Run, tmp_path: Path):
    Base(tmp_path / "kb")
    ran = run("check", "--today", "2026-06-01", kb=tmp_path / "kb")
    assert (ran.code, ran.out.strip()) == (0, "没有发现问题。")


def test_check_names_file_line_and_rule_and_fails(run: Run, tmp_path: Path):
    base = Base(tmp_path / "kb")
    line = base.edit("guides/refund/2025-01-01.zh.md", 'sources="sta-2024-1"', 'sources="nowhere"')
    ran = run("check", "--today", "2026-06-01", kb=tmp_path / "kb", lang="en")
    assert ran.code == 1
    assert f"guides/refund/2025-01-01.zh.md:{line + 1}" in ran.out
    assert "errors" in ran.out.splitlines()[-1]


def test_sync_status_and_rollback_move_between_generations(run: Run, own: Path):
    settings = {"kb": own / "kb", "data": own / "data", "lang": "en"}
    assert "nothing to do" in run("sync", **settings).out
    assert "The index equals the files." in run("status", **settings).out
    guide = own / "kb" / "guides" / "refund" / "2025-01-01.zh.md"
    guide.write_text(guide.read_text(encoding="utf-8").replace("报关离境后", "离境后"), encoding="utf-8")
    assert "newtrade sync" in run("status", **settings).out
    assert "1 added" in run("sync", **settings).out
    assert "自2025年起在离境后" in run("ask", REFUND, **settings).out
    assert "Rolled back" in run("rollback", **settings).out
    assert "自2025年起在报关离境后" in run("ask", REFUND, **settings).out


def test_changes_tells_what_began_in_a_period_and_the_instrument_behind_it(run: Run):
    told = run("changes", "--since", "2024-12-01", "--until", "2025-02-01", "--format", "9810")
    assert told.code == 0
    assert "2025-01-01" in told.out
    assert "refund#when" in told.out
    assert "国家税务总局公告2024年第1号" in told.out
    assert "2024-01-01" not in told.out
    assert "refund" not in run("changes", "--since", "2025-02-02").out


def test_changes_writes_a_briefing_and_a_feed(run: Run, tmp_path: Path):
    word, feed = tmp_path / "b.docx", tmp_path / "f.xml"
    options = ("--since", "2024-12-01", "--format", "9810", "--docx", word, "--feed", feed)
    ran = run("changes", *options, address="https://newtrade.example/", lang="en")
    assert ran.code == 0
    assert [str(word), str(feed)] == [line.removeprefix("Written to ") for line in ran.err.splitlines()]
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(word)).paragraphs)
    assert "January 2025" in text
    assert "https://newtrade.example/?doc=refund" in text
    assert "<entry>" in feed.read_text(encoding="utf-8")


def test_ask_keeps_an_answer_as_word_and_pdf(run: Run, tmp_path: Path):
    word, pdf = tmp_path / "a.docx", tmp_path / "a.pdf"
    ran = run("ask", REFUND, "--as-of", "2026-06-01", "--json", "--docx", word, "--pdf", pdf)
    answer = Answer.model_validate_json(ran.out)
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(word)).paragraphs)
    assert REFUND in text
    assert answer.citations[0].quote in text
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_diff_tells_which_sections_a_version_changes(run: Run):
    told = run("diff", "refund", "2024-01-01", "2025-01-01", "--lang", "en")
    assert told.code == 0
    assert "When can exports to an overseas warehouse be declared for refund?" in told.out
    assert "Whom to ask in doubt?" not in told.out


def test_eval_measures_a_file_of_questions(run: Run, tmp_path: Path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"- id: a\n  lang: zh\n  kind: direct\n  question: {REFUND}\n  as_of: 2026-06-01\n"
        '  expect: {status: answered, sections: ["refund#when"], must: [[离境]]}\n'
        "- id: b\n  lang: zh\n  kind: direct\n  question: 9810有金额限制吗\n  as_of: 2026-06-01\n"
        "  expect: {status: answered, must: [[一百亿]]}\n",
        encoding="utf-8",
    )
    numbers = json.loads(run("eval", "--questions", path, "--json").out)
    assert (numbers["questions"], numbers["correct"]["count"], numbers["cited"]["count"]) == (2, 1, 1)
    shown = run("eval", "--questions", path, "--show").out
    assert "missing 一百亿" in shown
    assert "# Evaluation: mine" in shown


@pytest.mark.parametrize(
    ("step", "part"),
    [("understand", ("checks", "day")), ("retrieve", ("every", "hit_at_1")), ("decide", ("every", "agreed"))],
)
def test_eval_measures_one_step_alone(run: Run, tmp_path: Path, step: str, part: tuple[str, str]):
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"- id: a\n  lang: zh\n  kind: as_of\n  question: 2025年5月{REFUND}\n  as_of: 2026-06-01\n"
        '  expect: {status: answered, sections: ["refund#when"], day: 2025-05-31}\n',
        encoding="utf-8",
    )
    numbers = json.loads(run("eval", "--questions", path, "--step", step, "--json").out)
    assert (numbers[part[0]][part[1]]["count"], numbers[part[0]][part[1]]["of"]) == (1, 1)
    assert f"# Step {step}: mine" in run("eval", "--questions", path, "--step", step).out


@pytest.mark.parametrize("step", ["", "understand", "retrieve", "decide"])
def test_eval_names_no_question_of_the_held_set(run: Run, tmp_path: Path, step: str):
    path = tmp_path / "held.yaml"
    path.write_text(
        "- id: secret\n  lang: en\n  kind: comparison\n  question: 今天天气怎么样\n"
        '  expect: {status: answered, sections: ["refund#when"], must: [[一百亿]]}\n',
        encoding="utf-8",
    )
    options = ("--step", step) if step else ("--show",)
    ran = run("eval", "--questions", path, *options)
    assert (ran.code, "held" in ran.out) == (0, True)
    assert "secret" not in ran.out + ran.err
    assert "天气" not in ran.out + ran.err
    assert "secret" not in run("eval", "--questions", path, *options, "--json").out


def test_eval_retrieval_measures_a_foreign_collection(run: Run, tmp_path: Path):
    passages, questions, out = (tmp_path / name for name in ("p.jsonl", "q.jsonl", "out.json"))
    passages.write_text(
        '{"id": "a", "text": "Cats sleep most of the day."}\n{"id": 2, "text": "金鱼每天喂一次。"}\nno line\n',
        encoding="utf-8",
    )
    questions.write_text('{"question": "金鱼多久喂一次", "relevant": [2]}\n', encoding="utf-8")
    ran = run("eval", "retrieval", "--passages", passages, "--questions", questions, "--json", "--out", out)
    assert (ran.code, ran.out) == (0, "")
    assert "p.jsonl 第 3 行" in ran.err
    numbers = json.loads(out.read_text(encoding="utf-8"))
    assert (numbers["passages"], numbers["bad_lines"], numbers["ours"]["hit_at_1"]["share"]) == (2, 1, 1.0)
    shown = run("eval", "retrieval", "--passages", passages, "--questions", questions).out
    assert "| nDCG@10 | 100.0%" in shown


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "x", "--as-of", "soon"),
        ("ask", "x", "--as-of", "2026-02-30"),
        ("ask", "x", "--as-of", "0001-01-01"),
        ("ask", "x", "--lang", "de"),
        ("ask", "x", "--history", "none.json"),
        ("ask", "--batch", "none.jsonl", "--out", "a.jsonl"),
        ("ask", "--batch", "none.jsonl"),
        ("search", "x", "--as-of", "soon"),
        ("search", "x", "--lang", "de"),
        ("changes", "--since", "soon"),
        ("changes", "--since", "2024-01-01", "--lang", "de"),
        ("changes", "--since", "2024-01-02", "--until", "2024-01-01"),
        ("changes", "--since", "2024-01-01", "--docx", "none/a.docx"),
        ("changes", "--since", "2024-01-01", "--feed", "none/a.xml"),
        ("ask", "x", "--docx", "none/a.docx"),
        ("ask", "--batch", "none.jsonl", "--out", "a.jsonl", "--pdf", "a.pdf"),
        ("diff", "refund", "2024-01-01", "soon"),
        ("gaps", "--since", "soon"),
        ("diff", "refund", "2024-01-01", "2024-01-02"),
        ("diff", "nothing", "2024-01-01", "2025-01-01"),
        ("eval", "--questions", "none.yaml"),
        ("eval", "--questions", "none"),
        ("eval", "--step", "compose"),
        ("eval", "retrieval", "--passages", "none.jsonl", "--questions", "none.jsonl"),
    ],
)
def test_a_wrong_argument_is_one_clear_line_in_the_language_of_the_person(
    run: Run, arguments: tuple[str, ...], lang: Lang
):
    ran = run(*arguments, lang=lang)
    assert is_one_clear_line(ran, lang), ran


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("arguments", [("ask", "x"), ("search", "x"), ("rollback",), ("status",)])
def test_without_an_index_each_command_says_what_to_do(
    run: Run, arguments: tuple[str, ...], lang: Lang, tmp_path: Path
):
    ran = run(*arguments, data=tmp_path / "none", lang=lang)
    assert is_one_clear_line(ran, lang), ran
    assert "newtrade sync" in ran.err or arguments == ("rollback",)


@pytest.mark.parametrize("command", ["sync", "check", "status"])
def test_a_missing_library_is_one_clear_line(run: Run, command: str, tmp_path: Path):
    ran = run(command, kb=tmp_path / "none", lang="en")
    assert is_one_clear_line(ran, "en"), ran
    assert "NEWTRADE_KB" in ran.err


def test_an_unknown_embedding_is_one_clear_line(run: Run):
    assert is_one_clear_line(run("ask", "x", embedding="word2vec", lang="en"), "en")


def test_a_wrong_setting_is_one_clear_line(run: Run):
    ran = run("ask", "x", keep="many")
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert "keep" in ran.err.lower()


def test_an_unwritable_answer_file_is_one_clear_line(run: Run, tmp_path: Path):
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": 1, "question": "x"}\n', encoding="utf-8")
    assert is_one_clear_line(run("ask", "--batch", questions, "--out", tmp_path, lang="en"), "en")


def environment(root: Path) -> dict[str, str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("NEWTRADE_")}
    return {**bare, "NEWTRADE_KB": str(root / "kb"), "NEWTRADE_DATA": str(root / "data"), "NEWTRADE_LANG": "en"}


HEAVY = (
    "chromadb",
    "bm25s",
    "torch",
    "transformers",
    "sentence_transformers",
    "streamlit",
    "langchain",
    "sklearn",
    "openai",
    "alembic",
    "docx",
    "fpdf",
    "openpyxl",
)


@pytest.mark.parametrize(("question", "status"), [(REFUND, "answered"), ("海关食堂的狮子火锅多少钱一份", "refused")])
def test_ask_loads_no_big_package(made: Path, tmp_path: Path, question: str, status: str):
    shutil.copytree(made, tmp_path / "own")
    code = (
        "import sys, json\n"
        "from assistant.cli import main\n"
        f"sys.argv = ['newtrade', 'ask', {question!r}, '--as-of', '2026-06-01', '--json']\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert not ended.code, ended.code\n"
        f"print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]), file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env=environment(tmp_path / "own"),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert Answer.model_validate_json(ran.stdout).status == status
    assert json.loads(ran.stderr.strip().splitlines()[-1]) == []


def test_the_installed_command_fails_with_one_line_and_no_traceback(tmp_path: Path):
    command = Path(sys.executable).with_name("newtrade")
    ran = subprocess.run(
        [command, "ask", "x"],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert is_one_clear_line(Ran(ran.returncode, ran.stdout, ran.stderr), "en"), ran
