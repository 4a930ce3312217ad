"""Every word the product says by itself, in both languages."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from ingest.settings import PROJECT
from kb.messages import LANGS, catalogue

FILES = sorted((PROJECT / "kb" / "messages").glob("*.yaml"))
MODULES = sorted(
    [
        PROJECT / "app.py",
        *(path for package in ("kb", "ingest", "assistant") for path in (PROJECT / package).rglob("*.py")),
    ]
)
FAMILIES = sorted({key.partition(".")[0] for key in catalogue() if "." in key})
"""The first word of keys: `answer`, `error`, `ui` …"""

KEY = re.compile(rf"(?:{'|'.join(map(re.escape, FAMILIES))})\.[a-z0-9-]*[a-z0-9]")


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in MODULES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def placeholders(text: str) -> set[str]:
    return {re.split(r"[.\[]", field)[0] for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def said(node: ast.Call) -> str | None:
    """Return the key that a call says: `say("…")`, `words("…")`, or an error made with one."""
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    is_error = name.endswith("Error") or name == "BadLine"
    first = node.args[0] if node.args else None
    literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
    if not literal:
        return None
    key = str(first.value)  # type: ignore[union-attr]
    if (name in {"say", "words"} and re.fullmatch(r"[a-z]+[.-][a-z0-9.-]+", key)) or (is_error and KEY.fullmatch(key)):
        return key
    return None


def calls() -> list[tuple[str, str, ast.Call]]:
    return [
        (f"{path.relative_to(PROJECT)}:{node.lineno}", key, node)
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (key := said(node))
    ]


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_message_is_said_in_both_languages_with_the_same_placeholders(key: str):
    texts = catalogue()[key]
    assert set(texts) == set(LANGS)
    assert all(text.strip() for text in texts.values())
    # A value that differs by language, such as a day in words, carries a language at its end.
    zh, en = ({name.removesuffix("_zh").removesuffix("_en") for name in placeholders(texts[lang])} for lang in LANGS)
    assert zh == en


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_chinese_message_is_chinese_and_an_english_one_is_not(key: str):
    chinese = re.compile(r"[\u4e00-\u9fff]")
    names = {"app.name", "status.answered"}  # the product's name is the same in both
    if key not in names and not re.fullmatch(r"[{}\w\s:·-]*", catalogue()[key]["zh"]):
        assert chinese.search(catalogue()[key]["zh"])
    if key != "app.name":
        assert not chinese.search(catalogue()[key]["en"]), catalogue()[key]["en"]


def test_no_key_stands_in_two_files_or_twice_in_one():
    keys = [
        node.value
        for path in FILES
        for node, _ in yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader).value
    ]
    assert len(FILES) > 3
    assert sorted(keys) == sorted(set(keys))


def test_every_key_that_the_code_says_exists():
    found = calls()
    assert len(found) > 60
    assert not [(where, key) for where, key, _ in found if key not in catalogue()]


def test_every_literal_that_looks_like_a_key_exists():
    """A key may be chosen first and said later: `key = "answer.as-of"`."""
    wrong = [
        (f"{path.relative_to(PROJECT)}:{node.lineno}", node.value)
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and KEY.fullmatch(node.value)
        and node.value not in catalogue()
    ]
    assert not wrong


def test_every_key_that_the_code_builds_has_an_entry():
    """`say(f"status.{…}")` needs at least one message that begins so."""
    built = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if re.match(rf"(?:{'|'.join(FAMILIES)})\.", start):
                    built.append((path.name, start))
    assert built
    assert not [(path, start) for path, start in built if not any(key.startswith(start) for key in catalogue())]


@pytest.mark.parametrize(("where", "key", "node"), calls(), ids=[f"{where} {key}" for where, key, _ in calls()])
def test_every_placeholder_of_a_message_is_filled_where_it_is_said(where: str, key: str, node: ast.Call):
    given = {keyword.arg for keyword in node.keywords}
    if key not in catalogue() or None in given:  # None: values come as **values
        return
    assert placeholders(catalogue()[key]["zh"]) <= given, where


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_no_placeholder_takes_the_name_of_an_argument_of_say(key: str):
    """`say(key, lang, **values)` cannot be told a value by the name `key` or `lang`."""
    assert not placeholders(catalogue()[key]["zh"]) & {"key", "lang"}
