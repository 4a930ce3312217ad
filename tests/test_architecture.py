"""The shape of the code: who may import whom, how long a file may be, and what the README must name."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from assistant.cli.main import app
from ingest.settings import PROJECT

PACKAGES = ("kb", "ingest", "assistant")
MODULES = sorted(path for package in PACKAGES for path in (PROJECT / package).rglob("*.py"))
TOP_LEVEL = {"kb", "ingest", "assistant", "tests", "docs"}


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def imported(path: Path) -> set[str]:
    """Return the top-level names a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def importers(*packages: str) -> set[str]:
    """Return the modules that import one of the packages."""
    return {name(path) for path in MODULES if imported(path) & set(packages)}


@pytest.mark.slow
def test_imports_go_one_way():
    command = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([command], cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout


def test_there_are_modules_to_look_at():
    assert len(MODULES) > 50


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_has_two_jobs(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_it_is(path: Path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_module_has_a_name_that_says_nothing():
    assert not [name(path) for path in MODULES if path.stem in {"utils", "helpers", "manager", "common", "misc"}]


def test_the_entry_only_wires():
    source = (PROJECT / "app.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 60
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert imported(PROJECT / "app.py") <= {"streamlit", "assistant"}


def test_one_file_knows_chroma():
    assert importers("chromadb") == {"ingest/store.py"}
    assert importers("chromadb_rust_bindings") == {"ingest/chroma_reader.py"}


def test_one_file_knows_sentence_transformers_and_one_learns_with_torch():
    assert importers("sentence_transformers", "transformers") == {"ingest/sentence_model.py"}
    assert importers("torch") == {"assistant/evaluation/adapt.py"}


def test_only_the_storage_knows_the_database():
    found = importers("sqlalchemy", "alembic", "psycopg")
    assert found
    assert {path for path in found if not path.startswith("assistant/storage/")} == set()


def test_only_the_screens_know_streamlit():
    assert {path.split("/")[1] for path in importers("streamlit")} == {"ui"}


def test_the_domain_knows_no_engine():
    engines = ("chromadb", "bm25s", "numpy", "langchain_core", "langchain", "streamlit", "sqlalchemy", "typer")
    assert not [path for path in importers(*engines) if path.startswith("kb/")]


def test_there_is_no_further_package():
    packages = {path.parent.name for path in PROJECT.glob("*/__init__.py")}
    assert packages <= TOP_LEVEL


def commands() -> Iterator[tuple[str, object]]:
    """Yield every command, and those below it as `eval retrieval`."""
    for command, details in get_command(app).commands.items():  # type: ignore[attr-defined]
        yield command, details
        for below, its_details in getattr(details, "commands", {}).items():
            yield f"{command} {below}", its_details


@pytest.mark.parametrize("command", [command for command, _ in commands()])
def test_the_readme_names_every_command(command: str):
    assert f"newtrade {command}" in (PROJECT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("command", "details"), list(commands()), ids=str)
def test_every_command_and_every_option_says_what_it_does(command: str, details):
    assert details.help, command
    silent = [p.name for p in details.params if p.name != "help" and not getattr(p, "help", None)]
    assert not silent, (command, silent)


def test_the_commands_are_one_application():
    assert isinstance(app, typer.Typer)
    assert {"ask", "search", "check", "sync", "status", "rollback", "eval"} <= {command for command, _ in commands()}
